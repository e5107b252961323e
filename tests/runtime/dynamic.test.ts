import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { test } from "node:test";
import { runInNewContext } from "node:vm";
import type { Key } from "../../runtime/ts/check.ts";
import { entryKey, entryValue, member } from "../../runtime/ts/collections.ts";
import { writeDynamic } from "../../runtime/ts/dynamic/write.ts";
import {
  base,
  cell,
  memory,
  overflows,
  startWriting,
  travel,
} from "./support.ts";

class Point {
  x = 1;
  y = 2;
  get sum(): number {
    return this.x + this.y;
  }
}

class Named extends Map<number, number> {
  override get [Symbol.toStringTag](): string {
    return "Named";
  }
}

const holes = [1, , undefined, , "a", ,];
const withFields = Object.assign(["a", "b"], { total: 2 });
const bare = Object.assign(Object.create(null), { a: 1, b: "c" });

const values: unknown[] = [
  undefined,
  null,
  true,
  false,
  ...[0, -0, 1, -1, 127, 128, -128, 300, 2 ** 31 - 1, -(2 ** 31)],
  ...[2 ** 31, 2 ** 53, 0.1, -1e300, Infinity, -Infinity, NaN, 5e-324],
  ...[0n, -1n, 2n ** 63n - 1n, -(2n ** 63n), 2n ** 63n, -(2n ** 999n)],
  ...["", "a", "é", "ÿ", "Ā", "𝒳", "\0", "\ud800", "a\udfffb", "日本"],
  ...["x".repeat(127), "x".repeat(5000), "é".repeat(63), "語".repeat(5000)],
  Symbol.for("knit"),
  Symbol.for("\ud800"),
  new Date(0),
  new Date(-1.5e12),
  /a[/]b/giu,
  /(?<year>\d+)/y,
  new Map<unknown, unknown>([
    ["a", 1],
    [{ b: 1 }, new Map()],
    [NaN, undefined],
  ]),
  new Set<unknown>([1, "1", [1], new Set()]),
  {},
  { a: 1, b: { c: [1, 2, { d: null }] }, "odd key": undefined, 7: "seven" },
  bare,
  [],
  [[], [[]], {}],
  [1, 2, 3],
  [1.5, -0, NaN, 3],
  [1, "a", null, undefined],
  holes,
  [,],
  new Array(5),
  new Array(100_000),
  withFields,
  Object.assign([], { a: 1 }),
  Object.assign([1, 2], { a: 1 }),
  Object.assign([0.5, 2], { a: 1 }),
  Array.from({ length: 2000 }, (_, index) => index / 4),
  Object.assign([,], { a: 1 }),
  "x-y-z".match(/(?<middle>y)/),
  ...[Object(1), Object("a\ud800"), Object(true), Object(2n ** 80n)],
  Object(Symbol.for("boxed")),
  new ArrayBuffer(0),
  Uint8Array.of(1, 2, 3).buffer,
  new DataView(Uint8Array.of(1, 2, 3, 4).buffer, 1, 2),
  new Uint8ClampedArray([1, 300]),
  Float32Array.of(0.5, -0),
  BigInt64Array.of(-1n, 2n),
  new Float64Array(10_000),
  Buffer.from("pooled"),
  Buffer.alloc(100_000, 3),
  new URL("https://user@example.org:8080/a?b=c#d"),
];

for (const kind of ["shared", "plain"] as const) {
  test(`values of every kind through ${kind} memory`, () => {
    const through = memory(kind, 1 << 20);
    for (const value of values) {
      assert.deepEqual(travel(value, through), value);
      const inner = travel({ before: 1, value, after: "é" }, through);
      assert.deepEqual(inner, { before: 1, value, after: "é" });
      assert.deepEqual(travel([value, value, 1], through)[1], value);
    }
  });
}

test("values that `deepEqual` cannot compare on every runtime", () => {
  assert.equal(travel(new Date(NaN)).getTime(), NaN);
  const empty = travel(new RegExp("", "g"));
  assert.equal(String(empty), "/(?:)/g");
  const query = travel(new URLSearchParams("a=1&a=2&b=%20"));
  assert.deepEqual(query.getAll("a"), ["1", "2"]);
  assert.equal(query.get("b"), " ");
});

test("classes of the user arrive as their own fields", () => {
  assert.deepEqual(travel(new Point()), { x: 1, y: 2 });
  class List extends Array {}
  const list = travel(List.of("a"));
  assert.equal(Object.getPrototypeOf(list), Array.prototype);
  const map = travel(new Named([[1, 2]]));
  assert.equal(Object.getPrototypeOf(map), Map.prototype);
  assert.equal(map.get(1), 2);
  const spoofed = { a: 1, [Symbol.toStringTag]: "Map" };
  assert.deepEqual(travel(Object.create(spoofed)), {});
});

test("values of another realm are taken for what they are", () => {
  const foreign: unknown = runInNewContext(
    "({ date: new Date(5), map: new Map([[1, 2]]), list: [1, 'a'], bytes: new Uint8Array(2) })",
  );
  assert.deepEqual(travel(foreign), {
    date: new Date(5),
    map: new Map([[1, 2]]),
    list: [1, "a"],
    bytes: new Uint8Array(2),
  });
});

