// Very many calls, given up at random moments: before they are made, while they wait, while they run, and
// after their answer. Each is answered once, the sums add up, and the pool goes on.

import assert from "node:assert/strict";

import { AbortError, TaskTimeoutError } from "@knit/runtime";

import { createPool } from "./tasks.knit/pool.ts";

const runtime = process.argv[2] === "process" ? "process" : "thread";
const count = Number(process.argv[3] ?? 100_000);
const atOnce = 500;
const sums = { answered: 0, aborted: 0, timedOut: 0 };
const random = generator(7);

await using pool = createPool({ threads: 2, worker: { runtime }, stats: true });
await pool.ready;
let made = 0;
while (made < count) {
  const size = Math.min(atOnce, count - made);
  await Promise.all(Array.from({ length: size }, () => one(made++)));
}

const all = sums.answered + sums.aborted + sums.timedOut;
assert.equal(all, count, "calls without an answer");
for (const [name, sum] of Object.entries(sums))
  assert(sum > count / 50, `only ${sum} were ${name}`);
await pool.drain();
const { tasks, waiting } = pool.stats();
const told = { answered: 0, aborted: 0, timedOut: 0 };
for (const each of Object.values(tasks)) {
  told.answered += each.answered;
  told.aborted += each.aborted;
  told.timedOut += each.timedOut;
  assert.equal(each.pending, 0);
  assert.equal(each.errors, 0);
}
assert.deepEqual(told, sums);
assert.equal(waiting, 0);
assert.equal(await pool.call.add(20, 22), 42);
console.log(
  `${count} calls: ${sums.answered} answered, ${sums.aborted} aborted, ${sums.timedOut} timed out`,
);
console.log("ok");

async function one(id: number): Promise<void> {
  const controller = new AbortController();
  const when = random(8);
  if (when === 0) controller.abort(id);
  const { signal } = controller;
  const caller = pool.with(
    random(4) === 0 ? { signal, timeout: random(4) } : { signal },
  );
  const call =
    random(3) === 0 ? caller.text(`${id}`, random(6)) : caller.add(id, 1);
  if (when === 1) controller.abort(id);
  else if (when === 2) queueMicrotask(() => controller.abort(id));
  else if (when === 3) setImmediate(() => controller.abort(id));
  else if (when < 7) setTimeout(() => controller.abort(id), random(6));
  let answers = 0;
  await call.then(
    (answer) => {
      answers += 1;
      assert(answer === id + 1 || answer === `${id}`, String(answer));
      sums.answered += 1;
    },
    (error: unknown) => {
      answers += 1;
      if (error instanceof AbortError) {
        assert.equal(error.reason, id);
        sums.aborted += 1;
      } else {
        assert(error instanceof TaskTimeoutError, String(error));
        sums.timedOut += 1;
      }
    },
  );
  assert.equal(answers, 1);
}

/** Whole numbers below a bound, the same in every run. */
function generator(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}
