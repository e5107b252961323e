import assert from "node:assert/strict";

import { workers } from "../shared/case.ts";
import { createPool } from "./tasks.knit/pool.ts";
import type { Found, Level, Scalar, Shape } from "./tasks.ts";

await using pool = createPool(workers());
const { call } = pool;

const scalars: Scalar[] = [
  "",
  "text",
  "🦀",
  0,
  -0,
  NaN,
  1.5,
  true,
  false,
  0n,
  -(2n ** 70n),
  null,
  undefined,
];
for (const value of scalars)
  assert(Object.is(await call.scalar(value), value), String(value));
assert.deepStrictEqual(await call.several(scalars), scalars);
assert.deepStrictEqual(await call.several([]), []);

const levels: Level[] = ["low", "high", "", 3, -1, true, null];
for (const value of levels) assert.equal(await call.level(value), value);

const box: Shape = { kind: "box", width: 2, height: 3 };
const shapes: Shape[] = [
  { kind: "circle", radius: 1 },
  box,
  { ...box, label: "named" },
  { kind: "none" },
  { kind: "group", shapes: [] },
  { kind: "group", shapes: [box, { kind: "group", shapes: [box, box] }] },
];
for (const value of shapes)
  assert.deepStrictEqual(await call.shape(value), value);
assert.deepStrictEqual(
  await Promise.all(shapes.map((value) => call.area(value))),
  [3, 6, 6, 0, 0, 18],
);

const found: [Found, string][] = [
  [{ name: "record" }, "record"],
  [["a", "b"], "array"],
  [[], "array"],
  [new Date(5), "date"],
  [new Uint8Array([1, 2]), "bytes"],
  ["text", "string"],
];
for (const [value, kind] of found) {
  assert.deepStrictEqual(await call.found(value), value);
  assert.equal(await call.kind(value), kind);
}

assert.deepStrictEqual(await call.half(4), { ok: true, value: 2 });
assert.deepStrictEqual(await call.half(3), { ok: false, error: "3 is odd" });
console.log("ok");
