import assert from "node:assert/strict";

import { workers } from "../shared/case.ts";
import { createPool } from "./tasks.knit/pool.ts";

await using pool = createPool(workers());
const { call } = pool;

const bytes = Uint8Array.from({ length: 48 }, (_, at) => at * 37 + 200);
for (const count of [0, 8, 16, 48]) {
  const from = bytes.slice(0, count).buffer;
  await same(call.int8, new Int8Array(from));
  await same(call.uint8, new Uint8Array(from));
  await same(call.clamped, new Uint8ClampedArray(from));
  await same(call.int16, new Int16Array(from));
  await same(call.uint16, new Uint16Array(from));
  await same(call.int32, new Int32Array(from));
  await same(call.uint32, new Uint32Array(from));
  await same(call.float32, new Float32Array(from));
  await same(call.float64, new Float64Array(from));
  await same(call.bigInt64, new BigInt64Array(from));
  await same(call.bigUint64, new BigUint64Array(from));
  await same(call.buffer, from);
  await same(call.view, new DataView(from));
}
for (const count of [1, 3, 7, 63, 64, 65]) {
  const odd = Uint8Array.from({ length: count }, (_, at) => at);
  await same(call.uint8, odd);
  await same(call.buffer, odd.buffer);
}

// Of a piece of a buffer only the piece travels.
const piece = new Float64Array(new ArrayBuffer(800), 80, 3);
piece.set([1, -0, NaN]);
assert.deepStrictEqual(await call.shape(piece), ["Float64Array", 0, 3, 24]);
assert.deepStrictEqual(await call.float64(piece), new Float64Array(piece));
const window = new DataView(bytes.buffer, 5, 7);
const back = await call.view(window);
assert.equal(back.byteLength, 7);
assert.equal(back.getUint8(6), bytes[11]);

const shared = new Uint8Array(new SharedArrayBuffer(4));
shared.set([1, 2, 3, 4]);
assert.equal(await call.sum(shared), 10);
assert.equal(await call.sum(Buffer.from([1, 2, 3])), 6);

const large = new Uint8Array(5 * 2 ** 20);
for (let at = 0; at < large.length; at += 1) large[at] = at * 31;
const returned = await call.uint8(large);
assert.equal(returned.length, large.length);
assert.equal(Buffer.compare(returned, large), 0);
const kept = Uint8Array.from(returned.subarray(0, 100));
await call.uint8(new Uint8Array(5 * 2 ** 20));
assert.deepStrictEqual(
  returned.slice(0, 100),
  kept,
  "a result is the caller's",
);

const inverted = await call.invert({
  width: 2,
  pixels: new Uint8ClampedArray([0, 255, 5]),
  name: "dot",
});
assert.deepStrictEqual(inverted, {
  width: 2,
  pixels: new Uint8ClampedArray([255, 0, 250]),
  name: "dot",
});
console.log("ok");

async function same<Value>(
  task: (value: Value) => Promise<Value>,
  value: Value,
): Promise<void> {
  assert.deepStrictEqual(await task(value), value);
}