test("`__proto__` is a key like any other", () => {
  const value: object = JSON.parse('{"__proto__": {"evil": 1}, "a": 2}');
  const result = travel(value);
  assert.ok(Object.hasOwn(result, "__proto__"));
  assert.equal(Object.getPrototypeOf(result), Object.prototype);
  assert.deepEqual(Object.keys(result), ["__proto__", "a"]);
  assert.equal(Reflect.get(result, "evil"), undefined);
  const other = Object.assign(Object.create(null), { ["__proto__"]: 1 });
  assert.deepEqual(Object.keys(travel(other)), ["__proto__"]);
});

test("shared references and cycles stay what they are", () => {
  const leaf = { leaf: true };
  const shared = travel({ a: leaf, b: [leaf], c: new Map([[leaf, leaf]]) });
  assert.equal(shared.a, shared.b[0]);
  assert.equal(shared.c.get(shared.a), shared.a);

  const ring: { self?: unknown; list: unknown[]; set: Set<unknown> } = {
    list: [],
    set: new Set(),
  };
  ring.self = ring;
  ring.list.push(ring.list, ring);
  ring.set.add(ring.set).add(ring);
  const result = travel(ring);
  assert.equal(result.self, result);
  assert.equal(result.list[0], result.list);
  assert.equal(result.list[1], result);
  assert.ok(result.set.has(result.set) && result.set.has(result));

  const date = new Date(1);
  const many = Array.from({ length: 100 }, (_, id) => ({ id, date }));
  const copies = travel([...many, ...many]);
  assert.equal(new Set(copies).size, 100);
  assert.equal(new Set(copies.map((copy) => copy.date)).size, 1);
  assert.deepEqual(copies[150], { id: 50, date });

  const box = Object(1) as object;
  const [one, two, three] = travel([box, box, /x/] as const);
  assert.equal(one, two);
  assert.ok(three instanceof RegExp);
});

test("views of one buffer share it", () => {
  const buffer = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8).buffer;
  const pieces = {
    left: new Uint8Array(buffer, 0, 4),
    right: new Uint16Array(buffer, 4, 2),
    view: new DataView(buffer, 2),
  };
  for (const value of [pieces, { ...pieces, buffer }, { buffer, ...pieces }]) {
    const result = travel(value);
    assert.deepEqual(result, value);
    assert.equal(result.left.buffer, result.right.buffer);
    assert.equal(result.right.byteOffset, 4);
    assert.equal(result.left.buffer, result.view.buffer);
    if ("buffer" in result) assert.equal(result.buffer, result.left.buffer);
  }
  const shared = new Uint8Array(new SharedArrayBuffer(8)).fill(1);
  const [one, two] = travel([shared, shared.subarray(2)] as const);
  assert.equal(one.buffer, two.buffer);
  assert.ok(one.buffer instanceof ArrayBuffer);
});

test("a view that is alone carries only its bytes", () => {
  const large = new Uint8Array(100_000).fill(1);
  assert.ok(cell(large.subarray(10, 20)).length < 32);
  const piece = travel(large.subarray(10, 20));
  assert.equal(piece.buffer.byteLength, 10);
  const [one, two] = travel([Buffer.from("ab"), Buffer.from("cd")] as const);
  assert.equal(one.toString() + two.toString(), "abcd");
  assert.equal(one.buffer.byteLength, 2);
  assert.ok(Buffer.isBuffer(one));
  const same = Buffer.from("same");
  const [left, right] = travel([same, same] as const);
  assert.equal(left, right);
});

test("resizable buffers stay resizable", () => {
  const make = ArrayBuffer as new (n: number, o: object) => ArrayBuffer;
  const buffer = new make(8, { maxByteLength: 64 });
  const result = travel(new Uint8Array(buffer, 0, 8)).buffer;
  assert.equal(result.byteLength, 8);
  assert.equal(Reflect.get(result, "maxByteLength"), 64);
});

test("long arrays of nothing are neither long to write nor large to read", () => {
  const value: unknown[] = [];
  value[4_000_000_000] = "far";
  value.length = 2 ** 32 - 1;
  const result = travel(value);
  assert.equal(result.length, 2 ** 32 - 1);
  assert.deepEqual(Object.keys(result), ["4000000000"]);
});

test("cells are compact", () => {
  assert.equal(cell(5).length, 1);
  assert.equal(cell("hello").length, 7);
  assert.ok(cell([1, 2, 3, 4]).length <= 6);
  const rows = Array.from({ length: 100 }, (_, id) => ({
    id,
    name: `row ${id}`,
    flag: id % 2 === 0,
  }));
  assert.ok(cell(rows).length < JSON.stringify(rows).length / 2);
});

