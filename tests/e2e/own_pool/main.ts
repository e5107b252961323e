// A worker that loads the app would start a pool whose workers load the app: the first one says so.
import assert from "node:assert/strict";

import { WorkerStartupError } from "@knit/runtime";

import { failure, workers } from "../shared/case.ts";
import { createPool } from "./tasks.knit/pool.ts";

const pool = createPool(workers(1));
const error = await failure(pool.call.add(1, 2));
assert(error instanceof WorkerStartupError);
assert.equal(
  error.message,
  "a worker could not start: createPool: called by the task module itself, in a worker that loads it; put the app under `if (isMain)`, with `isMain` from @knit/runtime, or into a module of its own",
);
await pool.shutdown();
console.log("ok");
