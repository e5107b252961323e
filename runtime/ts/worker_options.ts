// The options of the workers themselves: what they run in, with, before and after.

import { isAbsolute } from "node:path";
import { pathToFileURL } from "node:url";

import { runtimeName } from "./platform.ts";
import {
  amount,
  impossible,
  integer,
  only,
  oneOf,
  text,
  wrong,
  yesOrNo,
} from "./validate.ts";

export interface WorkerOptions {
  /** `thread` (the default): threads of this process. `process`: a process each, of the host's own runtime. */
  readonly runtime?: "thread" | "process";
  /** How long a task may run, in milliseconds; then its worker is ended and replaced, and the call rejects with a `HardTimeoutError`. */
  readonly hardTimeoutMs?: number;
  /** A function that each worker awaits before it loads the task module. */
  readonly bootstrap?: BootstrapOptions;
  /** A function that each worker awaits before it ends: when the pool is shut down, or has no use for it. */
  readonly teardown?: TeardownOptions;
  /** Environment variables for the workers besides those of the host; `undefined` takes one away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** What the workers are called, each with its number behind it: `resize-0`, `resize-1`. */
  readonly name?: string;
  readonly resourceLimits?: ResourceLimits;
  readonly timers?: TimerOptions;
  /** `shutdown()` waits for the calls without an answer, unless it is told otherwise. */
  readonly resolveAfterFinishingAll?: boolean;
}

/** A function of a module, and what it is called with. */
export interface BootstrapOptions {
  /** The module: a URL, a path, or a path that is relative to the task module. */
  readonly href: string | URL;
  /** The function that it exports; `default` where nothing is said. */
  readonly name?: string;
  /** The function's first argument: anything that can be an argument of a task. The second is a `WorkerContext`. */
  readonly data?: unknown;
}

export interface TeardownOptions extends BootstrapOptions {
  /** How long it may take, in milliseconds, before the worker is ended all the same; 1000 where nothing is said. */
  readonly timeoutMs?: number;
}

/** What a function that prepares a worker is told of it. */
export interface WorkerContext {
  /** The number of this worker, from 0. */
  readonly thread: number;
  /** The most workers of its pool. */
  readonly totalNumberOfThread: number;
  readonly runtime: "thread" | "process";
}

/** Memory that a worker may use, in MiB; it ends when it needs more. */
export interface ResourceLimits {
  readonly maxOldGenerationSizeMb?: number;
  readonly maxYoungGenerationSizeMb?: number;
  /** Threads only. */
  readonly codeRangeSizeMb?: number;
  /** Threads only. */
  readonly stackSizeMb?: number;
}

export interface TimerOptions {
  /** How long an idle worker spins before it sleeps. */
  readonly spinMicroseconds?: number;
  /** Has no effect: sleeping workers are woken. */
  readonly parkMs?: number;
  /** Has no effect. */
  readonly pauseNanoseconds?: number;
}

/** A function of a module, by its URL. */
export interface Hook {
  readonly href: string;
  readonly name: string;
  readonly data: unknown;
}

export interface WorkerSettings {
  readonly runtime: "thread" | "process";
  /** In milliseconds. */
  readonly hardTimeout: number | undefined;
  readonly bootstrap: Hook | undefined;
  readonly teardown: Hook | undefined;
  /** In milliseconds. */
  readonly teardownTime: number;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly name: string | undefined;
  readonly resourceLimits: ResourceLimits | undefined;
  /** In milliseconds. */
  readonly spin: number | undefined;
  readonly drains: boolean;
  readonly source: URL | undefined;
}

/** The longest that a timer can wait, in milliseconds. */
export const longestTime: number = 2 ** 31 - 1;

const usualTeardownTime = 1000;

