import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { test } from "node:test";
import { runInNewContext } from "node:vm";
import { readBytes, writeBytes } from "../../runtime/ts/bytes.ts";
import type { ViewName } from "../../runtime/ts/bytes.ts";
import {
  base,
  memory,
  overflows,
  startReading,
  startWriting,
} from "./support.ts";

const hasFloat16 = "Float16Array" in globalThis;
const arrays: readonly ViewName[] = [
  "Int8Array",
  "Uint8Array",
  "Uint8ClampedArray",
  "Int16Array",
  "Uint16Array",
  "Int32Array",
  "Uint32Array",
  "Float32Array",
  "Float64Array",
  "BigInt64Array",
  "BigUint64Array",
  ...(hasFloat16 ? (["Float16Array"] as const) : []),
];

for (const kind of ["shared", "plain"] as const) {
  const through = memory(kind, 1 << 20);

  function travel(value: unknown, view: ViewName): unknown {
    writeBytes(startWriting(through, 8), base, value, view);
    return readBytes(startReading(through, 8), base, view);
  }

  test(`typed arrays through ${kind} memory`, () => {
    for (const name of arrays) {
      for (const count of [0, 1, 7, 1000, 20_000]) {
        const value = filled(name, count);
        const result = travel(value, name) as Uint8Array<ArrayBuffer>;
        assert.deepEqual(result, value);
        assert.equal(result.constructor.name, name);
        assert.ok(result.buffer instanceof ArrayBuffer);
        assert.equal(result.byteOffset, 0);
        assert.equal(result.buffer.byteLength, result.byteLength);
      }
    }
  });

  test(`buffers and data views through ${kind} memory`, () => {
    for (const size of [0, 1, 40_000]) {
      const { buffer } = filled("Uint8Array", size);
      assert.deepEqual(travel(buffer, "ArrayBuffer"), buffer);
      const view = new DataView(buffer, size >> 1);
      assert.deepEqual(travel(view, "DataView"), view);
    }
  });
}

function filled(name: ViewName, count: number): Uint8Array<ArrayBuffer> {
  const made = Reflect.get(globalThis, name) as Uint8ArrayConstructor;
  const value = new made(count);
  const bytes = new Uint8Array(value.buffer);
  for (let index = 0; index < bytes.length; index += 1) {
    bytes[index] = index % 120;
  }
  return value;
}

const through = memory("shared", 1 << 16);

function write(value: unknown, view: ViewName): void {
  writeBytes(startWriting(through, 8), base, value, view);
}

function echo(value: unknown, view: ViewName): unknown {
  write(value, view);
  return readBytes(startReading(through, 8), base, view);
}

test("pieces of buffers, shared memory, Node's Buffer and other realms", () => {
  const whole = Float64Array.of(1, 2, 3, 4);
  assert.deepEqual(
    echo(whole.subarray(1, 3), "Float64Array"),
    Float64Array.of(2, 3),
  );

  const shared = new Int32Array(new SharedArrayBuffer(8)).fill(7);
  const copy = echo(shared, "Int32Array") as Int32Array;
  assert.deepEqual(copy, Int32Array.of(7, 7));
  assert.ok(copy.buffer instanceof ArrayBuffer);

  const text = echo(Buffer.from("abc"), "Uint8Array") as Uint8Array;
  assert.deepEqual(text, Uint8Array.of(97, 98, 99));
  assert.equal(Buffer.isBuffer(text), false);
  assert.equal(text.buffer.byteLength, 3);

  const foreign: unknown = runInNewContext("Uint16Array.of(1, 2)");
  assert.deepEqual(echo(foreign, "Uint16Array"), Uint16Array.of(1, 2));
  const buffer: unknown = runInNewContext("new ArrayBuffer(2)");
  assert.deepEqual(echo(buffer, "ArrayBuffer"), new ArrayBuffer(2));
});

test("the memory of a result is its own", () => {
  const result = echo(Uint8Array.of(1, 2, 3), "Uint8Array") as Uint8Array;
  through.views.u8.fill(0);
  assert.deepEqual(result, Uint8Array.of(1, 2, 3));
});

test("wrong classes are refused", () => {
  const cases: [unknown, ViewName, RegExp][] = [
    [[1, 2], "Float64Array", /^expected Float64Array, got array of 2$/],
    [Float32Array.of(1), "Float64Array", /got Float32Array/],
    [new ArrayBuffer(8), "Uint8Array", /got ArrayBuffer/],
    [new Uint8Array(8), "ArrayBuffer", /got Uint8Array/],
    [new SharedArrayBuffer(8), "ArrayBuffer", /got SharedArrayBuffer/],
    [{ __proto__: Uint8Array.prototype }, "Uint8Array", /expected Uint8Array/],
    [null, "DataView", /got null/],
    [undefined, "DataView", /got undefined/],
  ];
  for (const [value, view, message] of cases) {
    assert.throws(() => write(value, view), { name: /TypeError/, message });
  }
  if (!hasFloat16) {
    const message = /this runtime has no `Float16Array`/;
    assert.throws(() => write([], "Float16Array"), { message });
    write(new Uint8Array(2), "Uint8Array");
    const from = startReading(through, 8);
    assert.throws(() => readBytes(from, base, "Float16Array"), { message });
  }
});

test("detached memory is refused", () => {
  const views = [new Float64Array(2), new DataView(new ArrayBuffer(2))];
  for (const view of views) {
    const name = view.constructor.name as ViewName;
    const { buffer } = view;
    structuredClone(buffer, { transfer: [buffer] });
    const message = /that is not detached/;
    assert.throws(() => write(view, name), { message });
    assert.throws(() => write(buffer, "ArrayBuffer"), { message });
  }
});

test("too little room overflows and says how much is missing", () => {
  const { to } = through;
  to.start(base, 8, base + 16);
  const value = new Uint8Array(100);
  assert.ok(overflows(() => writeBytes(to, base, value, "Uint8Array")));
  assert.ok(to.needed >= 108);
});

test("lengths from the other side are checked", () => {
  write(new Uint8Array(16), "Uint8Array");
  const { u32 } = through.views;
  for (const [offset, size] of [
    [8, 17],
    [16, 16],
    [0xffff_fff8, 16],
    [8, 0xffff_ffff],
  ] as const) {
    u32[base >> 2] = offset;
    u32[(base + 4) >> 2] = size;
    const from = startReading(through, 8);
    assert.throws(() => readBytes(from, base, "Uint8Array"), RangeError);
  }
  u32[base >> 2] = 8;
  u32[(base + 4) >> 2] = 12;
  const from = startReading(through, 8);
  assert.throws(() => readBytes(from, base, "Float64Array"), RangeError);
});
