import assert from "node:assert/strict";

import { workers } from "../shared/case.ts";
import { createPool } from "./tasks.knit/pool.ts";
import type { Pair } from "./tasks.ts";

await using pool = createPool(workers());
const { call } = pool;

for (const length of [0, 1, 2, 3, 7, 8, 31, 32, 33, 1000, 100_000]) {
  const values = Array.from({ length }, (_, at) => at / 3 - 5);
  assert.deepStrictEqual(await call.numbers(values), values);
  assert.deepStrictEqual(
    await call.range(length),
    Array.from({ length }, (_, at) => at),
  );
}
assert.deepStrictEqual(await call.numbers([NaN, -0, Infinity]), [
  NaN,
  -0,
  Infinity,
]);
assert.equal(await call.sum([1, 2, 3]), 6);

const texts = ["", "a", "é", "字", "\ud800", "x".repeat(3000)];
assert.deepStrictEqual(await call.texts(texts), texts);
assert.deepStrictEqual(await call.texts([]), []);
const flags = Array.from({ length: 100 }, (_, at) => at % 3 === 0);
assert.deepStrictEqual(await call.flags(flags), flags);
const bigs = [0n, -1n, 2n ** 64n, -(2n ** 200n)];
assert.deepStrictEqual(await call.bigs(bigs), bigs);
const dates = [new Date(0), new Date(-1), new Date(8.64e15)];
assert.deepStrictEqual(await call.dates(dates), dates);

assert.deepStrictEqual(await call.grid([]), []);
assert.deepStrictEqual(await call.grid([[], [1], [2, 3], []]), [
  [],
  [1],
  [2, 3],
  [],
]);
const deep = [[["a"], []], [], [["b", "c"]]];
assert.deepStrictEqual(await call.deep(deep), deep);

const pairs: Pair[] = [
  ["a", 1],
  ["", null],
];
assert.deepStrictEqual(await call.pairs(pairs), pairs);
assert.deepStrictEqual(await call.swap(["s", [1, true]]), [[1, true], "s"]);
assert.deepStrictEqual(await call.none([]), []);

// A hole reads as undefined, and arrives as that.
const holes: (number | undefined)[] = [1, undefined, 3];
assert.deepStrictEqual(await call.optional(holes), holes);
delete holes[0];
assert.deepStrictEqual(await call.optional(holes), [undefined, undefined, 3]);

// What arrives is the receiver's own.
const sent = [1, 2, 3];
const back = await call.numbers(sent);
back.push(4);
assert.deepStrictEqual(sent, [1, 2, 3]);
assert(Array.isArray(back));
console.log("ok");
