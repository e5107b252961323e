// `inliner`: a pool whose calls also run on the caller's own thread, which its balancer takes for one more
// worker. The stubs of such a pool decide before anything is encoded; other pools know nothing of it.

import type { Balancer, Place } from "../balancer.ts";
import {
  Aborting,
  optionedStubs,
  type Caller,
  type CallHost,
  type CallSettings,
} from "../caller.ts";
import type { Host } from "../host.ts";
import type { InlinerSettings } from "../options.ts";
import type { Resolve } from "../pending.ts";
import type { PoolTable } from "../pool.ts";
import { rejection } from "../rejection.ts";
import { InlineCall } from "./call.ts";
import { loadInlineTasks, type InlineTask } from "./functions.ts";
import { OwnThread } from "./thread.ts";

type Stub = (...args: readonly unknown[]) => Promise<unknown>;

export class Inliner {
  /** Resolves when calls can run here. */
  readonly ready: Promise<void>;
  private readonly host: Host;
  /** What calls are made through. */
  private readonly target: CallHost;
  private readonly settings: InlinerSettings;
  private readonly choose: Balancer;
  private readonly thread: OwnThread;
  /** Those that can run here, by id; none before the task module is loaded. */
  private tasks: readonly (InlineTask | undefined)[] = [];
  /** Calls without an answer, by task, wherever they are. */
  private readonly unanswered: number[];
  /** Calls that were made here and are not over. */
  private readonly begun = new Set<InlineCall>();

  constructor(
    host: Host,
    target: CallHost,
    table: PoolTable,
    settings: InlinerSettings,
    choose: Balancer,
  ) {
    this.host = host;
    this.target = target;
    this.settings = settings;
    this.choose = choose;
    this.unanswered = table.tasks.map(() => 0);
    this.thread = new OwnThread(settings.batchSize, () =>
      host.deadlines.date(),
    );
    host.whenClosed = (error) => this.end(error);
    this.ready = loadInlineTasks(table, host.specs).then((tasks) => {
      this.tasks = tasks;
    });
    // Who does not ask learns of it by the workers, which load the module as well.
    this.ready.catch(() => {});
  }

  /** The calls of a pool, of which some run here. */
  stubs<Calls>(bind: (caller: Caller) => Calls, settings: CallSettings): Calls {
    const elsewhere = optionedStubs(
      bind,
      this.target,
      settings,
      this.count,
    ) as unknown as Record<string, Stub>;
    const stubs = this.host.specs.map(({ id, name }) => {
      const toWorker = elsewhere[name]!;
      const call: Stub = (...args) =>
        args.some((argument) => argument instanceof Promise)
          ? Promise.all(args).then((values) => call(...values))
          : (this.take(id, args, settings) ?? toWorker(...args));
      return [name, call] as const;
    });
    return Object.fromEntries(stubs) as Calls;
  }

  /** Makes a call here if this is its place. */
  private take(
    id: number,
    args: readonly unknown[],
    settings: CallSettings,
  ): Promise<unknown> | undefined {
    const task = this.tasks[id];
    if (task === undefined || this.host.closed !== undefined) return undefined;
    // Its worker has what belongs to its key.
    if (settings.affinity !== undefined) return undefined;
    if (settings.signal?.aborted === true) return undefined;
    if (this.unanswered[id]! + 1 < this.settings.dispatchThreshold)
      return undefined;
    return this.isPlaceOf(task) ? this.call(task, args, settings) : undefined;
  }

  private isPlaceOf({ spec }: InlineTask): boolean {
    const { thread, host } = this;
    const places: readonly Place[] =
      this.settings.position === "first"
        ? [thread, ...host.places]
        : [...host.places, thread];
    return this.choose(places, spec) === thread;
  }

  private call(
    task: InlineTask,
    args: readonly unknown[],
    { signal, timeout = task.timeout }: CallSettings,
  ): Promise<unknown> {
    const { host, target, thread } = this;
    return new Promise((resolve) => {
      const counted = this.count(task.spec.id, resolve);
      const aborting = signal && new Aborting(signal, host, counted);
      const answer = aborting?.answer ?? counted;
      const call = new InlineCall(task, args, answer, this.over);
      this.begun.add(call);
      target.enterHere(call, timeout);
      aborting?.watch(call);
      thread.push(call);
    });
  }

  private readonly over = (call: InlineCall, answered: boolean): void => {
    this.thread.left();
    this.begun.delete(call);
    if (answered) this.host.answeredHere();
  };

  /** Counts a call until it is answered. */
  private readonly count = (id: number, resolve: Resolve): Resolve => {
    this.unanswered[id]! += 1;
    return (value) => {
      this.unanswered[id]! -= 1;
      resolve(value);
    };
  };

  /** No call here gets an answer any more. */
  private end(error: (task: string) => Error): void {
    for (const call of this.begun) {
      if (!call.isOpen) continue;
      const reason = error(call.spec.name);
      this.host.giveUp(call, rejection(reason), reason);
    }
  }
}
