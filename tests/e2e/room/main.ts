import assert from "node:assert/strict";

import { PoolClosedError, QueueFullError } from "@knit/runtime";

import { failure, workers } from "../shared/case.ts";
import { createPool } from "./tasks.knit/pool.ts";

// Calls past `max` wait all the same; those who ask for room keep step.
{
  await using pool = createPool({ ...workers(1), queue: { max: 3 } });
  await pool.call.block(1);
  const calls = Array.from({ length: 10 }, () => pool.call.block(2));
  assert(pool.waiting >= 8, String(pool.waiting));
  await pool.room();
  assert(pool.waiting < 3, String(pool.waiting));
  await Promise.all(calls);
  assert.equal(pool.waiting, 0);
  await pool.room();

  let most = 0;
  const answers: Promise<number>[] = [];
  for (let count = 0; count < 60; count += 1) {
    await pool.room();
    answers.push(pool.call.block(1));
    most = Math.max(most, pool.waiting);
  }
  assert.equal((await Promise.all(answers)).length, 60);
  assert(most <= 3, String(most));
}

// Several who ask at the same time: each gets on, and few more wait than are to.
{
  await using pool = createPool({ ...workers(2), queue: { max: 2 } });
  await Promise.all([pool.call.block(1), pool.call.block(1)]);
  let most = 0;
  const producers = Array.from({ length: 5 }, async () => {
    for (let count = 0; count < 20; count += 1) {
      await pool.room();
      void pool.call.block(1);
      most = Math.max(most, pool.waiting);
    }
  });
  await Promise.all(producers);
  await pool.drain();
  assert(most <= 2 + 5, String(most));
}

// Nobody who waits for room is forgotten: not when the calls that wait are given up, and not at the end.
{
  await using pool = createPool({ ...workers(1), queue: { max: 1 } });
  await pool.call.block(1);
  const controller = new AbortController();
  const { block } = pool.with({ signal: controller.signal });
  const first = pool.call.block(100).catch(() => {});
  const given = Array.from({ length: 5 }, () => failure(block(1)));
  const rooms = [pool.room(), pool.room(), pool.room()];
  controller.abort();
  await Promise.all([...rooms, ...given]);
  assert.equal(pool.waiting, 0);
  const second = failure(pool.call.block(100));
  const third = failure(pool.call.block(1));
  const last = pool.room();
  void pool.shutdown();
  await last;
  for (const error of [await second, await third])
    assert(error instanceof PoolClosedError);
  await first;
}

// Without `max` there is always room; with `max: 0` there is when nothing waits.
{
  await using pool = createPool(workers(1));
  const calls = Array.from({ length: 50 }, () => pool.call.block(1));
  await pool.room();
  await Promise.all(calls);
}
{
  const queue = { max: 0, whenFull: "reject" } as const;
  await using pool = createPool({ ...workers(1), queue });
  await pool.call.block(1);
  const calls = Array.from({ length: 3 }, () => pool.call.block(5));
  const outcomes = await Promise.allSettled(calls);
  assert(
    outcomes.some(
      (each) =>
        each.status === "rejected" && each.reason instanceof QueueFullError,
    ),
  );
  await pool.room();
  assert.equal(await pool.call.block(1), 1);
}
console.log("ok");
