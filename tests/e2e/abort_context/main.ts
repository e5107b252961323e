import assert from "node:assert/strict";

import { AbortError } from "@knit/runtime";

import { failure, until, workers } from "../shared/case.ts";
import { createPool } from "./tasks.knit/pool.ts";

await using pool = createPool(workers(1));
const { call } = pool;
await pool.ready;
const logged = (entry: string): (() => Promise<boolean>) => {
  return async () => (await call.log()).includes(entry);
};

// Callers do not see the context.
assert.equal(await call.typed([1, 2, 3]), 3);
assert.equal(await call.bare(), "number");
assert.equal(await call.unused(), "none");
assert.equal(await call.inPlace(), 2);

// A task that keeps its thread looks for itself.
const spinning = new AbortController();
const spun = failure(pool.with({ signal: spinning.signal }).spin("spin"));
setTimeout(() => spinning.abort(), 30);
assert((await spun) instanceof AbortError);
await until(logged("spin stopped"));

// One that awaits is told, with the caller's reason.
const listening = new AbortController();
const heard = failure(pool.with({ signal: listening.signal }).listen("ear", 2));
setTimeout(() => listening.abort("enough"), 30);
const error = await heard;
assert(error instanceof AbortError);
assert.equal(error.reason, "enough");
await until(logged("ear threw true"));
const log = await call.log();
assert(
  log.includes("ear 2 AbortError: listen: the call was aborted"),
  String(log),
);

// A timeout gives up as well: the task is told.
const late: string = await call.alone();
assert.equal(late, "late");
await until(logged("alone stopped"));
console.log("ok");
