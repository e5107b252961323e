import assert from "node:assert/strict";
import { existsSync } from "node:fs";

import { KnitError, PoolClosedError } from "@knit/runtime";
import { failure, runtime, workers } from "../shared/case.ts";
import { createPool } from "./tasks.knit/pool.ts";

// Pending calls reject, and so do calls from then on.
const pool = createPool(workers(2));
const pids = await Promise.all([pool.call.pidLater(), pool.call.pidLater()]);
const pending = [pool.call.never(), pool.call.never(), pool.call.add(1, 2)];
const failures = Promise.all(pending.map(failure));
const closing = pool.shutdown();
const late = failure(pool.call.add(3, 4));
for (const error of [...(await failures), await late]) {
  assert(error instanceof PoolClosedError);
  assert(error instanceof KnitError);
  assert.equal(error.code, "KNIT_POOL_CLOSED");
  assert.equal(error.name, "PoolClosedError");
}
assert.equal((await late).message, "add: the pool is shut down");
await closing;
await pool.shutdown();
gone(pids);
assert((await failure(pool.call.add(1, 2))) instanceof PoolClosedError);

// At the end of its block, a pool is closed and its workers are gone.
let inBlock: number[];
{
  await using scoped = createPool(workers(1));
  inBlock = [await scoped.call.pid()];
  assert.equal(await scoped.call.add(1, 2), 3);
}
gone(inBlock);

// A worker that is kept busy goes as well.
const stuck = createPool(workers(1));
const stuckPid = await stuck.call.pid();
const rejected = failure(stuck.call.busy());
await stuck.shutdown();
assert((await rejected) instanceof PoolClosedError);
gone([stuckPid]);

// Before its workers have so much as started.
const hasty = createPool(workers(2));
const early = failure(hasty.call.add(1, 2));
await hasty.shutdown();
assert((await early) instanceof PoolClosedError);
await createPool(workers(1)).shutdown();
console.log("ok");

function gone(pids: number[]): void {
  if (runtime === "thread") {
    assert.deepStrictEqual([...new Set(pids)], [process.pid]);
    return;
  }
  for (const pid of pids) {
    assert.notEqual(pid, process.pid);
    assert(!existsSync(`/proc/${pid}`), `worker ${pid} is still there`);
  }
}
