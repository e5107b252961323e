// What becomes of memory that is shared, large, small, or cannot be read.

import assert from "node:assert/strict";

import { failure, workers } from "../shared/case.ts";
import { createPool } from "./tasks.knit/pool.ts";

// D-02: one piece of shared memory, sent to several workers again and again, and changed meanwhile.
{
  await using pool = createPool(workers(4));
  const shared = new Uint8Array(new SharedArrayBuffer(1000));
  for (let round = 1; round <= 3; round += 1) {
    shared.fill(round);
    const calls = Array.from({ length: 50 }, () => pool.call.sum(shared));
    for (const each of await Promise.all(calls))
      assert.equal(each.sum, 1000 * round);
  }
}

// D-03: memory that workers have made to be shared is not taken for that of others.
{
  await using pool = createPool({ ...workers(2), balancer: "roundRobin" });
  const made = await Promise.all(
    Array.from({ length: 40 }, (_, at) => pool.call.made(100 + at, at)),
  );
  made.forEach((bytes, at) => {
    assert.equal(bytes.length, 100 + at);
    assert(bytes.every((byte) => byte === at));
  });
}

// D-16: more bytes at once than the arena holds.
{
  await using pool = createPool(workers(1));
  const mebi = 2 ** 20;
  const sent = Array.from({ length: 20 }, (_, at) =>
    new Uint8Array(4 * mebi).fill(at),
  );
  const got = await Promise.all(sent.map((each) => pool.call.measure(each)));
  got.forEach((each, at) => assert.deepEqual(each, [4 * mebi, at]));
}

// D-19: arrays that lie past the memory that a worker starts with.
{
  await using pool = createPool(workers(2));
  const count = (5 * 2 ** 20) / 8;
  const values = Float64Array.from({ length: count }, (_, at) => at + 0.5);
  const doubled = await Promise.all(
    [1, 2].map(() => pool.call.doubles(values)),
  );
  for (const each of doubled) {
    assert.equal(each.length, count);
    assert(each.every((value, at) => value === 2 * at + 1));
  }
  const halved = await pool.call.halves(Array.from(values));
  assert.equal(halved.length, count);
  assert(halved.every((value, at) => value === (at + 0.5) / 2));
}

// D-24: a small result is all there is of its memory.
{
  await using pool = createPool(workers(1));
  for (const text of ["", "a", "abc", "x".repeat(100), "x".repeat(5000)]) {
    const bytes = await pool.call.pooled(text);
    assert.equal(Buffer.from(bytes).toString(), text);
    assert.equal(bytes.buffer.byteLength, text.length);
    const open = (await pool.call.open(text)) as {
      bytes: Uint8Array;
      buffer: ArrayBuffer;
    };
    assert.equal(open.bytes.buffer.byteLength, text.length);
    assert.equal(open.buffer.byteLength, 3);
  }
  const floats = await pool.call.small(3);
  assert.equal(floats.buffer.byteLength, 12);
}

// D-21: arguments that the worker cannot read, and results that the host cannot, are the business of
// their calls alone.
{
  await using pool = createPool(workers(1));
  const { call } = pool;
  const map = new Map([["a", 1]]);
  assert.equal(await call.size(map), 1);
  await call.spoil(true);
  for (const lost of [call.size(map), call.sizeOf(map)])
    assert.equal((await failure(lost)).message, "no maps here");
  assert.equal((await call.sum(new Uint8Array([1, 2]))).sum, 3);
  await call.spoil(false);
  assert.equal(await call.size(map), 1);
  assert.equal(await call.sizeOf(map), 1);

  const Whole = globalThis.Map;
  class Broken {
    constructor() {
      throw new RangeError("no maps on the host");
    }
  }
  const answer = failure(call.map());
  globalThis.Map = Broken as unknown as MapConstructor;
  const error = await answer;
  globalThis.Map = Whole;
  assert.equal(error.message, "no maps on the host");
  assert.deepEqual(await call.map(), map);
}
console.log("ok");
