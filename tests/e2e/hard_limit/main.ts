import assert from "node:assert/strict";

import { HardTimeoutError } from "@knit/runtime";

import { failure, runtime } from "../shared/case.ts";
import { createPool } from "./tasks.knit/pool.ts";

const pool = createPool({
  threads: 2,
  worker: { runtime, hardTimeoutMs: 500 },
});
await pool.ready;

// One worker is lost in a loop; nobody else notices.
const lost = failure(pool.call.forever());
const others: Promise<number>[] = [];
for (let round = 0; round < 80; round += 1) {
  others.push(pool.call.block(5), pool.call.add(round, 1));
  await new Promise((resolve) => setTimeout(resolve, 5));
}
const error = await lost;
assert(error instanceof HardTimeoutError);
assert.equal(error.code, "KNIT_HARD_TIMEOUT");
assert.equal(error.task, "forever");
assert.equal(error.milliseconds, 500);
const answers = await Promise.all(others);
answers.forEach((answer, index) =>
  assert.equal(answer, index % 2 === 0 ? 5 : (index - 1) / 2 + 1),
);

// What had not started goes to the worker that comes in its place.
const alone = createPool({
  threads: 1,
  worker: { runtime, hardTimeoutMs: 500 },
});
await alone.call.add(1, 2);
const stuck = failure(alone.call.forever());
const waiting = Array.from({ length: 50 }, (_, index) =>
  alone.call.add(index, 1),
);
assert((await stuck) instanceof HardTimeoutError);
assert.deepEqual(
  await Promise.all(waiting),
  Array.from({ length: 50 }, (_, index) => index + 1),
);
await Promise.all([pool.shutdown(), alone.shutdown()]);
console.log("ok");