test("no depth of nesting is too much", () => {
  const through = memory("shared", 1 << 23);
  const depth = 30_000;
  const wrappers: ((inner: unknown) => unknown)[] = [
    (inner) => [inner],
    (inner) => ({ inner }),
    (inner) => new Map([["inner", inner]]),
    (inner) => new Set([inner]),
    (inner) => [, inner],
    (inner) => new Error("outer", { cause: inner }),
  ];
  for (const wrap of wrappers) {
    let value: unknown = "core";
    for (let level = 0; level < depth; level += 1) value = wrap(value);
    // A stack of the error's own would fill the memory with text.
    for (let at = value; at instanceof Error; at = at.cause) at.stack = "";
    let result = travel(value, through);
    for (let level = 0; level < depth; level += 1) result = unwrap(result);
    assert.equal(result, "core");
  }
});

function unwrap(value: unknown): unknown {
  if (value instanceof Error) return value.cause;
  if (Array.isArray(value)) return value.at(-1);
  if (value instanceof Map) return value.get("inner");
  if (value instanceof Set) return [...value][0];
  return (value as { inner: unknown }).inner;
}

test("what is put off because of its depth keeps its place", () => {
  const leaf = { end: [1, "a"] };
  let value: unknown = leaf;
  for (let level = 0; level < 350; level += 1) {
    const kind = level % 5;
    const before = value;
    if (kind === 0) value = [before, level, [level]];
    else if (kind === 1) value = { a: [level], before, z: { level } };
    else if (kind === 2) value = new Map([[{ level }, before]]);
    else if (kind === 3) value = new Set([before, level]);
    else value = [, before, leaf, { end: level }];
  }
  // Comparing cells, not values: some runtimes compare nested sets in exponential time.
  assert.deepEqual(cell(travel(value)), cell(value));
});

test("what cannot travel is refused with its path", () => {
  const cases: [unknown, Key[], RegExp][] = [
    [() => 1, [], /^expected data, got function$/],
    [{ a: [1, { b: () => 1 }] }, ["a", 1, "b"], /got function/],
    [{ a: Symbol("own") }, ["a"], /`Symbol\.for`, got symbol/],
    [[Symbol.iterator], [0], /got symbol/],
    [new Map([["k", new WeakMap()]]), [entryValue("k", 0)], /got WeakMap/],
    [new Map([[() => 1, 1]]), [entryKey(0)], /got function/],
    [new Set([1, new WeakSet()]), [member(1)], /got WeakSet/],
    [[, new WeakRef({})], [1], /got WeakRef/],
    [{ p: Promise.resolve() }, ["p"], /await the promise first.*got Promise/],
    [{ s: new SharedArrayBuffer(8) }, ["s"], /got SharedArrayBuffer/],
    [{ b: new Blob([]) }, ["b"], /expected data, got Blob/],
    [[new AbortController().signal], [0], /got AbortSignal/],
    [[[1].values()], [0], /expected data/],
    [{ g: (function* () {})() }, ["g"], /expected data/],
    [new Intl.NumberFormat("en"), [], /expected data/],
  ];
  const to = startWriting(memory("shared", 4096), 8);
  for (const [value, path, message] of cases) {
    assert.throws(
      () => writeDynamic(to, base, value),
      (error: unknown) => {
        assert.ok(error instanceof TypeError);
        assert.match(error.message, message);
        assert.deepEqual(Reflect.get(error, "path"), path);
        return true;
      },
    );
  }
});

test("what a getter throws passes as it is", () => {
  const thrown = new Error("mine");
  const value = {
    get a(): never {
      throw thrown;
    },
  };
  const to = startWriting(memory("shared", 4096), 8);
  assert.throws(
    () => writeDynamic(to, base, [value]),
    (error) => error === thrown,
  );
});

test("detached memory is refused", () => {
  const view = new Uint8Array(8);
  structuredClone(view.buffer, { transfer: [view.buffer] });
  const to = startWriting(memory("shared", 4096), 8);
  for (const value of [[view], [view.buffer]]) {
    assert.throws(() => writeDynamic(to, base, value), /not detached/);
  }
});

test("too little room overflows at any place, and the next try succeeds", () => {
  const through = memory("shared", 1 << 16);
  const buffer = new ArrayBuffer(64);
  const value = {
    text: "é".repeat(40) + "語",
    numbers: [1.5, 2.5],
    pieces: [new Uint8Array(buffer, 0, 8), new Uint8Array(buffer, 8)],
    big: 2n ** 200n,
    error: new RangeError("bad", { cause: [1, 2, 3] }),
    rest: [new Date(1), /x/, new Map([[1, 2]]), new Set(["a"]), null],
  };
  const { to } = through;
  writeDynamic(startWriting(through, 8), base, value);
  const full = to.end;
  const before = through.views.u8.slice(full, full + 64);
  for (let limit = base + 8; limit < full; limit += 8) {
    startWriting(through, 8, limit);
    assert.ok(overflows(() => writeDynamic(to, base, value)));
    assert.ok(to.needed > limit - base);
    // What lies after the limit belongs to others.
    assert.deepEqual(through.views.u8.slice(full, full + 64), before);
  }
  startWriting(through, 8, full);
  writeDynamic(to, base, value);
  assert.equal(to.end, full);
});
