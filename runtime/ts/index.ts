// What task modules and apps import from `@knit/runtime` themselves: `task` and its kin, the failures, to
// tell them apart, and the types. Pools come from the generated `pool.ts`.

export type { AbortContext } from "./abort.ts";
export { importTask, task } from "./define.ts";
export type { ImportOptions } from "./define.ts";
export type { Definition, ImportedTask, Task } from "./definition.ts";
export {
  AbortError,
  HardTimeoutError,
  KnitError,
  PayloadTooLargeError,
  PoolClosedError,
  QueueFullError,
  SchemaMismatchError,
  TaskTimeoutError,
  WorkerCrashedError,
  WorkerStartupError,
} from "./errors.ts";
export type { Disagreement, WorkerEnd } from "./errors.ts";
export { isMain } from "./here.ts";
export type { CallOptions } from "./caller.ts";
export type { DebugOptions } from "./debug/namespaces.ts";
export type {
  f32,
  f64,
  i16,
  i32,
  i64,
  i8,
  u16,
  u32,
  u64,
  u8,
} from "./numbers.ts";
export type {
  HostOptions,
  InlinerOptions,
  PayloadOptions,
  PoolOptions,
  QueueOptions,
} from "./options.ts";
export type { PoolEvents } from "./events.ts";
export type { Distribution } from "./histogram.ts";
export type { PoolStats, TaskStats, WorkerStats } from "./statistics.ts";
export type {
  BootstrapOptions,
  ResourceLimits,
  TeardownOptions,
  TimerOptions,
  WorkerContext,
  WorkerOptions,
} from "./worker_options.ts";
export type { TimeoutOptions } from "./timeout.ts";
export type { Call, Pool, ShutdownOptions } from "./pool.ts";
