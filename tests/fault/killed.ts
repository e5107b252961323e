// Worker processes are killed while they have calls: those that they had started reject at once, all others go on,
// and others come in their place.

import assert from "node:assert/strict";

import { WorkerCrashedError } from "@knit/runtime";
import { createPool } from "./tasks.knit/pool.ts";

const pool = createPool({ threads: 2, worker: { runtime: "process" } });
const { call } = pool;
// Else one may take both of the first calls.
await pool.ready;
const [first, second] = await Promise.all([
  call.pidAfter(10),
  call.pidAfter(10),
]);
assert.notEqual(first, second);

const calls = Array.from({ length: 20 }, () => call.pidAfter(300));
// Both workers merely wait: each has taken some of them by then.
await new Promise((resolve) => setTimeout(resolve, 100));
let start = performance.now();
process.kill(first, "SIGKILL");
const outcomes = await Promise.allSettled(
  calls.map((each) => each.catch(crash)),
);
const lost = outcomes.filter(({ status }) => status === "rejected").length;
assert.equal(lost, 0);
const answers = await Promise.all(calls.map((each) => each.catch(() => first)));
const fell = answers.filter((pid) => pid === first).length;
// The first two went to one each; the others to whichever was free first.
assert(fell >= 1 && fell < 20, `${fell} of 20 were lost`);
assert.equal(answers.filter((pid) => pid === second).length, 20 - fell);

// Another one has come, or will.
const pids = new Set<number>();
while (pids.size < 2)
  for (const pid of await Promise.all([call.pidAfter(5), call.pidAfter(5)]))
    pids.add(pid);
assert(pids.has(second) && !pids.has(first));
await pool.shutdown();

// One is killed in the middle of a task that never lets go.
const alone = createPool({ threads: 1, worker: { runtime: "process" } });
const fourth = await alone.call.pid();
const ended = [alone.call.never(), alone.call.busy()];
const moved = [alone.call.pid(), alone.call.pid()];
await new Promise((resolve) => setTimeout(resolve, 50));
start = performance.now();
process.kill(fourth, "SIGKILL");
for (const each of ended)
  await assert.rejects(each, (error) => isCrash(error, "busy"));
for (const pid of await Promise.all(moved)) assert.notEqual(pid, fourth);

// While nobody else is there, and as soon as it has come.
process.kill(await alone.call.pid(), "SIGKILL");
assert.equal(typeof (await alone.call.pid()), "number");
await alone.shutdown();
console.log("ok");

function crash(error: unknown): number {
  assert(isCrash(error));
  return first;
}

function isCrash(error: unknown, last?: string): boolean {
  const took = performance.now() - start;
  assert(error instanceof WorkerCrashedError, String(error));
  assert.equal(error.code, "KNIT_WORKER_CRASHED");
  assert.equal(error.signal, "SIGKILL");
  assert.equal(error.exitCode, null);
  if (last !== undefined) assert.equal(error.lastTask, last);
  assert.equal(
    error.message,
    `${error.task}: the worker was killed by SIGKILL`,
  );
  console.log(`${error.task} settled after ${took.toFixed(0)} ms`);
  return true;
}
