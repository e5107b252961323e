import assert from "node:assert/strict";
import { subscribe, unsubscribe } from "node:diagnostics_channel";

import type { PoolEvents } from "@knit/runtime";

import { failure, runtime, workers } from "../shared/case.ts";
import { createPool } from "./tasks.knit/pool.ts";

const names: (keyof PoolEvents)[] = [
  "knit:pool:created",
  "knit:pool:closed",
  "knit:worker:started",
  "knit:worker:ended",
  "knit:call:timeout",
  "knit:call:aborted",
  "knit:queue:full",
];
const seen: { name: string; message: Record<string, unknown> }[] = [];
function note(message: unknown, name: string | symbol): void {
  seen.push({
    name: String(name),
    message: message as Record<string, unknown>,
  });
}

// One that nobody listens to tells nothing.
await createPool(workers()).shutdown();
for (const name of names) subscribe(name, note);

const pool = createPool({
  ...workers(2),
  // Room for a call that no worker has got to: the machine may be busy.
  queue: { max: 2, whenFull: "reject" },
});
await pool.ready;
assert.equal(await pool.call.add(1, 2), 3);
await failure(pool.with({ timeout: 5 }).never());
const controller = new AbortController();
const aborted = failure(pool.with({ signal: controller.signal }).never());
controller.abort("enough");
await aborted;
const calls = Array.from({ length: 20 }, () => pool.call.block(5));
const refused = (await Promise.allSettled(calls)).filter(
  ({ status }) => status === "rejected",
).length;
assert(refused > 0);
await pool.shutdown();
for (const name of names) unsubscribe(name, note);
await createPool(workers()).shutdown();

assert.deepEqual(
  [...new Set(seen.map(({ name }) => name))].sort(),
  [...names].sort(),
);
assert.equal(new Set(seen.map(({ message }) => message["pool"])).size, 1);

/** What was published on a channel, without the number of the pool. */
function all(name: keyof PoolEvents): Record<string, unknown>[] {
  const found = seen.filter((each) => each.name === name);
  return found.map(({ message: { pool, ...rest } }) => {
    assert.equal(typeof pool, "number");
    return rest;
  });
}

const [created, ...more] = all("knit:pool:created");
assert.equal(more.length, 0);
const { worker, ...rest } = created!;
assert.match(String(worker), /^file:.*worker\.[jt]s$/);
assert.deepEqual(rest, {
  runtime,
  threads: 2,
  tasks: ["add", "never", "block"],
});
const started = all("knit:worker:started");
assert.deepEqual(started.map(({ seat }) => seat).sort(), [0, 1]);
for (const { milliseconds } of started) assert(Number(milliseconds) > 0);
const ended = all("knit:worker:ended");
assert.deepEqual(ended.map(({ seat }) => seat).sort(), [0, 1]);
for (const each of ended) assert("exitCode" in each && "signal" in each);
assert.deepEqual(all("knit:call:timeout"), [
  { task: "never", milliseconds: 5 },
]);
assert.deepEqual(all("knit:call:aborted"), [
  { task: "never", reason: "enough" },
]);
assert.deepEqual(
  all("knit:queue:full"),
  Array.from({ length: refused }, () => ({ task: "block", max: 2 })),
);
assert.deepEqual(all("knit:pool:closed"), [{}]);
console.log("ok");
