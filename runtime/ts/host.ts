// The caller's side of a pool: generated stubs open a writer, fill it in and submit. What cannot be
// sent at once waits in the backlog; what comes back is found by `pump.ts`.

import { Backlog } from "./backlog.ts";
import type { Balancer } from "./balancer.ts";
import { plainCall, type CallSettings } from "./caller.ts";
import { refused } from "./check.ts";
import { Crew } from "./crew.ts";
import { overflow, type Writer } from "./cursor.ts";
import { Deadlines } from "./deadlines.ts";
import { Drafts } from "./drafts.ts";
import {
  AbortError,
  PayloadTooLargeError,
  PoolClosedError,
  QueueFullError,
  TaskTimeoutError,
} from "./errors.ts";
import { tell } from "./events.ts";
import { Handover } from "./handover.ts";
import type { Lane } from "./lane.ts";
import { Made } from "./made.ts";
import type { Resolve } from "./pending.ts";
import { Pump } from "./pump.ts";
import { Recall } from "./recall.ts";
import { rejection } from "./rejection.ts";
import { outcomeOf, Statistics, Use, type PoolStats } from "./statistics.ts";
import { expect } from "./ring.ts";
import type { TaskSpec } from "./task.ts";
import type { Timeout } from "./timeout.ts";
import { toldTimeout } from "./told.ts";

// One executor for all promises: a closure for each would cost as much as the rest of the call.
let resolveLast: Resolve;
function capture(resolve: Resolve): void {
  resolveLast = resolve;
}

/** The stubs of a pool by task name, as generated code binds them. */
export type Stubs = Readonly<
  Record<string, (...args: never[]) => Promise<unknown>>
>;

/** What the host needs to know of the pool's options. */
export interface HostSettings {
  /** The longest message, in bytes. */
  readonly longest: number;
  readonly balancer: Balancer;
  /** Whether the lane that was used last may be used again while its calls are few and short. */
  readonly favoursRecent: boolean;
  /** The most calls that are to wait, and whether others are rejected then. */
  readonly mostWaiting: number;
  readonly rejectsWhenFull: boolean;
}

/** Pools of this process so far. */
let pools = 0;

export class Host {
  /** Tells the pools of this process apart. */
  readonly id: number = (pools += 1);
  readonly specs: readonly TaskSpec[];
  /** The workers that are there, those that still start included. */
  readonly lanes: readonly Lane[];
  readonly pump: Pump;
  readonly recall: Recall;
  /** Called whenever a call must wait. */
  whenWaiting: () => void = nothing;
  /** Called when no call can be made any more, with why. */
  whenClosed: (error: (task: string) => Error) => void = nothing;
  /** Called whenever the last call was answered. */
  whenIdle: () => void = nothing;
  /** Calls that have no answer yet, those that wait here included. */
  unanswered = 0;
  stubs: Stubs = {};
  /** Why no call can be made any more. */
  closed: ((task: string) => Error) | undefined;
  readonly deadlines: Deadlines;
  /** Counts and measures calls, once somebody asks. */
  private statistics: Statistics | undefined;
  private readonly settings: HostSettings;
  private readonly crew: Crew;
  private readonly drafts: Drafts;
  private readonly backlog: Backlog;
  /** Takes calls that their worker has not started. */
  readonly handover: Handover;

  constructor(specs: readonly TaskSpec[], settings: HostSettings) {
    this.specs = specs;
    this.settings = settings;
    this.crew = new Crew(settings.balancer, settings.favoursRecent);
    this.lanes = this.crew.lanes;
    this.drafts = new Drafts(settings.longest);
    this.backlog = new Backlog(settings.mostWaiting);
    this.handover = new Handover(this, this.crew, this.backlog);
    this.pump = new Pump(this);
    this.recall = new Recall(this, settings.favoursRecent);
    this.deadlines = new Deadlines((call, value, reason) =>
      this.giveUp(call, value, reason),
    );
  }

