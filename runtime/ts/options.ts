// The options of `createPool`. Everything that is given is checked: an option that is unknown or of
// the wrong type is an error that names it, never ignored.

import { strategies, type Strategy } from "./balancer.ts";
import { cores } from "./platform.ts";

/** What `createPool` takes. */
export interface PoolOptions {
  /** How many workers to start, `"auto"` for one for each thread that can run at the same time; 1 where nothing is said. */
  readonly threads?: number | "auto";
  readonly worker?: WorkerOptions;
  readonly payload?: PayloadOptions;
  /** Which worker a call goes to; `pull` where nothing is said. */
  readonly balancer?: Strategy | { readonly strategy?: Strategy };
  readonly queue?: QueueOptions;
  /** Whether calls are counted and measured for `pool.stats()` from the start, and not only from when it is first called. */
  readonly stats?: boolean;
  /** Calls that can be aborted at the same time. Has no effect: there is no limit. */
  readonly abortSignalCapacity?: number;
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

export interface WorkerOptions {
  /** `thread` (the default): threads of this process. `process`: a process each, of the host's own runtime. */
  readonly runtime?: "thread" | "process";
  /** How long a task may run, in milliseconds; then its worker is ended and replaced, and the call rejects with a `HardTimeoutError`. */
  readonly hardTimeoutMs?: number;
}

/** Sizes in bytes; each is for one worker and one direction. */
export interface PayloadOptions {
  /** How much memory is used before more is needed; 256 KiB where nothing is said. */
  readonly payloadInitialBytes?: number;
  /** All the memory there is for messages on their way; 64 MiB where nothing is said. */
  readonly payloadMaxByteLength?: number;
  /** The longest single message; `payloadMaxByteLength` where nothing is said. */
  readonly maxPayloadBytes?: number;
}

export interface Settings {
  readonly threads: number;
  readonly runtime: "thread" | "process";
  readonly initial: number;
  readonly arena: number;
  readonly longest: number;
  readonly strategy: Strategy;
  readonly mostWaiting: number;
  readonly rejectsWhenFull: boolean;
  readonly stats: boolean;
  /** In milliseconds. */
  readonly hardTimeout: number | undefined;
}

const mostThreads = 1024;
const fewestBytes = 1024;
const mostBytes = 2 ** 30;
/** The longest that a timer can wait, in milliseconds. */
const longestTime = 2 ** 31 - 1;

const defaults = { initial: 256 * 1024, arena: 64 * 1024 * 1024 };

/** Checks the options and fills in what was left out. */
export function settle(options: PoolOptions = {}): Settings {
  only(options, "", [
    "threads",
    "worker",
    "payload",
    "balancer",
    "queue",
    "stats",
    "abortSignalCapacity",
  ]);
  const { worker = {}, payload = {}, abortSignalCapacity } = options;
  only(worker, "worker", ["runtime", "hardTimeoutMs"]);
  only(payload, "payload", [
    "payloadInitialBytes",
    "payloadMaxByteLength",
    "maxPayloadBytes",
  ]);
  integer(abortSignalCapacity, "abortSignalCapacity", 1, 1, mostBytes);
  const arena = bytes(
    payload.payloadMaxByteLength,
    "payloadMaxByteLength",
    defaults.arena,
    mostBytes,
  );
  return {
    threads: threads(options.threads),
    runtime: oneOf(worker.runtime, "worker.runtime", ["thread", "process"]),
    strategy: strategy(options.balancer),
    ...queue(options.queue),
    stats: oneOf(options.stats, "stats", [false, true]),
    hardTimeout:
      worker.hardTimeoutMs === undefined
        ? undefined
        : integer(
            worker.hardTimeoutMs,
            "worker.hardTimeoutMs",
            1,
            1,
            longestTime,
          ),
    arena,
    initial: bytes(
      payload.payloadInitialBytes,
      "payloadInitialBytes",
      Math.min(defaults.initial, arena),
      arena,
    ),
    longest: bytes(payload.maxPayloadBytes, "maxPayloadBytes", arena, arena),
  };
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

/** Options that the incumbent has and this pool does not have yet: never taken for mere typing errors. */
const notYet: Readonly<Record<string, string>> = {
  permission: "run the tasks in a process that the system confines",
  unsafe: "send the bytes themselves",
  "worker.compiled": 'use `worker.runtime` "thread" or "process"',
  "worker.processRuntime": "process workers run on the host's own runtime",
  "worker.processCommandPrefix": "process workers are started as they are",
  "worker.processSharedMemory": "process workers inherit their memory",
  workerExecArgv: "workers are started with the host's own flags",
};

function only(value: object, path: string, known: readonly string[]): void {
  if (typeof value !== "object" || value === null) {
    throw new TypeError(
      `createPool: ${path === "" ? "the options" : `option \`${path}\``} must be an object, got ${describe(value)}`,
    );
  }
  for (const name of Object.keys(value)) {
    if (known.includes(name)) continue;
    const full = path === "" ? name : `${path}.${name}`;
    if (Object.hasOwn(notYet, full))
      throw new TypeError(
        `createPool: option \`${full}\` is not supported yet; ${notYet[full]}`,
      );
    throw new TypeError(
      `createPool: unknown option \`${full}\`; ${path === "" ? "there are" : `\`${path}\` has`} ${known.map((key) => `\`${key}\``).join(", ")}`,
    );
  }
}

/** One of a few words; the first where nothing is said. */
function oneOf<Word extends string | boolean>(
  value: unknown,
  name: string,
  words: readonly [Word, ...Word[]],
): Word {
  if (value === undefined) return words[0];
  const word = words.find((each) => each === value);
  if (word !== undefined) return word;
  const all = words.map((each) => JSON.stringify(each)).join(" or ");
  throw new TypeError(
    `createPool: option \`${name}\` must be ${all}, got ${describe(value)}`,
  );
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

function integer(
  value: unknown,
  name: string,
  fallback: number,
  least: number,
  most: number,
  otherwise = "",
): number {
  if (value === undefined) return fallback;
  if (
    typeof value !== "number" ||
    !Number.isInteger(value) ||
    value < least ||
    value > most
  ) {
    throw new TypeError(
      `createPool: option \`${name}\` must be a whole number from ${least} to ${most}${otherwise}, got ${describe(value)}`,
    );
  }
  return value;
}

function describe(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "object") return value === null ? "null" : "an object";
  return String(value);
}
