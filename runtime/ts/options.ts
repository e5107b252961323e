// The options of `createPool`. Everything that is given is checked: an option that is unknown or of
// the wrong type is an error that names it, never ignored.

import { strategies, type Strategy } from "./balancer.ts";
import {
  readDebug,
  type DebugOptions,
  type Namespace,
} from "./debug/namespaces.ts";
import { cores } from "./platform.ts";
import { amount, integer, only, oneOf, yesOrNo } from "./validate.ts";
import {
  longestTime,
  placeOf,
  readWorker,
  type WorkerOptions,
  type WorkerSettings,
} from "./worker_options.ts";

/** What `createPool` takes. */
export interface PoolOptions<Name = never> {
  /** The tasks that the pool is for; all of them where nothing is said. */
  readonly only?: readonly Name[];
  /** The most workers, `"auto"` for one for each thread that can run at the same time; 1 where nothing is said. */
  readonly threads?: number | "auto";
  /** The fewest workers, which are started with the pool; `threads` where nothing is said, 1 with an `idleTimeout`. */
  readonly minThreads?: number;
  /** How long a worker may have nothing to do, in milliseconds, before it is ended; 10000 where `minThreads` is less than `threads`. */
  readonly idleTimeout?: number;
  readonly worker?: WorkerOptions;
  readonly payload?: PayloadOptions;
  /** Which worker a call goes to; `pull` where nothing is said. */
  readonly balancer?: Strategy | { readonly strategy?: Strategy };
  readonly queue?: QueueOptions;
  /** Whether calls are counted and measured for `pool.stats()` from the start, and not only from when it is first called. */
  readonly stats?: boolean;
  /** Calls that can be aborted at the same time. Has no effect: there is no limit. */
  readonly abortSignalCapacity?: number;
  readonly host?: HostOptions;
  /**
   * Runs calls on the caller's own thread as well, which counts as one more worker: nothing is copied or checked,
   * arguments and results are the very objects. The host evaluates the task module then. Tasks made by `importTask` and
   * calls with an affinity always go to workers.
   */
  readonly inliner?: InlinerOptions;
  /**
   * What the pool and its workers say of themselves on stderr, in lines such as
   * `[host·node·+12.3ms] lifecycle: worker 0 takes calls after 31.2 ms`; all there is to say where it is `true`. The
   * environment variable `KNIT_DEBUG` asks for the same from outside: a list such as `host,lifecycle`, or `*`.
   */
  readonly debug?: boolean | DebugOptions;
  /**
   * A module of one's own that workers start with, in place of the generated `worker.ts`, which it must import. A
   * URL, a path, or a path that is relative to the task module.
   */
  readonly source?: string | URL;
}

/** How much of the work the caller's own thread takes. */
export interface InlinerOptions {
  /** Where it stands among the workers; those that are equally free are asked in that order. `"last"` where nothing is said. */
  readonly position?: "first" | "last";
  /** The most calls that it runs before the event loop gets a turn; 1 where nothing is said, `Infinity` for all. */
  readonly batchSize?: number;
  /** A call runs here if its task has so many calls without an answer, itself included; 1 where nothing is said. */
  readonly dispatchThreshold?: number;
}

/** What becomes of calls that no worker can take yet: they wait on the host. */
export interface QueueOptions {
  /** The most calls that are to wait; without an end where nothing is said. */
  readonly max?: number;
  /**
   * What calls past `max` come to. `"wait"`, the default: they wait all the same, and `pool.room()` tells those who
   * make them when to go on. `"reject"`: they reject with a `QueueFullError`.
   */
  readonly whenFull?: "wait" | "reject";
}

/** Sizes in bytes; each is for one worker and one direction. */
export interface PayloadOptions {
  /**
   * `growable` (the default): memory is used up to `payloadInitialBytes` before more is needed. `fixed`: all of it
   * from the start.
   */
  readonly mode?: "growable" | "fixed";
  /** How much memory is used before more is needed; 256 KiB where nothing is said. */
  readonly payloadInitialBytes?: number;
  /** All the memory there is for messages on their way; 64 MiB where nothing is said. */
  readonly payloadMaxByteLength?: number;
  /** The longest single message; `payloadMaxByteLength` where nothing is said. */
  readonly maxPayloadBytes?: number;
}

/** How the host learns of answers elsewhere. None of these has an effect: workers wake the host. */
export interface HostOptions {
  readonly dispatcher?: "per-thread" | "serial-channel";
  readonly stallFreeLoops?: number;
  readonly maxBackoffMs?: number;
  readonly steal?: boolean;
  readonly stealRegionLanes?: number;
}

export interface Settings extends WorkerSettings {
  readonly threads: number;
  /** The workers that there are in any case. */
  readonly fewest: number;
  /** In milliseconds; undefined where the workers are always as many. */
  readonly idleTime: number | undefined;
  readonly initial: number;
  readonly arena: number;
  readonly longest: number;
  readonly strategy: Strategy;
  readonly mostWaiting: number;
  readonly rejectsWhenFull: boolean;
  readonly stats: boolean;
  /** Undefined where calls run in workers alone. */
  readonly inliner: InlinerSettings | undefined;
  /** What is to be said on stderr. */
  readonly debug: readonly Namespace[];
}

