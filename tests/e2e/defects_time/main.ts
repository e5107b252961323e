// Timeouts, calls that are given up, and how a few long calls are spread.

import assert from "node:assert/strict";

import { AbortError, TaskTimeoutError } from "@knit/runtime";

import { failure, workers } from "../shared/case.ts";
import { createPool } from "./tasks.knit/pool.ts";

// D-01: a timeout is held against one clock, however long the worker has lived beside its host.
{
  await using pool = createPool(workers(1));
  const generous = pool.with({ timeout: 5000 });
  assert.equal(await generous.rest(10), 10);
  await pool.call.rest(200);
  const all = Array.from({ length: 50 }, () => generous.rest(10));
  assert((await Promise.all(all)).every((ms) => ms === 10));
  const started = performance.now();
  const late = await failure(pool.with({ timeout: 30 }).rest(20_000));
  assert(late instanceof TaskTimeoutError);
  const took = performance.now() - started;
  assert(took >= 29 && took < 10_000, `${took} ms`);
}

// D-06: giving up with a reason reaches the caller, and leaves nothing to the calls that come after it
// in the same place.
{
  await using pool = createPool(workers(1));
  await pool.call.add(1, 2);
  for (let round = 0; round < 100; round += 1) {
    const controller = new AbortController();
    const { rest } = pool.with({ signal: controller.signal });
    const lost = failure(rest(60));
    const late = failure(pool.with({ timeout: 0 }).rest(60));
    controller.abort(round);
    const error = await lost;
    assert(error instanceof AbortError);
    assert.equal(error.reason, round);
    assert((await late) instanceof TaskTimeoutError);
    const next = pool.with({
      signal: new AbortController().signal,
      timeout: 20_000,
    });
    assert.deepEqual(await Promise.all([next.add(round, 1), next.rest(0)]), [
      round + 1,
      0,
    ]);
  }
}

// D-07: more calls that can be aborted than `abortSignalCapacity` says.
{
  await using pool = createPool({ ...workers(1), abortSignalCapacity: 2 });
  const controller = new AbortController();
  const { signal } = controller;
  const held = [1, 2].map(() => failure(pool.with({ signal }).rest(20_000)));
  for (let round = 0; round < 5; round += 1) {
    const more = Array.from({ length: 60 }, (_, index) =>
      pool.with({ signal }).add(index, round),
    );
    const sums = await Promise.all(more);
    sums.forEach((sum, index) => assert.equal(sum, index + round));
  }
  controller.abort();
  for (const error of await Promise.all(held))
    assert(error instanceof AbortError);
  assert.equal(await pool.call.add(1, 2), 3);
}

// D-08: a few long calls; those that come after many short ones are in `taken_back`.
{
  await using pool = createPool(workers(2));
  await pool.ready;
  for (let size = 2; size <= 8; size += 2) await isSpread(size);

  async function isSpread(size: number): Promise<void> {
    const calls = Array.from({ length: size }, () => pool.call.nap(100));
    const took = new Map<number, number>();
    for (const self of await Promise.all(calls))
      took.set(self, (took.get(self) ?? 0) + 1);
    const most = Math.max(...took.values());
    assert(most <= size / 2 + 1, `one worker took ${most} of ${size}`);
  }
}
console.log("ok");
