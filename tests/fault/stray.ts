// A task leaves an error behind that nobody catches: its worker ends, the host does not.

import assert from "node:assert/strict";

import { WorkerCrashedError } from "@knit/runtime";
import { createPool } from "./tasks.knit/pool.ts";

const runtime = process.argv[2] === "process" ? "process" : "thread";
const pool = createPool({ threads: 1, worker: { runtime } });
const waiting = pool.call.never();
await pool.call.stray();
const error = await waiting.then(String, (error: unknown) => error);
assert(error instanceof WorkerCrashedError, String(error));
assert.equal(error.exitCode, 1);
if (runtime === "thread")
  assert.match(String((error.cause as Error | undefined)?.message), /stray/);
await pool.shutdown();
console.log("ok");
