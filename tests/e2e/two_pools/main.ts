import assert from "node:assert/strict";

import { failure, workers } from "../shared/case.ts";
import { createPool as createOther } from "./other.knit/pool.ts";
import { createPool } from "./tasks.knit/pool.ts";

// Two of one module, one of another: none knows of the others.
const first = createPool(workers(1));
const second = createPool(workers(1));
await using other = createOther(workers(2));
const results = await Promise.all(
  Array.from({ length: 300 }, async (_, at) => [
    await first.call.next(),
    at % 3 === 0 ? await second.call.next() : 0,
    await other.call.double(String(at)),
    await other.call.reverse([at, 1]),
  ]),
);
results.forEach(([, , text, list], at) => {
  assert.equal(text, `${at}${at}`);
  assert.deepStrictEqual(list, [1, at]);
});
assert.equal(await first.call.next(), 301);
assert.equal(await second.call.next(), 101);

await first.shutdown();
assert.equal((await failure(first.call.next())).name, "PoolClosedError");
assert.equal(await second.call.next(), 102);
assert.equal(await other.call.double("x"), "xx");

// Both kinds side by side.
await using threads = createPool({ threads: 1 });
await using processes = createPool({ worker: { runtime: "process" } });
assert.equal(await threads.call.where(), `${process.pid}`);
assert.notEqual(await processes.call.where(), `${process.pid}`);
await second.shutdown();
console.log("ok");
