// What other pools have and this one does not have yet is refused by its name, never ignored: least of
// all `permission`, whose absence nobody would notice (D-09, D-10, D-15, D-22, D-23). Nothing runs a
// command to ask for its version (D-14), and no memory has a name (D-12).

import assert from "node:assert/strict";

import { workers } from "../shared/case.ts";
import { createPool } from "./tasks.knit/pool.ts";

const options: Readonly<Record<string, readonly unknown[]>> = {
  permission: [
    "strict",
    "unsafe",
    "off",
    "custom",
    {},
    { mode: "strict", read: ["."], net: true },
    { console: false },
    false,
    null,
  ],
  unsafe: [{}, { BufferReferenceReturn: "copy" }],
  workerExecArgv: [[], ["--max-old-space-size=64"]],
};
for (const [name, values] of Object.entries(options))
  for (const value of values) isRefused(name, { [name]: value });

const ofWorkers: Readonly<Record<string, readonly unknown[]>> = {
  compiled: [{}, { build: "always" }],
  processRuntime: ["node", "deno", "bun", "porffor"],
  processCommandPrefix: [[], ["docker", "run"]],
  processSharedMemory: ["inherit", "named", { mode: "named" }],
};
for (const [name, values] of Object.entries(ofWorkers))
  for (const value of values)
    isRefused(`worker.${name}`, { worker: { [name]: value } });

// A kind of worker that is not there is not another kind.
assert.throws(() => createPool({ worker: { runtime: "compiled" } } as never), {
  name: "TypeError",
  message: /option `worker\.runtime` must be "thread" or "process"/,
});

// Beside options that are fine, and on a pool that would have worked.
isRefused("permission", { ...workers(2), permission: "strict" });
await using pool = createPool(workers(1));
assert.equal(await pool.call.add(1, 2), 3);
console.log("ok");

function isRefused(name: string, given: object): void {
  assert.throws(() => createPool(given as never), {
    name: "TypeError",
    message: new RegExp(
      `^createPool: option \`${name.replace(".", "\\.")}\` is not supported yet; \\w`,
    ),
  });
}
