import assert from "node:assert/strict";
import { test } from "node:test";
import { readBigInt, writeBigInt } from "../../runtime/ts/bigint.ts";
import {
  base,
  memory,
  randomNumbers,
  startReading,
  startWriting,
} from "./support.ts";

const edges = [63n, 64n, 65n, 127n, 128n, 1000n, 100_000n].flatMap((bits) => [
  2n ** bits - 1n,
  2n ** bits,
  2n ** bits + 1n,
]);

for (const kind of ["shared", "plain"] as const) {
  const through = memory(kind, 1 << 18);

  function travel(value: bigint): bigint {
    writeBigInt(startWriting(through, 16), base, value);
    return readBigInt(startReading(through, 16), base);
  }

  test(`bigints through ${kind} memory`, () => {
    for (const value of [0n, 1n, 255n, 256n, ...edges]) {
      assert.equal(travel(value), value);
      assert.equal(travel(-value), -value);
    }
    const random = randomNumbers(1);
    for (let round = 0; round < 1000; round += 1) {
      let value = BigInt(Math.floor(random() * 2 ** 32));
      while (random() < 0.8) {
        value = (value << 32n) | BigInt(Math.floor(random() * 2 ** 32));
      }
      if (random() < 0.5) value = -value;
      assert.equal(travel(value), value);
    }
  });
}

test("what fits 64 bits has no tail", () => {
  const through = memory("shared", 1024);
  for (const value of [0n, 2n ** 63n - 1n, -(2n ** 63n)]) {
    writeBigInt(startWriting(through, 16), base, value);
    assert.equal(through.to.end, base + 16);
  }
  writeBigInt(startWriting(through, 16), base, 2n ** 63n);
  assert.equal(through.to.end, base + 24);
});

test("other values are refused", () => {
  const through = memory("shared", 1024);
  const to = startWriting(through, 16);
  for (const value of [1, "1", null, Object(1n)]) {
    assert.throws(() => writeBigInt(to, base, value), /expected bigint/);
  }
});

test("lengths from the other side are checked", () => {
  const through = memory("shared", 1024);
  const { u32 } = through.views;
  for (const [offset, packed] of [
    [16, 9],
    [24, 8],
    [0xffff_ffff, 1],
    [16, 0x7fff_ffff],
    [16, 0x8000_0000],
  ] as const) {
    writeBigInt(startWriting(through, 16), base, 2n ** 64n - 1n);
    u32[(base + 8) >> 2] = offset;
    u32[(base + 12) >> 2] = packed;
    const from = startReading(through, 16);
    assert.throws(() => readBigInt(from, base), RangeError);
  }
});