  /** Begins to count calls; has no effect where they are counted. */
  count(): Statistics {
    if (this.statistics === undefined) {
      this.statistics = new Statistics(this.specs);
      for (const lane of this.lanes) lane.use = new Use(lane.inFlight);
    }
    return this.statistics;
  }

  /** What was counted since calls are. */
  stats(): PoolStats {
    return this.count().tell(this.backlog.size, this.lanes, this.crew.leavers);
  }

  /** Where calls may go. */
  get places(): readonly Lane[] {
    return this.crew.takers;
  }

  get hasWaiting(): boolean {
    return this.backlog.size > 0;
  }

  /** Calls that wait here because no worker can take them yet. */
  get waiting(): number {
    return this.backlog.size;
  }

  /** Resolves when fewer calls wait than are to. */
  room(): Promise<void> {
    return this.backlog.room();
  }

  /** Settles every call that has come back; returns how many. */
  drain(): number {
    const { lanes } = this;
    let answered = 0;
    for (let index = 0; index < lanes.length; index += 1) {
      answered += lanes[index]!.drain();
    }
    this.unanswered -= answered;
    return answered;
  }

  /** Makes a writer ready for the arguments of `task`. */
  open(task: number): Writer {
    const spec = this.specs[task]!;
    const { drafts } = this;
    drafts.depth += 1;
    const { recent } = this.crew;
    // The way that nearly all calls go, in as few steps as can be.
    if (
      drafts.depth === 1 &&
      recent !== undefined &&
      recent.pending.count < spec.pace.ahead &&
      recent.pending.count < recent.ahead &&
      this.backlog.size === 0 &&
      recent.submissions.open(spec.requestShape)
    ) {
      drafts.lane = recent;
      return recent.submissions.writer;
    }
    return this.openElsewhere(spec, undefined);
  }

  /** The same for a call that may be bound to a lane. */
  openFor(task: number, { affinity }: CallSettings): Writer {
    if (affinity === undefined) return this.open(task);
    this.drafts.depth += 1;
    return this.openElsewhere(this.specs[task]!, this.crew.boundTo(affinity));
  }

  private openElsewhere(spec: TaskSpec, bound: Lane | undefined): Writer {
    const { drafts } = this;
    if (drafts.depth > 1) drafts.nest();
    else if (this.backlog.size === 0) {
      const lane = bound ?? this.crew.choose(spec);
      if (lane !== undefined && lane.submissions.open(spec.requestShape)) {
        drafts.lane = lane;
        return lane.submissions.writer;
      }
    }
    return drafts.openAside(spec.requestShape);
  }

  /** Sends what was written since `open`. */
  submit<Result>(task: number): Promise<Result> {
    const spec = this.specs[task]!;
    const { lane } = this.drafts;
    const promise = new Promise<unknown>(capture) as Promise<Result>;
    if (lane === undefined || spec.isWatched)
      this.dispatch(spec, plainCall, resolveLast);
    else this.send(lane, spec, resolveLast);
    return promise;
  }

  private send(lane: Lane, spec: TaskSpec, resolve: Resolve): number {
    this.drafts.depth = 0;
    this.unanswered += 1;
    const call = lane.submit(spec, resolve);
    this.pump.submitted(lane, spec);
    return call;
  }

  /**
   * Sends what was written since `openFor`. What `wrap` makes of the promise's resolve function takes the
   * answer, and `made` is told of the call unless it was refused.
   */
  submitFor<Result>(
    task: number,
    settings: CallSettings,
    wrap?: (resolve: Resolve) => Resolve,
    made?: (call: Made) => void,
  ): Promise<Result> {
    const promise = new Promise<unknown>(capture) as Promise<Result>;
    const resolve = wrap === undefined ? resolveLast : wrap(resolveLast);
    const spec = this.specs[task]!;
    if (made === undefined) this.dispatch(spec, settings, resolve);
    else this.watch(spec, settings, resolve, made);
    return promise;
  }

