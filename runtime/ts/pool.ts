// A pool from its start to its end: makes the lanes, starts their workers, and takes them down.

import { balancer } from "./balancer.ts";
import {
  optionedStubs,
  plainCall,
  readCallOptions,
  type CallOptions,
  type Caller,
} from "./caller.ts";
import { debugPool, traced } from "./debug/pool.ts";
import type { Callable, LateOf, SeenAs } from "./definition.ts";
import { tell } from "./events.ts";
import { pressing } from "./elastic.ts";
import { refuseOwnPool } from "./here.ts";
import { Host, type Stubs } from "./host.ts";
import { Inliner } from "./inline/inliner.ts";
import { settle, type PoolOptions } from "./options.ts";
import type { PoolStats } from "./statistics.ts";
import { specify, type TaskTable } from "./task.ts";
import { longestTime } from "./worker_options.ts";
import { namesOf, only, type Only } from "./only.ts";
import { Workers } from "./workers.ts";

/** What generated code says of its task module. */
export interface PoolTable {
  /** The generated worker module. */
  readonly worker: URL;
  /** Evaluates the task module on the host; called where the option `inliner` asks for it alone. */
  readonly load: () => Promise<object>;
  readonly fingerprint: string;
  readonly tasks: readonly TaskTable[];
}

/** Each argument of a call, or a promise of it. */
export type Awaitable<Args extends readonly unknown[]> = {
  [Index in keyof Args]: Args[Index] | Promise<Args[Index]>;
};

/**
 * A task as the host calls it: the same parameters, each also as a promise, and a promise back. `Made` is what the
 * task module exports, where another function tells the signature.
 */
export type Call<Task extends Callable, Made = Task> =
  SeenAs<Task, Made> extends (...args: infer Args) => infer Result
    ? (...args: Awaitable<Args>) => Promise<Awaited<Result> | LateOf<Made>>
    : never;

/** Workers and the calls they take. Close it when it is not needed any more: `await using` does. */
export interface Pool<Calls> extends AsyncDisposable, Disposable {
  /** The tasks. */
  readonly call: Calls;
  /** The same tasks, for calls with a signal, a timeout, a priority or an affinity. */
  with(options: CallOptions): Calls;
  /** Resolves when all workers take calls; rejects when one cannot start. Calls need not wait for it. */
  readonly ready: Promise<void>;
  /** Calls that wait on the host because no worker can take them yet. */
  readonly waiting: number;
  /**
   * Resolves as soon as fewer calls wait than `queue.max` says, at once where it says nothing: `await pool.room()`
   * before each call keeps those who make calls in step with the workers.
   */
  room(): Promise<void>;
  /** Resolves when no call is without an answer, and all answers have been passed on. */
  drain(): Promise<void>;
  /**
   * What the pool has done since the first time that this was called, or since its start where the option `stats`
   * says so. Until then calls are not counted, and cost nothing more.
   */
  stats(): PoolStats<Calls extends Callable ? string : keyof Calls & string>;
  /**
   * Ends the workers and resolves when they are gone; calls without an answer reject with `PoolClosedError`.
   * The first shutdown decides, all others wait for it. Rejects with what a `worker.teardown` threw, once all are gone.
   */
  shutdown(options?: number | ShutdownOptions): Promise<void>;
}

/** When a pool that is shut down ends its workers; as a number, the `delay`. */
export interface ShutdownOptions {
  /** Milliseconds in which calls are still taken; 0 where nothing is said. */
  readonly delay?: number;
  /**
   * Whether to wait for the calls without an answer; those that come in the meantime are taken as well. As
   * `worker.resolveAfterFinishingAll` says where nothing is said.
   */
  readonly drain?: boolean;
}

/** Starts a pool. Called by generated code. */
export function startPool<Calls, Name extends keyof Calls>(
  table: PoolTable,
  bind: (caller: Caller) => Calls,
  options?: PoolOptions<Name>,
): Pool<Only<Calls, Name>> {
  const names = namesOf(table, options?.only);
  return start(table, bind, (calls) => only(calls, names), options);
}

/** Starts a pool whose calls are what `pick` makes of the stubs. */
export function start<Calls, Picked>(
  table: PoolTable,
  bind: (caller: Caller) => Calls,
  pick: (calls: Calls) => Picked,
  options: PoolOptions<PropertyKey> | undefined,
): Pool<Picked> {
  refuseOwnPool(table.fingerprint);
  const settings = settle(options, new URL("../", table.worker));
  const choose = balancer(settings.strategy);
  // Where calls wait in the rings the host does not see them wait.
  const hidesCalls =
    settings.idleTime !== undefined && settings.strategy !== "pull";
  const host: Host = new Host(table.tasks.map(specify), {
    longest: settings.longest,
    balancer: hidesCalls ? pressing(choose, () => host) : choose,
    favoursRecent: settings.strategy === "pull",
    mostWaiting: settings.mostWaiting,
    rejectsWhenFull: settings.rejectsWhenFull,
  });
  tell("knit:pool:created", () => ({
    pool: host.id,
    worker: table.worker.href,
    runtime: settings.runtime,
    threads: settings.threads,
    tasks: table.tasks.map(({ name }) => name),
  }));
  const debug = debugPool(table, settings, host);
  const workers = new Workers(table, settings, host, debug);
  if (settings.stats) host.count();
  const target = traced(host, debug);
  const toWorkers =
    target === host ? bind(host) : optionedStubs(bind, target, plainCall);
  host.stubs = toWorkers as unknown as Stubs;
  const inliner =
    settings.inliner &&
    new Inliner(
      host,
      target,
      table,
      settings.inliner,
      balancer(settings.strategy),
    );
  const drain = (): Promise<void> => workers.drain();
  let closing: Promise<void> | undefined;
  const shutdown = (when: number | ShutdownOptions = 0): Promise<void> =>
    (closing ??= workers.close(readShutdown(when)));
  return {
    call: pick(inliner?.stubs(bind, plainCall) ?? toWorkers),
    with(given) {
      const options = readCallOptions(given);
      return pick(
        inliner?.stubs(bind, options) ?? optionedStubs(bind, target, options),
      );
    },
    get ready() {
      return Promise.all([workers.ready(), inliner?.ready]).then(nothing);
    },
    get waiting() {
      return host.waiting;
    },
    room: () => host.room(),
    drain,
    stats: () => host.stats(),
    shutdown,
    [Symbol.asyncDispose]: () => shutdown(),
    [Symbol.dispose]: () => void shutdown(),
  };
}

function nothing(): void {}

function readShutdown(when: number | ShutdownOptions): ShutdownOptions {
  const options = typeof when === "number" ? { delay: when } : when;
  if (typeof options !== "object" || options === null)
    throw new TypeError(
      "shutdown: takes a number of milliseconds, or { delay, drain }",
    );
  for (const name of Object.keys(options))
    if (name !== "delay" && name !== "drain")
      throw new TypeError(
        `shutdown: unknown option \`${name}\`; there are \`delay\`, \`drain\``,
      );
  const { delay = 0, drain } = options;
  if (typeof delay !== "number" || Number.isNaN(delay))
    throw new TypeError("shutdown: `delay` must be a number of milliseconds");
  if (drain !== undefined && typeof drain !== "boolean")
    throw new TypeError("shutdown: `drain` must be true or false");
  return {
    delay: Math.min(Math.max(0, delay), longestTime),
    ...(drain !== undefined && { drain }),
  };
}