export type InlinerSettings = Required<InlinerOptions>;

const mostThreads = 1024;
const fewestBytes = 1024;
const mostBytes = 2 ** 30;

const defaults = { initial: 256 * 1024, arena: 64 * 1024 * 1024 };

/** Checks the options and fills in what was left out; paths are relative to `base`. */
export function settle(
  given: PoolOptions<unknown> | undefined,
  base: URL,
): Settings {
  const options = given === undefined ? {} : given;
  only(options, "", [
    "only",
    "threads",
    "minThreads",
    "idleTimeout",
    "worker",
    "payload",
    "balancer",
    "queue",
    "stats",
    "abortSignalCapacity",
    "host",
    "inliner",
    "debug",
    "source",
  ]);
  integer(options.abortSignalCapacity, "abortSignalCapacity", 1, 1, mostBytes);
  checkHost(options.host);
  const { source } = options;
  return {
    ...readWorker(options.worker, base),
    ...staff(options),
    strategy: strategy(options.balancer),
    ...queue(options.queue),
    stats: yesOrNo(options.stats, "stats"),
    inliner: inliner(options.inliner),
    debug: readDebug(options.debug),
    source: source === undefined ? undefined : placeOf(source, "source", base),
    ...payload(options.payload),
  };
}

function staff({
  threads: most,
  minThreads,
  idleTimeout,
}: PoolOptions<unknown>): Pick<Settings, "threads" | "fewest" | "idleTime"> {
  const count = threads(most);
  const usual = idleTimeout === undefined ? count : 1;
  const fewest = integer(minThreads, "minThreads", usual, 0, count);
  const time = integer(idleTimeout, "idleTimeout", 10_000, 1, longestTime);
  const idleTime = fewest < count ? time : undefined;
  return { threads: count, fewest, idleTime };
}

function threads(value: unknown): number {
  if (value === "auto") return Math.min(cores, mostThreads);
  return integer(value, "threads", 1, 1, mostThreads, ' or "auto"');
}

function strategy(value: PoolOptions["balancer"]): Strategy {
  if (typeof value !== "object" || value === null)
    return oneOf(value, "balancer", strategies);
  only(value, "balancer", ["strategy"]);
  return oneOf(value.strategy, "balancer.strategy", strategies);
}

function queue(
  options: QueueOptions = {},
): Pick<Settings, "mostWaiting" | "rejectsWhenFull"> {
  only(options, "queue", ["max", "whenFull"]);
  const words = ["wait", "reject"] as const;
  const whenFull = oneOf(options.whenFull, "queue.whenFull", words);
  return {
    mostWaiting:
      options.max === undefined
        ? Infinity
        : integer(options.max, "queue.max", 0, 0, mostBytes),
    rejectsWhenFull: whenFull === "reject",
  };
}

function inliner(
  options: InlinerOptions | undefined,
): InlinerSettings | undefined {
  if (options === undefined) return undefined;
  only(options, "inliner", ["position", "batchSize", "dispatchThreshold"]);
  const { position, batchSize, dispatchThreshold } = options;
  return {
    position: oneOf(position, "inliner.position", ["last", "first"]),
    batchSize:
      batchSize === Infinity
        ? Infinity
        : integer(
            batchSize,
            "inliner.batchSize",
            1,
            1,
            mostBytes,
            " or Infinity",
          ),
    dispatchThreshold: integer(
      dispatchThreshold,
      "inliner.dispatchThreshold",
      1,
      1,
      mostBytes,
    ),
  };
}

function checkHost(host: HostOptions = {}): void {
  const { dispatcher, steal, stealRegionLanes } = host;
  only(host, "host", [
    "dispatcher",
    "stallFreeLoops",
    "maxBackoffMs",
    "steal",
    "stealRegionLanes",
  ]);
  oneOf(dispatcher, "host.dispatcher", ["per-thread", "serial-channel"]);
  amount(host.stallFreeLoops, "host.stallFreeLoops");
  amount(host.maxBackoffMs, "host.maxBackoffMs");
  yesOrNo(steal, "host.steal");
  integer(stealRegionLanes, "host.stealRegionLanes", 1, 1, mostThreads);
}

function payload(
  options: PayloadOptions = {},
): Pick<Settings, "initial" | "arena" | "longest"> {
  only(options, "payload", [
    "mode",
    "payloadInitialBytes",
    "payloadMaxByteLength",
    "maxPayloadBytes",
  ]);
  const mode = oneOf(options.mode, "payload.mode", ["growable", "fixed"]);
  const arena = bytes(
    options.payloadMaxByteLength,
    "payloadMaxByteLength",
    defaults.arena,
    mostBytes,
  );
  const initial = bytes(
    options.payloadInitialBytes,
    "payloadInitialBytes",
    Math.min(defaults.initial, arena),
    arena,
  );
  return {
    arena,
    initial: mode === "fixed" ? arena : initial,
    longest: bytes(options.maxPayloadBytes, "maxPayloadBytes", arena, arena),
  };
}

function bytes(
  value: unknown,
  name: string,
  fallback: number,
  most: number,
): number {
  const size = integer(value, `payload.${name}`, fallback, fewestBytes, most);
  return Math.floor(size / 64) * 64;
}
