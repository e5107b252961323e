// The caller's side of a pool: generated stubs open a writer, fill it in and submit. What cannot be
// sent at once waits in a queue; what comes back is found by `pump.ts`.

import { Mismatch } from "./check.ts";
import { overflow, Views, Writer } from "./cursor.ts";
import { PayloadTooLargeError, PoolClosedError } from "./errors.ts";
import type { Lane } from "./lane.ts";
import type { Resolve } from "./pending.ts";
import { Pump } from "./pump.ts";
import { Queue } from "./queue.ts";
import type { TaskSpec } from "./task.ts";

// One executor for all promises: a closure for each would cost as much as the rest of the call.
let resolveLast: Resolve;
function capture(resolve: Resolve): void {
  resolveLast = resolve;
}

/** A request that waits for room, encoded already. */
interface Waiting {
  readonly spec: TaskSpec;
  readonly message: Uint8Array;
  readonly resolve: Resolve;
}

/** Smallest room for a message that is encoded aside, in bytes. */
const asideBytes = 64 * 1024;

/** The stubs of a pool by task name, as generated code binds them. */
export type Stubs = Readonly<
  Record<string, (...args: never[]) => Promise<unknown>>
>;

export class Host {
  readonly specs: readonly TaskSpec[];
  readonly lanes: Lane[];
  readonly pump: Pump;
  /** Calls that have no answer yet, those that wait here included. */
  unanswered = 0;
  stubs: Stubs = {};
  /** Why no call can be made any more. */
  closed: ((task: string) => Error) | undefined;
  private readonly waiting = new Queue<Waiting>();
  private readonly longest: number;
  /** The lane whose writer is being filled in; undefined for a message that is encoded aside. */
  private lane: Lane | undefined;
  private aside: Writer | undefined;
  /** Messages being filled in: more than one when an argument's getter makes a call. */
  private depth = 0;
  private readonly outer: {
    lane: Lane | undefined;
    aside: Writer | undefined;
  }[] = [];
  /** The lane that was used last. */
  private recent: Lane | undefined;

  constructor(specs: readonly TaskSpec[], lanes: Lane[], longest: number) {
    this.specs = specs;
    this.lanes = lanes;
    this.longest = longest;
    this.pump = new Pump(this);
  }

  /** Settles every call that has come back; returns how many. */
  drain(): number {
    const { lanes } = this;
    let answered = 0;
    for (let index = 0; index < lanes.length; index += 1) {
      const lane = lanes[index]!;
      answered += lane.drain();
      if (lane.broken !== undefined) void lane.peer.close();
    }
    this.unanswered -= answered;
    return answered;
  }

  get hasWaiting(): boolean {
    return this.waiting.size > 0;
  }

  /** Makes a writer ready for the arguments of `task`. */
  open(task: number): Writer {
    const spec = this.specs[task]!;
    this.depth += 1;
    const { recent } = this;
    // The way that nearly all calls go, in as few steps as can be.
    if (
      this.depth === 1 &&
      recent !== undefined &&
      recent.pending.count < spec.pace.ahead &&
      this.waiting.size === 0 &&
      recent.submissions.open(spec.requestShape)
    ) {
      this.lane = recent;
      return recent.submissions.writer;
    }
    return this.openElsewhere(spec);
  }

  private openElsewhere(spec: TaskSpec): Writer {
    if (this.depth > 1) this.nest();
    else if (this.waiting.size === 0) {
      const lane = this.pick(spec);
      if (lane !== undefined && lane.submissions.open(spec.requestShape)) {
        this.lane = lane;
        return lane.submissions.writer;
      }
    }
    this.lane = undefined;
    return this.openAside(spec);
  }

  private nest(): void {
    this.outer.push({ lane: this.lane, aside: this.aside });
    this.aside = undefined;
  }

  private leave(): void {
    this.depth -= 1;
    if (this.depth === 0) return;
    const { lane, aside } = this.outer.pop()!;
    this.lane = lane;
    this.aside = aside;
  }

  /** Sends what was written since `open`. */
  submit<Result>(task: number): Promise<Result> {
    const spec = this.specs[task]!;
    const { lane } = this;
    const promise = new Promise<unknown>(capture) as Promise<Result>;
    if (lane === undefined) {
      this.enqueue(spec, resolveLast);
      return promise;
    }
    this.depth = 0;
    this.unanswered += 1;
    lane.submit(spec, resolveLast);
    this.pump.submitted(lane, spec);
    return promise;
  }

