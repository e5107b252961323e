import assert from "node:assert/strict";

import { failure, until, workers } from "../shared/case.ts";
import { createPool } from "./tasks.knit/pool.ts";

await using pool = createPool(workers(1));
const { call } = pool;

// A task that awaits does not hold up the others, and results come in the order they are ready in.
const order: string[] = [];
const waiting = [0, 1, 2].map((gate) =>
  call.wait(gate).then((text) => order.push(text)),
);
for (let a = 0; a < 500; a += 1) assert.equal(await call.add(a, 1), a + 1);
assert.equal(order.length, 0);
for (const gate of [2, 0, 1]) {
  await until(() => call.open(gate));
  await until(() => order.includes(`gate ${gate}`));
}
await Promise.all(waiting);
assert.deepStrictEqual(order, ["gate 2", "gate 0", "gate 1"]);

const finished: number[] = [];
await Promise.all(
  [300, 0, 150].map(async (ms) => finished.push(await call.sleep(ms))),
);
assert.deepStrictEqual(finished, [0, 150, 300]);

assert.equal(await call.like(4), 8);
assert.equal((await failure(call.fail())).message, "later");
assert.equal(await call.immediate("now"), "now");

// Many at once, more than the ring has slots.
const sums = await Promise.all(
  Array.from({ length: 5000 }, (_, a) => call.add(a, a)),
);
assert(sums.every((sum, a) => sum === 2 * a));
const mixed = await Promise.all(
  Array.from({ length: 3000 }, (_, at) =>
    at % 3 === 0 ? call.sleep(at % 7) : call.immediate(`${at}`),
  ),
);
assert(
  mixed.every((value, at) =>
    at % 3 === 0 ? value === at % 7 : value === `${at}`,
  ),
);
console.log("ok");
