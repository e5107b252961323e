// Calls of one key go to one worker, and to the one that takes its place.

import assert from "node:assert/strict";

import { failure, runtime, workers } from "../shared/case.ts";
import { createPool } from "./tasks.knit/pool.ts";

const keys = Array.from({ length: 24 }, (_, index) =>
  index % 2 === 0 ? `key ${index}` : index,
);

type TestPool = ReturnType<typeof createPool>;

/** Which worker each key has, asked several times at once. */
async function workersOf(pool: TestPool): Promise<number[]> {
  return Promise.all(
    keys.map(async (affinity) => {
      const { worker, block } = pool.with({ affinity });
      const [first, ...more] = await Promise.all([
        worker(),
        block(1),
        pool.with({ affinity, priority: 3 }).worker(),
        pool.with({ affinity, timeout: 60_000 }).worker(),
      ]);
      for (const each of more) assert.equal(each, first);
      return first;
    }),
  );
}

/** Ends the worker of the first key, and looks where all of them go then. */
async function replace(
  pool: TestPool,
  end: (pool: TestPool) => Promise<unknown>,
): Promise<void> {
  await pool.ready;
  const before = await workersOf(pool);
  // Keys are spread over all workers.
  assert.equal(new Set(before).size, 3);
  const ended = end(pool);
  // Those that wait behind it go where those go that come later.
  const { worker } = pool.with({ affinity: keys[0]! });
  const waiting = Promise.all([worker(), worker(), worker()]);
  await ended;
  const meanwhile = await workersOf(pool);
  const after = await workersOf(pool);
  assert.deepEqual(after, meanwhile);
  const [next] = after;
  assert(next !== before[0]);
  for (const each of await waiting)
    assert(each === next || each === before[0], "a call went elsewhere");
  before.forEach((worker, index) =>
    assert.equal(after[index], worker === before[0] ? next : worker),
  );
}

{
  await using pool = createPool(workers(3));
  await replace(pool, (pool) =>
    failure(pool.with({ affinity: keys[0]! }).exit()),
  );
}
{
  await using pool = createPool({
    threads: 3,
    worker: { runtime, hardTimeoutMs: 150 },
  });
  await replace(pool, (pool) =>
    failure(pool.with({ affinity: keys[0]! }).never()),
  );
}
console.log("ok");
