// A task ends its own worker: its calls reject, the host and its other pool go on.

import assert from "node:assert/strict";

import { WorkerCrashedError } from "@knit/runtime";
import { createPool } from "./tasks.knit/pool.ts";

const runtime = process.argv[2] === "process" ? "process" : "thread";
const pool = createPool({ threads: 1, worker: { runtime } });
const other = createPool({ threads: 1, worker: { runtime } });
await other.call.pid();
const calls = [pool.call.never(), pool.call.exit(3), pool.call.never()];
for (const call of calls) {
  const error = await call.then(String, (error: unknown) => error);
  assert(error instanceof WorkerCrashedError, String(error));
  assert.equal(error.exitCode, 3);
  assert.equal(error.signal, null);
  assert.equal(error.message, `${error.task}: the worker exited with code 3`);
}
assert.equal(typeof (await other.call.pid()), "number");
await pool.shutdown();
await other.shutdown();
console.log("ok");
