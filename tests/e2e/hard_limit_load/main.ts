// One of four workers is lost in a loop while all have more calls than they can take: it is ended and
// replaced, and no other call fails, neither of other workers nor of those that had not started.

import assert from "node:assert/strict";

import { HardTimeoutError } from "@knit/runtime";

import { failure, runtime, until } from "../shared/case.ts";
import { createPool } from "./tasks.knit/pool.ts";

const hardTimeoutMs = 1000;
await using pool = createPool({
  threads: 4,
  worker: { runtime, hardTimeoutMs },
});
await pool.ready;

// Keys of every worker: what awaits is kept away from the one that is lost, as that would go with it.
const workers = new Map<number, string>();
for (let key = 0; workers.size < 4; key += 1) {
  const affinity = `key ${key}`;
  const self = await pool.with({ affinity }).worker();
  if (!workers.has(self)) workers.set(self, affinity);
}
const [lostKey, ...others] = workers.values();

const calls: Promise<boolean>[] = [];
let over = false;
const load = (async () => {
  for (let id = 0; !over; id += 1) {
    // Anywhere: short, middling, and bound to the worker that is lost.
    calls.push(pool.call.add(id, 1).then((sum) => sum === id + 1));
    calls.push(pool.call.nap(id, id % 10).then((same) => same === id));
    for (const affinity of others)
      calls.push(is(id, pool.with({ affinity }).rest(id, 50)));
    if (id % 5 === 0)
      calls.push(is(id, pool.with({ affinity: lostKey! }).nap(id, 1)));
    if (id % 8 === 0) await new Promise((resolve) => setTimeout(resolve, 10));
  }
})();

const known = new Set(workers.keys());
for (let round = 0; round < 2; round += 1) {
  const lost = pool.with({ affinity: lostKey! });
  const error = await failure(lost.forever());
  assert(error instanceof HardTimeoutError, String(error));
  assert.equal(error.task, "forever");
  assert.equal(error.milliseconds, hardTimeoutMs);
  // Another one has come in its place, and has its key.
  await until(async () => !known.has(await lost.worker()));
  known.add(await lost.worker());
}
over = true;
await load;
const answers = await Promise.all(calls);
assert(answers.length > 500, `only ${answers.length} calls`);
assert(answers.every(Boolean));

// There are four again, and three of them are those of before.
const after = new Set<number>();
for (let key = 0; after.size < 4; key += 1)
  after.add(await pool.with({ affinity: `key ${key}` }).worker());
const same = [...after].filter((self) => workers.has(self));
assert.equal(same.length, 3);
console.log("ok");

async function is(id: number, call: Promise<number>): Promise<boolean> {
  return (await call) === id;
}
