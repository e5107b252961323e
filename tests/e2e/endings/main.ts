// The ends of a pool, and what can be asked of it then.

import assert from "node:assert/strict";

import { PoolClosedError } from "@knit/runtime";

import { failure, workers } from "../shared/case.ts";
import { createPool } from "./tasks.knit/pool.ts";

// While its workers start: nobody waits for ever.
{
  const pool = createPool(workers(2));
  const ready = failure(pool.ready);
  const call = failure(pool.call.add(1, 2));
  const drained = pool.drain();
  const closing = pool.shutdown();
  assert.equal(pool.shutdown(), closing);
  for (const error of [await ready, await call])
    assert(error instanceof PoolClosedError, error.stack);
  await drained;
  await closing;
}

// A pool that is closed: it can be asked and ended as often as one likes.
{
  const pool = createPool(workers(1));
  await pool.ready;
  assert.equal(await pool.call.add(1, 2), 3);
  await pool.shutdown();
  await pool.ready;
  await pool.drain();
  await pool.room();
  await pool.shutdown({ delay: 1000, drain: true });
  pool[Symbol.dispose]();
  await pool[Symbol.asyncDispose]();
  assert.equal(pool.waiting, 0);
  assert.deepEqual(pool.stats().workers, []);
  const closed = await failure(pool.call.add(1, 2));
  assert(closed instanceof PoolClosedError);
  assert.equal(closed.task, "add");
  assert(
    (await failure(pool.with({ timeout: 5 }).add(1, 2))) instanceof
      PoolClosedError,
  );
}

// What drains has passed all answers on, those that are failures too.
{
  await using pool = createPool(workers(1));
  let failed = 0;
  for (let round = 0; round < 5; round += 1) {
    for (let count = 0; count < 20; count += 1) {
      pool.call.fail().catch(() => (failed += 1));
      void pool.call.add(1, 2);
    }
    await pool.drain();
    assert.equal(failed, (round + 1) * 20);
  }
}

// A shutdown ends those who wait for the pool to drain.
{
  const pool = createPool(workers(1));
  await pool.ready;
  const lost = failure(pool.call.wait(1e6));
  const drained = pool.drain();
  await pool.shutdown();
  await drained;
  assert((await lost) instanceof PoolClosedError);
}

// Wrong options say so, and end nothing.
{
  await using pool = createPool(workers(1));
  for (const [wrong, message] of [
    [
      { dealy: 5 },
      "shutdown: unknown option `dealy`; there are `delay`, `drain`",
    ],
    [null, "shutdown: takes a number of milliseconds, or { delay, drain }"],
    [NaN, "shutdown: `delay` must be a number of milliseconds"],
    [{ drain: 1 }, "shutdown: `drain` must be true or false"],
  ] as const)
    assert.throws(
      () => void pool.shutdown(wrong as never),
      new TypeError(message),
    );
  assert.equal(await pool.call.add(1, 2), 3);
}
console.log("ok");
