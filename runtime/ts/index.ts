// What apps import from `@knit/runtime` themselves: the failures, to tell them apart, and the types.
// Pools come from the generated `pool.ts`.

export {
  KnitError,
  PayloadTooLargeError,
  PoolClosedError,
  SchemaMismatchError,
  WorkerCrashedError,
  WorkerStartupError,
} from "./errors.ts";
export type { WorkerEnd } from "./errors.ts";
export type { PayloadOptions, PoolOptions, WorkerOptions } from "./options.ts";
export type { Call, Pool } from "./pool.ts";