  /** Forgets what was written since `open`, and rejects. */
  drop<Result>(task: number, error: (name: string) => Error): Promise<Result> {
    this.drafts.leave();
    return this.reject(this.specs[task]!, error(this.specs[task]!.name));
  }

  /** Rejects a call that was never sent. */
  private reject(spec: TaskSpec, error: unknown): Promise<never> {
    this.statistics?.refused(spec, error);
    return Promise.reject(error);
  }

  /** Sends a call, or lets it wait. Where no more is to be known of it than its time to go, its row is enough. */
  private dispatch(
    spec: TaskSpec,
    settings: CallSettings,
    resolve: Resolve,
  ): void {
    const { lane } = this.drafts;
    if (
      lane === undefined ||
      this.statistics !== undefined ||
      spec.untold !== undefined ||
      !settings.isPlain
    )
      return this.watch(spec, settings, resolve, nothing);
    const call = this.send(lane, spec, resolve);
    const timeout = settings.timeout ?? spec.timeout;
    if (timeout !== undefined) this.deadlines.add(lane, call, timeout);
  }

  /** The same for a call that more is to be known of; `made` is told of it unless it was refused. */
  private watch(
    spec: TaskSpec,
    settings: CallSettings,
    resolve: Resolve,
    made: (call: Made) => void,
  ): void {
    const call = new Made(spec, resolve);
    call.priority = settings.priority;
    call.affinity = settings.affinity;
    const { drafts, statistics } = this;
    const { lane } = drafts;
    if (statistics !== undefined) {
      const bytes = drafts.bytes(spec.requestShape);
      call.resolve = statistics.measure(call, bytes, resolve);
    }
    if (lane === undefined) {
      const refused = this.enqueue(call);
      if (refused !== undefined) return call.resolve!(Promise.reject(refused));
    } else {
      drafts.depth = 0;
      this.unanswered += 1;
      lane.submitMade(call);
      this.pump.submitted(lane, spec);
    }
    const timeout = settings.timeout ?? spec.timeout;
    if (timeout !== undefined) this.deadlines.add(call, 0, timeout);
    else if (spec.untold !== undefined) this.deadlines.await(spec.untold, call);
    made(call);
  }

  /** A worker says what only the task module knows; the first to say so counts. */
  private readonly hear = (message: Uint8Array): void => {
    for (const spec of this.specs) {
      const { untold } = spec;
      if (untold === undefined) continue;
      spec.untold = undefined;
      spec.timeout = toldTimeout(message, spec.name);
      if (spec.timeout === undefined)
        spec.isWatched = this.statistics !== undefined;
      else this.deadlines.dateFrom(untold, spec.timeout);
    }
  };

  /** Answers a call before its worker does; false if it has its answer. */
  giveUp(call: Made, value: unknown, reason: unknown): boolean {
    if (!call.isOpen) return false;
    const { waits } = call;
    call.outcome = outcomeOf(reason);
    if (!call.giveUp(value, reason)) return false;
    if (waits) this.backlog.forget();
    this.tellGivenUp(call.spec.name, reason);
    this.answeredHere();
    return true;
  }

  /** A call is made that runs on this thread. */
  enterHere(call: Made, timeout: Timeout | undefined): void {
    this.unanswered += 1;
    this.pump.hold();
    if (this.statistics !== undefined)
      call.resolve = this.statistics.measure(call, 0, call.resolve!);
    if (timeout !== undefined) this.deadlines.add(call, 0, timeout);
  }

  /** A call was answered, and not by its worker. */
  answeredHere(): void {
    this.unanswered -= 1;
    // It may have been all that kept the process alive.
    if (this.unanswered === 0) this.pump.start();
  }

  private tellGivenUp(task: string, error: unknown): void {
    const { id: pool } = this;
    if (error instanceof TaskTimeoutError) {
      const { milliseconds } = error;
      tell("knit:call:timeout", () => ({ pool, task, milliseconds }));
    } else if (error instanceof AbortError) {
      const { reason } = error;
      tell("knit:call:aborted", () => ({ pool, task, reason }));
    }
  }

