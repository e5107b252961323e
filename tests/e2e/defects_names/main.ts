// Which function a call runs, and which program is a worker.

import assert from "node:assert/strict";

import { runtime, workers } from "../shared/case.ts";
// A module of the tasks', loaded by the host first.
import { alpha as local } from "./other.ts";
import { createPool } from "./tasks.knit/pool.ts";

const inner = process.argv[3] === "inner";
assert.equal(local(), "alpha of other");
await using pool = createPool(workers(inner ? 1 : 2));
const { call } = pool;

// D-04: names that were exchanged, and one function under two names.
assert.deepEqual(await Promise.all([call.a(), call.b(), call.again()]), [
  "b",
  "a",
  "a",
]);
const renamed = { a: call.b, b: call.a };
assert.deepEqual(await Promise.all([renamed.a(), renamed.b()]), ["a", "b"]);

// D-05: tasks of several modules, under the names of others, however they were loaded.
assert.deepEqual(
  await Promise.all([call.alpha(), call.beta(), call.zeta(), call.last()]),
  ["beta of third", "zeta of other", "alpha of other", "last, zeta of other"],
);

// D-13: a program that a task starts is no worker, and may have a pool of its own.
if (!inner) {
  const flags =
    "Deno" in globalThis
      ? ["run", "-A", "--quiet", "--node-modules-dir=manual"]
      : [];
  const { code, said } = await call.start(process.execPath, [
    ...flags,
    process.argv[1]!,
    runtime,
    "inner",
  ]);
  assert.equal(said, "ok\n");
  assert.equal(code, 0);
}
console.log("ok");
