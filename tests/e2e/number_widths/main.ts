import assert from "node:assert/strict";

import { failure, workers } from "../shared/case.ts";
import { createPool } from "./tasks.knit/pool.ts";
import type { All, Id, Lists } from "./tasks.ts";

await using pool = createPool(workers());
const { call } = pool;

const least: All = {
  a: -128,
  b: 0,
  c: -32_768,
  d: 0,
  e: -(2 ** 31),
  f: 0,
  g: -Infinity,
  h: -0,
  i: -(2n ** 63n),
  j: 0n,
};
const most: All = {
  a: 127,
  b: 255,
  c: 32_767,
  d: 65_535,
  e: 2 ** 31 - 1,
  f: 2 ** 32 - 1,
  g: NaN,
  h: 0.1,
  i: 2n ** 63n - 1n,
  j: 2n ** 64n - 1n,
  last: 7,
};
for (const value of [least, most]) {
  assert.deepStrictEqual(await call.all(value), value);
}
assert.deepStrictEqual(await call.several([least, most]), [least, most]);
assert.equal((await call.all({ ...most, g: 0.1 })).g, Math.fround(0.1));
// There is no negative zero among the integers.
assert(Object.is((await call.all({ ...most, e: -0 })).e, 0));

const keys = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"] as const;
const listed = Object.fromEntries(
  keys.map((key) => [key, [least[key], most[key], least[key]]]),
) as unknown as Lists;
assert.deepStrictEqual(await call.lists(listed), listed);
const none = Object.fromEntries(keys.map((key) => [key, []]));
assert.deepStrictEqual(await call.lists(none as unknown as Lists), none);
const many = Array.from({ length: 100_000 }, (_, index) => index - 50_000);
assert.deepStrictEqual((await call.lists({ ...listed, e: many })).e, many);

for (const value of [5, -1, 5n, 2n ** 64n - 1n, "text"]) {
  assert.equal(await call.either(value), value);
}
const pairs = new Map([[1 as Id, 255]]);
assert.deepStrictEqual(await call.pairs(pairs), pairs);
assert.equal(await call.sum([1, 2, 3], -6), 0);
assert.equal(await call.sum(many, 0), -50_000);

const { call: wild } = pool as unknown as {
  call: Record<string, (...values: unknown[]) => Promise<unknown>>;
};
const wrong = async (task: string, ...values: unknown[]): Promise<string> =>
  (await failure(wild[task]!(...values))).message;

const bad: [keyof All, unknown, string][] = [
  ["a", 128, "expected i8, got 128"],
  ["a", -129, "expected i8, got -129"],
  ["b", -1, "expected u8, got -1"],
  ["b", 1.5, "expected u8, got 1.5"],
  ["c", 32_768, "expected i16, got 32768"],
  ["d", 65_536, "expected u16, got 65536"],
  ["e", 2 ** 31, "expected i32, got 2147483648"],
  ["e", NaN, "expected i32, got NaN"],
  ["e", "5", 'expected i32, got "5"'],
  ["e", 5n, "expected i32, got 5"],
  ["f", -1, "expected u32, got -1"],
  ["f", 2 ** 32, "expected u32, got 4294967296"],
  ["g", 1e39, "expected f32, got 1e+39"],
  ["g", null, "expected f32, got null"],
  ["i", 2n ** 63n, "expected i64, got 9223372036854775808"],
  ["i", 5, "expected i64, got 5"],
  ["j", -1n, "expected u64, got -1"],
  ["last", 256, "expected u8, got 256"],
];
for (const [key, value, message] of bad) {
  const sent = { ...most, [key]: value };
  assert.equal(await wrong("all", sent), `all: value.${key}: ${message}`);
}
for (const key of keys) {
  const sent = { ...listed, [key]: [most[key], "1"] };
  const message = await wrong("lists", sent);
  assert.match(message, new RegExp(`^lists: value\\.${key}\\[1\\]: expected `));
}
assert.equal(
  await wrong("sum", [1, 2, 2.5], 0),
  "sum: values[2]: expected i32, got 2.5",
);
assert.deepStrictEqual(await call.lists(listed), listed);
console.log("ok");