  /**
   * Answers a call whose arguments could not be written: finds more room for them, waits for the
   * promises among them, or rejects. Nothing has been sent.
   */
  refuse<Result>(
    task: number,
    error: unknown,
    args: readonly unknown[],
    stubs: Stubs = this.stubs,
  ): Promise<Result> {
    const spec = this.specs[task]!;
    const needed = this.drafts.writer?.needed ?? 0;
    this.drafts.leave();
    const again = stubs[spec.name] as unknown as (
      ...args: readonly unknown[]
    ) => Promise<Result>;
    if (error === overflow) {
      const { longest } = this.settings;
      if (needed > longest) {
        const { name } = spec;
        return this.reject(
          spec,
          new PayloadTooLargeError(name, "request", needed, longest),
        );
      }
      expect(spec.requestShape, needed, longest);
      return again(...args);
    }
    if (args.some((argument) => argument instanceof Promise)) {
      return Promise.all(args).then((values) => again(...values));
    }
    return this.reject(spec, refused(error, spec.name));
  }

  /** Lets a call wait that was encoded aside; returns why it may not. */
  private enqueue(call: Made): Error | undefined {
    const { drafts } = this;
    call.message = drafts.takeAside();
    drafts.leave();
    const { name } = call.spec;
    if (this.closed !== undefined) return this.closed(name);
    const { mostWaiting: max, rejectsWhenFull } = this.settings;
    if (rejectsWhenFull && this.backlog.size >= max) {
      tell("knit:queue:full", () => ({ pool: this.id, task: name, max }));
      return new QueueFullError(name, max);
    }
    this.unanswered += 1;
    this.backlog.push(call, this.crew.boundTo(call.affinity));
    // An outer message may be in the making, in the very room that this one would take.
    if (drafts.depth === 0) this.flush();
    if (this.backlog.size > 0) this.whenWaiting();
    this.pump.start();
    return undefined;
  }

  /** Sends what waits, as far as there is room; whether it sent anything. */
  flush(): boolean {
    const before = this.backlog.size;
    this.backlog.flush(
      (call) => this.crew.choose(call.spec),
      (lane, call) => this.pump.submitted(lane, call.spec),
    );
    return this.backlog.size < before;
  }

  /** Takes a lane in whose worker is being started. */
  add(lane: Lane): void {
    if (this.statistics !== undefined) lane.use = new Use(lane.inFlight);
    lane.sendElsewhere = this.handover.sendElsewhere;
    lane.whenTold = this.hear;
    this.crew.join(lane);
    this.pump.expectBoot();
  }

  /** Answers calls of a lane that were among the first `started` there. */
  rejectBefore(
    lane: Lane,
    started: number,
    error: (task: string) => Error,
  ): void {
    this.unanswered -= lane.rejectBefore(started, error);
  }

  /** Takes a lane out whose worker is about to be ended; what it has comes to its end in `Handover.lose`. */
  condemn(lane: Lane, error: (task: string, position: number) => Error): void {
    lane.condemn(error);
    this.retire(lane);
  }

  /** A lane gets no more calls; what it has comes to its end in `Handover.lose`. */
  retire(lane: Lane): void {
    this.crew.retire(lane);
  }

  /** Rejects every call, now and from now on. */
  close(error: (task: string) => Error): void {
    if (this.closed === undefined)
      tell("knit:pool:closed", () => ({ pool: this.id }));
    this.closed ??= error;
    this.whenClosed(error);
    for (const lane of this.crew.all) lane.rejectAll(error);
    for (const call of this.backlog.drain()) {
      const reason = error(call.spec.name);
      call.giveUp(rejection(reason), reason);
    }
    this.crew.disband();
    this.unanswered = 0;
    this.deadlines.end();
    // Nothing is pending any more: the pump lets go of the process.
    this.pump.start();
  }
}

function nothing(): void {}

/** The reason that calls reject with once a pool is shut down. */
export function poolClosed(task: string): Error {
  return new PoolClosedError(task);
}
