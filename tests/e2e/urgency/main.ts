import assert from "node:assert/strict";

import { workers } from "../shared/case.ts";
import { createPool } from "./tasks.knit/pool.ts";

{
  await using pool = createPool(workers(1));
  await pool.call.block(1);

  // What waits goes by priority, and in order within each.
  const first = pool.call.block(50);
  const calls = [
    pool.call.mark("plain 1"),
    pool.with({ priority: -1 }).mark("low"),
    pool.call.mark("plain 2"),
    pool.with({ priority: 5 }).mark("high 1"),
    pool.with({ priority: 5 }).mark("high 2"),
  ];
  await Promise.all([first, ...calls]);
  assert.deepEqual(await pool.call.marks(), [
    "high 1",
    "high 2",
    "plain 1",
    "plain 2",
    "low",
  ]);
}
{
  // Calls of one affinity go to one worker, whatever else is going on.
  await using pool = createPool(workers(3));
  await Promise.all([
    pool.call.block(5),
    pool.call.block(5),
    pool.call.block(5),
  ]);
  const noise = Array.from({ length: 20 }, () => pool.call.block(1));
  for (const affinity of ["a", "b", 3]) {
    const { visit } = pool.with({ affinity });
    const before = await visit();
    for (let more = 1; more < 10; more += 1)
      assert.equal(await visit(), before + more);
  }
  await Promise.all(noise);
}
{
  // Who waits becomes urgent: an ordinary call is not held up for ever by a stream of those that are more so.
  await using pool = createPool(workers(1));
  await pool.call.block(1);
  let others = 0;
  let isOver = false;
  const urgent = pool.with({ priority: 2 });
  const first = pool.call.block(5);
  const stream = Promise.all(
    Array.from({ length: 3 }, async () => {
      while (!isOver) {
        await urgent.block(5);
        others += 1;
      }
    }),
  );
  const ordinary = pool.call.mark("aged");
  const from = performance.now();
  await ordinary;
  const waited = performance.now() - from;
  isOver = true;
  await Promise.all([first, stream]);
  // Two levels are worth 200 ms, in which others went before it. Were it never its turn, this would not end.
  assert(others >= 3, `${others} went before it`);
  assert(waited >= 150, `it waited ${waited} ms`);
}
console.log("ok");
