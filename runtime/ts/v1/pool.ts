// What generated `pool.ts` files import. A change that breaks files generated earlier goes into a
// `v2`; this module keeps working.

export type { Caller as Host } from "../caller.ts";
export type { Only } from "../only.ts";
export type { PoolOptions } from "../options.ts";
export { startPool } from "../pool.ts";
export type { Call, Pool, PoolTable } from "../pool.ts";
export { singles } from "../single.ts";
export type { Single } from "../single.ts";
