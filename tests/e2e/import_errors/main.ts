// What an imported task leads to is looked for when a worker starts; what is missing is named.
import assert from "node:assert/strict";

import { WorkerStartupError } from "@knit/runtime";

import { failure, workers } from "../shared/case.ts";
import { createPool } from "./tasks.knit/pool.ts";

const functions = "the functions there are `half`, `twice`";
const found = {
  export: new RegExp(
    `task \`load\`: \`add\` of ./parts.[jt]s is missing; ${functions}$`,
  ),
  constant: new RegExp(
    `task \`load\`: \`limit\` of ./parts.[jt]s is no function; ${functions}$`,
  ),
  module: /task `load`: .\/missing.js cannot be loaded: ./,
};
for (const [what, message] of Object.entries(found)) {
  process.env["what"] = what;
  const pool = createPool(workers(1));
  const error = await failure(pool.call.load(1));
  assert(error instanceof WorkerStartupError);
  assert.match(error.message, message);
  await pool.shutdown();
}
console.log("ok");
