import assert from "node:assert/strict";

import { failure, workers } from "../shared/case.ts";
import { createPool } from "./tasks.knit/pool.ts";

await using pool = createPool(workers());
const { call } = pool;

const sparse: unknown[] = [1, , "x"]; // eslint-disable-line no-sparse-arrays
const values: unknown[] = [
  undefined,
  null,
  true,
  -0,
  NaN,
  2 ** 40,
  1.5,
  2n ** 90n,
  "",
  "🦀\ud800",
  "x".repeat(100_000),
  [],
  [1, "a", null, [undefined]],
  sparse,
  {},
  { a: 1, b: undefined, "odd key": [{}], 7: "seven" },
  new Date(3),
  /a.b/giu,
  new Map<unknown, unknown>([
    ["a", 1],
    [{ key: true }, new Set([1, 2])],
    [NaN, new Map()],
  ]),
  new Set([[1], "x", new Set()]),
  new Uint8Array([1, 2, 3]),
  new Float64Array([0.1]),
  new BigInt64Array([-1n]),
  new DataView(new ArrayBuffer(3)),
  new ArrayBuffer(9),
  Array.from({ length: 1000 }, (_, at) => at / 7),
  Array.from({ length: 100 }, (_, at) => ({ at, name: `n${at}` })),
];
for (const value of values) {
  assert.deepStrictEqual(await call.echo(value), value);
  assert.deepStrictEqual(await call.any([value]), [value]);
  const held = { id: 7, data: value };
  assert.deepStrictEqual(await call.holder(held), held);
}
assert.deepStrictEqual(await call.inferred(1, 2), { sum: 3 });
assert.deepStrictEqual(
  await call.names([new Map(), new Set(), new Date(), /x/, 1n, null]),
  ["Map", "Set", "Date", "RegExp", "bigint", "null"],
);

// References stay references, cycles and sharing alike.
const one = { x: 1 };
const tied: Record<string, unknown> = { one, other: one };
tied["self"] = tied;
assert.deepStrictEqual(await call.ties(tied), [true, true]);
const back = (await call.echo(tied)) as Record<string, unknown>;
assert.equal(back["self"], back);
assert.equal(back["one"], back["other"]);
const ring = new Map<string, unknown>();
ring.set("ring", ring);
const again = (await call.echo(ring)) as Map<string, unknown>;
assert.equal(again.get("ring"), again);

// Depth does not exhaust the stack.
let deep: unknown = "end";
for (let level = 0; level < 10_000; level += 1) deep = { deep };
let found = await call.echo(deep);
for (let level = 0; level < 10_000; level += 1)
  found = (found as { deep: unknown }).deep;
assert.equal(found, "end");

const cause = new RangeError("cause");
const error = Object.assign(new TypeError("outer", { cause }), { code: "E1" });
const copy = (await call.echo({ error })) as { error: typeof error };
assert(copy.error instanceof TypeError);
assert.equal(copy.error.message, "outer");
assert.equal(copy.error.stack, error.stack);
assert.equal(copy.error.code, "E1");
assert(copy.error.cause instanceof RangeError);

// What cannot cross is refused, and the pool goes on.
for (const value of [() => {}, { deep: { f() {} } }, new WeakMap()])
  assert((await failure(call.echo(value))) instanceof Error);
assert((await failure(call.symbol())) instanceof Error);
assert.equal(await call.echo(1), 1);
console.log("ok");