/** Checks what `createPool` is told of its workers; paths are relative to `base`. */
export function readWorker(
  given: WorkerOptions | undefined,
  base: URL,
): Omit<WorkerSettings, "source"> {
  const options = given === undefined ? {} : given;
  only(options, "worker", [
    "runtime",
    "hardTimeoutMs",
    "bootstrap",
    "teardown",
    "env",
    "name",
    "resourceLimits",
    "timers",
    "resolveAfterFinishingAll",
  ]);
  const runtime = oneOf(options.runtime, "worker.runtime", [
    "thread",
    "process",
  ]);
  const { resolveAfterFinishingAll, teardown } = options;
  return {
    runtime,
    hardTimeout: time(options.hardTimeoutMs, "worker.hardTimeoutMs"),
    bootstrap: hook(options.bootstrap, "worker.bootstrap", base, []),
    teardown: hook(teardown, "worker.teardown", base, ["timeoutMs"]),
    teardownTime:
      time(teardown?.timeoutMs, "worker.teardown.timeoutMs") ??
      usualTeardownTime,
    env: environment(options.env),
    name: text(options.name, "worker.name"),
    resourceLimits: resourceLimits(options.resourceLimits, runtime),
    spin: spin(options.timers),
    drains: yesOrNo(
      resolveAfterFinishingAll,
      "worker.resolveAfterFinishingAll",
    ),
  };
}

function time(value: unknown, name: string): number | undefined {
  if (value === undefined) return undefined;
  return integer(value, name, 1, 1, longestTime);
}

function hook(
  options: BootstrapOptions | undefined,
  path: string,
  base: URL,
  more: readonly string[],
): Hook | undefined {
  if (options === undefined) return undefined;
  only(options, path, ["href", "name", "data", ...more]);
  return {
    href: placeOf(options.href, `${path}.href`, base).href,
    name: text(options.name, `${path}.name`) ?? "default",
    data: options.data,
  };
}

/** The URL of a module that is given as a URL, a path, or a path relative to `base`. */
export function placeOf(value: unknown, name: string, base: URL): URL {
  if (value instanceof URL) return value;
  if (typeof value !== "string" || value === "")
    throw wrong(name, "a URL or a path", value);
  if (isAbsolute(value)) return pathToFileURL(value);
  return new URL(value, base);
}

function environment(
  value: WorkerOptions["env"] = {},
): Readonly<Record<string, string | undefined>> {
  if (typeof value !== "object" || value === null)
    throw wrong("worker.env", "an object", value);
  for (const [name, each] of Object.entries(value))
    if (each !== undefined && typeof each !== "string")
      throw wrong(`worker.env.${name}`, "text, or undefined", each);
  return value;
}

function resourceLimits(
  limits: ResourceLimits | undefined,
  runtime: "thread" | "process",
): ResourceLimits | undefined {
  if (limits === undefined) return undefined;
  only(limits, "worker.resourceLimits", [
    "maxOldGenerationSizeMb",
    "maxYoungGenerationSizeMb",
    "codeRangeSizeMb",
    "stackSizeMb",
  ]);
  for (const [name, value] of Object.entries(limits)) {
    const full = `worker.resourceLimits.${name}`;
    if (value === undefined) continue;
    if (amount(value, full) === 0) throw wrong(full, "more than 0", value);
    if (runtimeName === "bun") throw impossible(full, "on Bun");
    if (runtime === "process" && !name.endsWith("GenerationSizeMb"))
      throw impossible(full, "with process workers");
  }
  return limits;
}

function spin(timers: TimerOptions = {}): number | undefined {
  only(timers, "worker.timers", [
    "spinMicroseconds",
    "parkMs",
    "pauseNanoseconds",
  ]);
  amount(timers.parkMs, "worker.timers.parkMs");
  amount(timers.pauseNanoseconds, "worker.timers.pauseNanoseconds");
  const microseconds = amount(
    timers.spinMicroseconds,
    "worker.timers.spinMicroseconds",
  );
  return microseconds === undefined ? undefined : microseconds / 1000;
}
