import assert from "node:assert/strict";

import type { PoolOptions } from "@knit/runtime";

import { runtime, until } from "../shared/case.ts";
import { createPool } from "./tasks.knit/pool.ts";

const idleTimeout = 100;

/** How many workers a pool has. */
function size(pool: ReturnType<typeof createPool>): number {
  return pool.stats().workers.length;
}

function elastic(options: PoolOptions): ReturnType<typeof createPool> {
  return createPool({ ...options, worker: { runtime }, idleTimeout });
}

// None where there is nothing to do; one when there is; more when calls wait; none again.
{
  await using pool = elastic({ threads: 3, minThreads: 0 });
  await pool.ready;
  assert.equal(size(pool), 0);
  assert.equal(await pool.call.visit(), 1);
  assert.equal(size(pool), 1);
  const blocked = Array.from({ length: 6 }, () => pool.call.block(150));
  await until(() => size(pool) === 3);
  assert.deepEqual(await Promise.all(blocked), Array(6).fill(150));
  await until(() => size(pool) === 0);
  // A new worker, which has had no calls.
  assert.equal(await pool.call.visit(), 1);
}

// Never less than it is told, and no worker goes that has a call.
for (const balancer of ["pull", "roundRobin"] as const) {
  await using pool = elastic({ threads: 2, minThreads: 1, balancer });
  await pool.ready;
  assert.equal(size(pool), 1);
  const long = pool.call.wait(500);
  const blocked = [pool.call.block(100), pool.call.block(100)];
  await until(() => size(pool) === 2);
  await Promise.all(blocked);
  assert.equal(await long, 500);
  await until(() => size(pool) === 1);
  await new Promise((resolve) => setTimeout(resolve, 3 * idleTimeout));
  assert.equal(size(pool), 1);
}
console.log("ok");
