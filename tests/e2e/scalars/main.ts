import assert from "node:assert/strict";

import { workers } from "../shared/case.ts";
import { createPool } from "./tasks.knit/pool.ts";

await using pool = createPool(workers());
const { call } = pool;

const numbers = [
  0,
  -0,
  1,
  -1,
  0.1 + 0.2,
  2 ** 31,
  2 ** 32 + 1,
  2 ** 53,
  Number.MAX_SAFE_INTEGER,
  Number.MIN_SAFE_INTEGER,
  Number.MIN_VALUE,
  Number.MAX_VALUE,
  Number.EPSILON,
  NaN,
  Infinity,
  -Infinity,
];
for (const value of numbers) {
  assert(Object.is(await call.number(value), value), String(value));
  assert.equal(
    await call.spell(value),
    Object.is(value, -0) ? "-0" : String(value),
  );
}

const bigs = [0n, 1n, -1n, 2n ** 31n, 2n ** 53n + 1n];
for (const bits of [32n, 63n, 64n, 65n, 128n, 1000n, 10_000n])
  for (const value of [2n ** bits, 2n ** bits - 1n, 2n ** bits + 1n])
    bigs.push(value, -value);
for (const value of bigs) assert.equal(await call.big(value), value);

const texts = [
  "",
  "a",
  "\0",
  "a\0b",
  "é",
  "\x7f\x80\xff",
  "\u0100",
  "日本語",
  "🦀 crab",
  "\ufeffmark",
  "\ud800",
  "\udc00x",
  "x\ud800y",
  "\udc00\ud800",
];
for (const letter of ["x", "ü", "字", "🦀", "\ud800"])
  for (const count of [7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 1000, 5000])
    texts.push(letter.repeat(count), `${"a".repeat(count)}${letter}`);
const mebi = 2 ** 20;
texts.push(
  "x".repeat(mebi),
  "ü".repeat(mebi),
  "字".repeat(mebi),
  "🦀".repeat(mebi / 2),
  `${"x".repeat(mebi)}\udfff`,
);
for (const value of texts) {
  const back = await call.text(value);
  assert(back === value, `${value.length} units from ${value.slice(0, 10)}`);
}
for (const value of texts.slice(0, 40)) {
  const codes = await call.units(value);
  assert.equal(String.fromCharCode(...codes), value);
}

for (const value of [true, false]) assert.equal(await call.flag(value), value);
assert.equal(await call.nothing(null), null);
assert.equal(await call.missing(undefined), undefined);
assert.equal(
  await call.joined("a", 1.5, true, -7n, null, "ß"),
  "a,1.5,true,-7,,ß",
);
console.log("ok");
