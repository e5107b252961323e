// A task ends its own worker: the calls that it had started reject, the others and all later ones go to the worker
// that comes in its place. The host and its other pool go on.

import assert from "node:assert/strict";

import { WorkerCrashedError } from "@knit/runtime";
import { createPool } from "./tasks.knit/pool.ts";

const runtime = process.argv[2] === "process" ? "process" : "thread";
const pool = createPool({ threads: 1, worker: { runtime } });
const other = createPool({ threads: 1, worker: { runtime } });
await other.call.pid();
const calls = [pool.call.never(), pool.call.exit(3)];
const moved = Array.from({ length: 50 }, () => pool.call.pid());
for (const call of calls) {
  const error = await call.then(String, (error: unknown) => error);
  assert(error instanceof WorkerCrashedError, String(error));
  assert.equal(error.exitCode, 3);
  assert.equal(error.signal, null);
  assert.equal(error.lastTask, "exit");
  assert.equal(error.message, `${error.task}: the worker exited with code 3`);
}
assert((await Promise.all(moved)).every((pid) => typeof pid === "number"));

// Again and again, sooner than a worker has settled.
for (let time = 0; time < 4; time += 1) {
  const lost = pool.call.exit(time);
  const next = pool.call.pid();
  const error = await lost.then(String, (error: unknown) => error);
  assert(error instanceof WorkerCrashedError, String(error));
  assert.equal(error.exitCode, time);
  assert.equal(typeof (await next), "number");
}
assert.equal(typeof (await other.call.pid()), "number");
await pool.shutdown();
await other.shutdown();
console.log("ok");
