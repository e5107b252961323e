import assert from "node:assert/strict";

import { AbortError } from "@knit/runtime";

import { failure, workers } from "../shared/case.ts";
import { createPool } from "./tasks.knit/pool.ts";

await using pool = createPool(workers(1));
await pool.call.add(1, 2);

// While it runs, with the signal's reason.
const controller = new AbortController();
const running = failure(pool.with({ signal: controller.signal }).wait(200));
setTimeout(() => controller.abort("not needed"), 20);
const error = await running;
assert(error instanceof AbortError);
assert.equal(error.name, "AbortError");
assert.equal(error.code, "KNIT_ABORTED");
assert.equal(error.task, "wait");
assert.equal(error.reason, "not needed");

// Before the call is made.
const gone = await failure(
  pool.with({ signal: AbortSignal.abort() }).mark("never"),
);
assert(gone instanceof AbortError);

// Before it has started: it never runs.
const waiting = new AbortController();
const with_ = pool.with({ signal: waiting.signal });
const blocked = pool.call.block(60);
const calls = [1, 2, 3].map((number) => failure(with_.mark(`never ${number}`)));
waiting.abort();
for (const each of await Promise.all(calls)) assert(each instanceof AbortError);
assert.equal(await blocked, 60);
await pool.call.mark("last");
assert.deepEqual(await pool.call.marks(), ["last"]);

// After the answer: nothing.
const late = new AbortController();
assert.equal(await pool.with({ signal: late.signal }).add(1, 2), 3);
late.abort();

// Many calls, aborted at random moments: each has one answer, and the pool goes on.
const outcomes = await Promise.all(
  Array.from({ length: 500 }, async (_, index) => {
    const each = new AbortController();
    const call = pool.with({ signal: each.signal }).add(index, 1);
    if (index % 3 === 0) each.abort();
    else if (index % 3 === 1) setTimeout(() => each.abort(), index % 7);
    return call.then(
      (sum) => sum === index + 1,
      (reason: unknown) => reason instanceof AbortError,
    );
  }),
);
assert(outcomes.every(Boolean));
assert.equal(await pool.call.add(20, 22), 42);
console.log("ok");
