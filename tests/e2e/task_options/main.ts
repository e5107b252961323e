import assert from "node:assert/strict";

import { TaskTimeoutError } from "@knit/runtime";

import { failure, reason, workers } from "../shared/case.ts";
import { createPool } from "./tasks.knit/pool.ts";

await using pool = createPool(workers(1));
const { call } = pool;

// The first calls are made before any worker could say how long they may take: waiting counts.
const first = [call.late(1000), call.quick(1)] as const;
assert.equal(await first[0], "after 30");
assert.equal(await first[1], 2);
await pool.ready;

// In time.
assert.equal(await call.limited(0), 0);
assert.equal(await call.late(0), 0);

// Too late: an error, or what the task's options say.
for (const name of ["limited", "busy"] as const) {
  const error = await failure(call[name](100));
  assert(error instanceof TaskTimeoutError);
  assert.equal(error.message, `${name}: no answer within 20 ms`);
}
const late: number | string = await call.late(100);
assert.equal(late, "after 30");
assert.equal(await call.maybe(60), undefined);
assert.equal(await call.all(60), undefined);
const slow = await failure(call.angry(60));
assert.equal(slow.name, "Slow");
assert.equal(slow.message, "too slow");
assert.equal((slow as Error & { seconds: number }).seconds, 0.01);

// Each call has an answer of its own.
const mine = await call.list(60);
assert.deepEqual(mine, [1, 2]);
(mine as number[]).push(3);
assert.deepEqual(await call.list(60), [1, 2]);

// A call's own timeout comes before the task's, and no timeout is one as well.
assert.equal(await call.none(30), 30);
const patient = pool.with({ timeout: Infinity });
assert.equal(await patient.limited(50), 50);
const hasty = pool.with({ timeout: { time: 5, default: "hasty" } });
assert.equal(await hasty.limited(50), "hasty");

// Signatures.
assert.equal(await call.typed("four"), 4);
assert.equal(await call.nothing(), "called");
assert.equal(await call.several(3), "area 6");
assert.equal(await call.several(3, 3, "square"), "square 9");
assert.equal(
  String(await reason(call.typed(4 as never))),
  "TypeError: typed: text: expected string, got number",
);
assert.deepEqual(await call.inPlace(), ["area 6", 0]);

// Promises as arguments.
assert.equal(await call.quick(call.quick(1)), 3);
assert.equal(
  await call.several(Promise.resolve(4), Promise.resolve(5)),
  "area 20",
);
console.log("ok");
