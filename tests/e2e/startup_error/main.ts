import assert from "node:assert/strict";

import { KnitError, WorkerStartupError } from "@knit/runtime";
import { failure, workers } from "../shared/case.ts";
import { createPool } from "./tasks.knit/pool.ts";

const pool = createPool(workers(2));
const calls = Array.from({ length: 20 }, (_, a) =>
  failure(pool.call.add(a, a)),
);
for (const error of await Promise.all(calls)) check(error);
check(await failure(pool.call.add(1, 2)));
for (let times = 0; times < 2; times += 1) check(await failure(pool.ready));
await pool.drain();
await pool.shutdown();
check(await failure(pool.ready));

// The workers of this one have failed before anybody calls.
const unused = createPool(workers(1));
await new Promise((resolve) => setTimeout(resolve, 1000));
check(await failure(unused.call.add(1, 2)));
await unused.shutdown();
console.log("ok");

function check(error: Error): void {
  assert(error instanceof WorkerStartupError, error.stack);
  assert(error instanceof KnitError);
  assert.equal(error.code, "KNIT_WORKER_STARTUP");
  assert.equal(error.message, "a worker could not start: no such luck");
  assert(error.cause instanceof RangeError);
  assert.equal(error.cause.message, "no such luck");
  // The worker's own.
  assert.match(error.cause.stack!, /RangeError: no such luck[^]*tasks\.[jt]s/);
}