  /**
   * Answers a call whose arguments could not be written: finds more room for them, waits for the
   * promises among them, or rejects. Nothing has been sent.
   */
  refuse<Result>(
    task: number,
    error: unknown,
    args: readonly unknown[],
  ): Promise<Result> {
    const spec = this.specs[task]!;
    const needed = (this.lane?.submissions.writer ?? this.aside)?.needed ?? 0;
    this.leave();
    const again = this.stubs[spec.name] as unknown as (
      ...args: readonly unknown[]
    ) => Promise<Result>;
    if (error === overflow) {
      if (needed > this.longest) {
        return Promise.reject(
          new PayloadTooLargeError(
            `${spec.name}: the request`,
            needed,
            this.longest,
          ),
        );
      }
      const { requestShape } = spec;
      requestShape.usual = Math.min(
        this.longest,
        Math.max(needed, requestShape.usual * 2),
      );
      return again(...args);
    }
    if (args.some((argument) => argument instanceof Promise)) {
      return Promise.all(args).then((values) => again(...values));
    }
    if (error instanceof Mismatch)
      error = new TypeError(error.sentence(spec.name));
    return Promise.reject(error);
  }

  /**
   * The lane that was used last, while the calls it has are few or short: its worker is awake, and
   * leaving the others asleep leaves the processor to those that work. Else the one with the fewest.
   */
  private pick({ pace }: TaskSpec): Lane | undefined {
    const { recent } = this;
    return recent !== undefined && recent.inFlight < pace.ahead
      ? recent
      : this.pickLeastBusy();
  }

  private pickLeastBusy(): Lane | undefined {
    let best = this.recent;
    for (const lane of this.lanes) {
      if (best === undefined || lane.inFlight < best.inFlight) best = lane;
    }
    this.recent = best;
    return best?.hasRoom() === true ? best : undefined;
  }

  private openAside(spec: TaskSpec): Writer {
    const { fixed, usual } = spec.requestShape;
    let writer = this.aside;
    const room = Math.max(asideBytes, usual);
    if (writer === undefined || writer.u8.length < room) {
      writer = new Writer(new Views(new ArrayBuffer(Math.ceil(room / 8) * 8)));
      this.aside = writer;
    }
    writer.needed = 0;
    writer.start(0, fixed, Math.min(writer.u8.length, this.longest));
    return writer;
  }

  private enqueue(spec: TaskSpec, resolve: Resolve): void {
    const { u8, end } = this.aside!;
    const large = u8.length > asideBytes;
    const message = large ? u8.subarray(0, end) : u8.slice(0, end);
    if (large) this.aside = undefined;
    this.leave();
    if (this.closed !== undefined) {
      resolve(Promise.reject(this.closed(spec.name)));
      return;
    }
    this.unanswered += 1;
    this.waiting.push({ spec, message, resolve });
    // An outer message may be in the making, in the very room that this one would take.
    if (this.depth === 0) this.flush();
    this.pump.start();
  }

  /** Sends what waits, as far as there is room. */
  flush(): void {
    for (
      let call = this.waiting.first();
      call !== undefined;
      call = this.waiting.first()
    ) {
      const lane = this.pick(call.spec);
      if (
        lane === undefined ||
        !lane.send(call.spec, call.message, call.resolve)
      )
        return;
      this.waiting.shift();
      this.pump.submitted(lane, call.spec);
    }
  }

  /** Takes a lane out whose worker is gone; its calls reject with `error`. */
  lose(lane: Lane, error: (task: string) => Error): void {
    const index = this.lanes.indexOf(lane);
    if (index < 0) return;
    this.lanes.splice(index, 1);
    this.recent = undefined;
    this.unanswered -= lane.inFlight;
    lane.rejectAll(error);
    if (this.lanes.length === 0) this.close(error);
    this.pump.start();
  }

  /** Rejects every call, now and from now on. */
  close(error: (task: string) => Error): void {
    this.closed ??= error;
    for (const lane of this.lanes) lane.rejectAll(error);
    for (
      let call = this.waiting.shift();
      call !== undefined;
      call = this.waiting.shift()
    ) {
      call.resolve(Promise.reject(error(call.spec.name)));
    }
    this.lanes.length = 0;
    this.recent = undefined;
    this.unanswered = 0;
    // Nothing is pending any more: the pump lets go of the process.
    this.pump.start();
  }
}

/** The reason that calls reject with once a pool is shut down. */
export function poolClosed(task: string): Error {
  return new PoolClosedError(task);
}
