import assert from "node:assert/strict";

import { PoolClosedError, QueueFullError } from "@knit/runtime";

import { failure, workers } from "../shared/case.ts";
import { createPool } from "./tasks.knit/pool.ts";

// Ready, drained, and shut down with calls in flight that are waited for.
const pool = createPool(workers(2));
await pool.ready;
let answered = 0;
for (let index = 0; index < 20; index += 1)
  void pool.call.wait(10).then(() => (answered += 1));
await pool.drain();
assert.equal(answered, 20);
await pool.drain();

const last = pool.call.wait(50);
const closing = pool.shutdown({ drain: true });
// The first shutdown decides.
assert.equal(pool.shutdown(), closing);
const meanwhile = pool.call.add(1, 2);
assert.equal(await last, 50);
assert.equal(await meanwhile, 3);
await closing;
assert((await failure(pool.call.add(1, 2))) instanceof PoolClosedError);
assert.throws(() => createPool(workers(1)).shutdown("now" as never), TypeError);

// After a while in which calls are taken.
const delayed = createPool(workers(1));
await delayed.ready;
const gone = delayed.shutdown(100);
assert.equal(await delayed.call.add(3, 4), 7);
await gone;
assert((await failure(delayed.call.add(1, 2))) instanceof PoolClosedError);

// `using` ends it as well, without waiting.
let left: typeof pool;
{
  using scoped = createPool(workers(1));
  left = scoped;
  assert.equal(await scoped.call.add(1, 2), 3);
}
assert((await failure(left.call.add(1, 2))) instanceof PoolClosedError);
await left.shutdown();

// No more than so many wait.
const small = createPool({
  ...workers(1),
  queue: { max: 2, whenFull: "reject" },
});
await small.call.block(60);
const calls = Array.from({ length: 5 }, () => small.call.block(60));
const outcomes = await Promise.allSettled(calls);
const full = outcomes.filter(({ status }) => status === "rejected");
assert.equal(full.length, 2);
for (const each of full) {
  assert(each.status === "rejected" && each.reason instanceof QueueFullError);
  assert.equal(
    each.reason.message,
    "block: 2 calls wait already, as many as queue.max allows",
  );
  assert.equal(each.reason.max, 2);
}
assert.equal(await small.call.add(1, 2), 3);
await small.shutdown();

// Every way to choose a worker gives right answers.
for (const balancer of [
  "pull",
  "leastLoaded",
  "roundRobin",
  "robinRound",
  "firstIdle",
  "randomLane",
  "firstIdleOrRandom",
  { strategy: "roundRobin" },
] as const) {
  await using chosen = createPool({ ...workers(2), balancer });
  const sums = await Promise.all(
    Array.from({ length: 50 }, (_, index) => chosen.call.add(index, 1)),
  );
  assert.deepEqual(
    sums,
    Array.from({ length: 50 }, (_, index) => index + 1),
  );
}

// Short tasks do not wait behind a long one while a worker is free.
{
  await using two = createPool(workers(2));
  await two.ready;
  await two.call.nap(1);
  let over = false;
  const long = two.call.nap(2000).then(() => (over = true));
  for (let index = 0; index < 10; index += 1) await two.call.nap(1);
  assert(!over, "they waited for the long one");
  await long;
}
console.log("ok");
