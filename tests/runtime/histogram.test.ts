// Quantiles of many values, against sorting them.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Histogram } from "../../runtime/ts/histogram.ts";
import { packTook, tookOf } from "../../runtime/ts/took.ts";
import { randomNumbers } from "./support.ts";

const quantiles = [
  ["p50", 0.5],
  ["p99", 0.99],
  ["p999", 0.999],
] as const;

/** What is asked of each distribution: values in milliseconds from numbers between 0 and 1. */
const shapes: Record<string, (random: () => number) => number> = {
  equal: () => 4.25,
  even: (random) => random() * 20,
  "from 100 ns to 3 hours": (random) => 1e-4 * 10 ** (random() * 11),
  "one in ten is 50 times longer": (random) =>
    (random() < 0.1 ? 50 : 1) * (1 + random()),
  "powers of two": (random) => 2 ** Math.floor(random() * 20 - 10),
};

for (const [name, shape] of Object.entries(shapes)) {
  test(`quantiles are within 1.6 %: ${name}`, () => {
    const random = randomNumbers(7);
    const values = Array.from({ length: 20_000 }, () => shape(random));
    const histogram = new Histogram();
    for (const value of values) histogram.add(value);
    const told = histogram.tell();
    values.sort((a, b) => a - b);
    for (const [key, part] of quantiles) {
      const exact = values[Math.ceil(part * values.length) - 1]!;
      const off = Math.abs(told[key] - exact) / exact;
      assert(off <= 1 / 64, `${key}: ${told[key]}, not ${exact}`);
    }
    assert.equal(told.count, values.length);
    assert.equal(told.least, values[0]);
    assert.equal(told.most, values.at(-1));
    const sum = values.reduce((total, value) => total + value);
    assert(Math.abs(told.mean - sum / values.length) <= told.mean * 1e-9);
  });
}

test("nothing was added", () => {
  assert.deepEqual(new Histogram().tell(), {
    count: 0,
    least: 0,
    most: 0,
    mean: 0,
    p50: 0,
    p99: 0,
    p999: 0,
  });
});

test("what is no duration, or out of bounds, is taken for the nearest that is", () => {
  const low = new Histogram();
  for (const value of [-1, NaN, 0, 1e-12, -Infinity]) low.add(value);
  assert.equal(low.tell().count, 5);
  assert.equal(low.tell().least, 0);
  assert(low.tell().p999 <= 1e-12);
  const high = new Histogram();
  for (const value of [Infinity, 1e300]) high.add(value);
  assert.equal(high.tell().most, 2 ** 27);
  assert.equal(high.tell().p50, 2 ** 27);
});

test("every bucket is where its values are", () => {
  for (let power = -13; power < 27; power += 1) {
    for (let step = 0; step < 64; step += 1) {
      const value = 2 ** power * (1 + step / 64);
      const histogram = new Histogram();
      histogram.add(value);
      histogram.add(value / 2 ** 20);
      histogram.add(value * 1.5);
      const middle = histogram.quantile(0.5);
      assert(Math.abs(middle - value) / value <= 1 / 64, `${value}: ${middle}`);
    }
  }
});

test("how long a task ran fits beside its status", () => {
  assert.equal(tookOf(3), undefined);
  for (const milliseconds of [1e-5, 0.001, 0.75, 1, 16.5, 1e3, 8.64e7, 1e12]) {
    const kind = packTook(milliseconds) + 1;
    assert.equal(kind & 0xff, 1);
    assert(kind < 2 ** 30 && kind > 0);
    const took = tookOf(kind)!;
    assert(Math.abs(took - milliseconds) / milliseconds < 1e-4, String(took));
  }
  // No time at all is told from none being known.
  assert(tookOf(packTook(0))! < 1e-5);
  // Whatever a worker claims is a number.
  for (let bits = 0; bits < 2 ** 22; bits += 4097)
    assert.equal(typeof (tookOf(bits << 8) ?? 0), "number");
});
