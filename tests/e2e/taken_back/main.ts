// Calls that were sent ahead to a worker, which then has a long one, are taken back while another worker
// is free: each runs once, and those that can be given up or belong to a worker still can, and still do.

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { AbortError, TaskTimeoutError } from "@knit/runtime";

import { failure, workers } from "../shared/case.ts";
import { createPool } from "./tasks.knit/pool.ts";

const folder = mkdtempSync(join(tmpdir(), "knit-"));
const file = join(folder, "ran");

await using pool = createPool(workers(2));
await pool.ready;

// D-08: long calls of a task that has been short so far.
for (const size of [2, 3, 8]) {
  await many();
  const took = new Map<number, number>();
  const calls = Array.from({ length: size }, () => pool.call.nap(100));
  for (const self of await Promise.all(calls))
    took.set(self, (took.get(self) ?? 0) + 1);
  const most = Math.max(...took.values());
  assert(most <= size / 2 + 1, `one worker took ${most} of ${size}`);
}

let id = 0;
for (let round = 0; round < 4; round += 1) {
  await many();
  const lengths = Array.from({ length: 60 }, (_, at) =>
    (at * 7 + round) % 10 === 0 ? 15 : 0,
  );
  const calls = lengths.map((ms) => pool.call.mark(file, id++, ms));
  await Promise.all(calls);
}
const ran = readFileSync(file, "utf8").trim().split("\n").map(Number);
assert.equal(ran.length, id);
assert.equal(new Set(ran).size, id);

// Given up while they are on their way back.
await many();
const controller = new AbortController();
const long = pool.call.nap(150);
const lost = Array.from({ length: 20 }, () =>
  failure(pool.with({ signal: controller.signal }).nap(300)),
);
const late = failure(pool.with({ timeout: 40 }).nap(300));
setTimeout(() => controller.abort(), 3);
for (const error of await Promise.all(lost))
  assert(error instanceof AbortError);
assert((await late) instanceof TaskTimeoutError);
await long;

// Their time to go comes along: it ends those that run long elsewhere, and leaves the others alone.
await many();
const before = pool.call.nap(100);
const patient = pool.with({ timeout: 60_000 });
const short = Array.from({ length: 20 }, () => patient.nap(0));
const overdue = Array.from({ length: 10 }, () =>
  failure(pool.with({ timeout: 50 }).nap(200)),
);
for (const error of await Promise.all(overdue))
  assert(error instanceof TaskTimeoutError, String(error));
await Promise.all([before, ...short]);

// Bound to a worker: they wait for it.
await many();
const { nap } = pool.with({ affinity: "key" });
const first = nap(100);
const bound = Array.from({ length: 5 }, () => nap(1));
for (const self of await Promise.all(bound)) assert.equal(self, await first);

rmSync(folder, { recursive: true });
console.log("ok");

/** Short calls, until many of them are sent ahead. */
async function many(): Promise<void> {
  for (let round = 0; round < 80; round += 1)
    await Promise.all(Array.from({ length: 30 }, () => pool.call.nap(0)));
  await Promise.all(
    Array.from({ length: 100 }, () => pool.call.mark("", 0, 0)),
  );
}
