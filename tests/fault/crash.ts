// D-18: one of four workers ends with calls in flight everywhere: those of the others are answered, and
// so are all that come later.

import assert from "node:assert/strict";

import { WorkerCrashedError } from "@knit/runtime";
import { createPool } from "./tasks.knit/pool.ts";

const runtime = process.argv[2] === "process" ? "process" : "thread";
const pool = createPool({ threads: 4, worker: { runtime } });
await pool.ready;
for (let round = 0; round < 2; round += 1) {
  // Bound to a worker by its key: which calls share the one that ends is known.
  const keys = Array.from({ length: 8 }, (_, key) => `key ${key}`);
  const workers = await Promise.all(
    keys.map((affinity) => pool.with({ affinity }).worker()),
  );
  assert(new Set(workers).size > 1, "all keys on one worker");
  const calls = keys.map((affinity) => pool.with({ affinity }).pidAfter(100));
  // They have started by then.
  await Promise.all(keys.map((affinity) => pool.with({ affinity }).worker()));
  const gone = pool.with({ affinity: keys[0]! }).exit(3);
  await assert.rejects(gone, isCrash);
  const outcomes = await Promise.allSettled(calls);
  outcomes.forEach((outcome, at) => {
    const shared = workers[at] === workers[0];
    assert.equal(outcome.status, shared ? "rejected" : "fulfilled", keys[at]);
    if (outcome.status === "rejected") assert(isCrash(outcome.reason));
  });
  const later = Array.from({ length: 100 }, () => pool.call.pid());
  assert((await Promise.all(later)).every((pid) => pid > 0));
}
await pool.shutdown();
console.log("ok");

function isCrash(error: unknown): boolean {
  return error instanceof WorkerCrashedError && error.exitCode === 3;
}
