import assert from "node:assert/strict";

import { workers } from "../shared/case.ts";
import { createPool } from "./tasks.knit/pool.ts";

await using pool = createPool(workers(2));
const { call } = pool;

const box = { width: 2, height: 3 };
const scaled: { width: number; height: number } = await call.scale(box, 2);
assert.deepEqual(scaled, { width: 4, height: 6 });
assert.equal(await call.area(box), 6);
assert.equal(await call.repeat("ab", 2), "abab");
assert.equal(await call.total([1, 2, 3]), 6);
assert.equal(await call.pair([6, 7]), 42);
const late: string = await call.watched("name");
assert.equal(late, "late");

// Workers have loaded what the host never has.
assert.equal(await call.loaded(), true);
assert.equal("heavy" in globalThis, false);
console.log("ok");
