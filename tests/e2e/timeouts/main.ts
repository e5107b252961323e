import assert from "node:assert/strict";

import { TaskTimeoutError } from "@knit/runtime";

import { failure, reason, workers } from "../shared/case.ts";
import { createPool } from "./tasks.knit/pool.ts";

await using pool = createPool(workers(1));
await pool.call.add(1, 2);

// A call that awaits, and one that keeps its worker's thread: the host holds the clock for both.
for (const task of ["wait", "block"] as const) {
  const error = await failure(pool.with({ timeout: 20 })[task](100));
  assert(error instanceof TaskTimeoutError);
  assert.equal(error.code, "KNIT_TASK_TIMEOUT");
  assert.equal(error.task, task);
  assert.equal(error.milliseconds, 20);
  assert.equal(error.message, `${task}: no answer within 20 ms`);
}

// What the call comes to instead.
const time = 10;
const slow = (timeout: object): Promise<unknown> =>
  pool.with({ timeout: { time, ...timeout } }).wait(60);
assert((await failure(slow({}))) instanceof TaskTimeoutError);
assert.equal(await slow({ default: "late" }), "late");
assert.equal(await slow({ default: undefined, error: 1 }), undefined);
assert.equal(await slow({ maybe: true }), undefined);
assert.equal(await reason(slow({ error: "too slow" })), "too slow");

// Of several, the first in this order; an error is passed on as it is, whatever it is.
assert.equal(await slow({ error: 1, maybe: true, default: 0 }), 0);
assert.equal(await slow({ error: 1, maybe: true }), undefined);
const own = new RangeError("too slow");
assert.equal(await reason(slow({ error: own })), own);
assert.equal(await reason(slow({ error: undefined })), undefined);
assert.equal(await pool.with({ timeout: 60_000 }).wait(1), 1);
assert((await failure(pool.with({ timeout: 0 }).wait(50))) instanceof Error);

// No timeout at all.
for (const none of [-1, NaN, Infinity])
  assert.equal(await pool.with({ timeout: none }).wait(5), 5);

// In time: the answer is the task's.
assert.equal(await pool.with({ timeout: 60_000 }).add(1, 2), 3);
const many = pool.with({ timeout: 60_000 });
assert.deepEqual(
  await Promise.all(Array.from({ length: 2000 }, (_, i) => many.add(i, 1))),
  Array.from({ length: 2000 }, (_, i) => i + 1),
);

// Waiting counts, and what is over before it has started is not run.
const blocked = pool.call.block(100);
const over = failure(pool.with({ timeout: 10 }).mark("late"));
assert((await over) instanceof TaskTimeoutError);
assert.equal(await blocked, 100);
await pool.call.mark("next");
assert.deepEqual(await pool.call.marks(), ["next"]);

// Wrong options say so.
assert.throws(
  () => pool.with({ time: 5 } as never),
  new TypeError(
    "with: unknown option `time`; there are `signal`, `timeout`, `priority`, `affinity`",
  ),
);
assert.throws(
  () => pool.with({ timeout: { time: 5, defualt: 1 } as never }),
  new TypeError(
    "with: unknown option `timeout.defualt`; `timeout` has `time`, `default`, `maybe`, `error`",
  ),
);
assert.throws(
  () => pool.with({ timeout: { time: 5, maybe: 1 } as never }),
  new TypeError("with: option `timeout.maybe` must be true, got 1"),
);
assert.throws(
  () => pool.with({ timeout: "5" as never }),
  new TypeError(
    "with: option `timeout` must be milliseconds or an object with `time`, got string",
  ),
);
console.log("ok");
