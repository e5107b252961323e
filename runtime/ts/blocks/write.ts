// Writes arrays of numbers, each as one block of elements of its width. Every width has a loop of its own that calls
// nothing for an element: engines make the best of a loop that always sees the same kind of memory. Each says what
// `widths.ts` says of one number.

import { inside, list, mismatch } from "../check.ts";
import type { Writer } from "../cursor.ts";
import { reserve } from "../tail.ts";

/** The types of `numbers.ts`. */
export type Width =
  "f64" | "f32" | "i8" | "u8" | "i16" | "u16" | "i32" | "u32" | "i64" | "u64";

/** Writes an array of numbers as (offset, count) at `at` and a block. */
export function writeNumbers(
  to: Writer,
  at: number,
  value: unknown,
  title: string,
  width: Width = "f64",
): void {
  const items = list(value, title);
  switch (width) {
    case "f64":
      return f64s(to, at, items);
    case "f32":
      return f32s(to, at, items);
    case "i8":
      return i8s(to, at, items);
    case "u8":
      return u8s(to, at, items);
    case "i16":
      return i16s(to, at, items);
    case "u16":
      return u16s(to, at, items);
    case "i32":
      return i32s(to, at, items);
    case "u32":
      return u32s(to, at, items);
    case "i64":
      return i64s(to, at, items);
    case "u64":
      return u64s(to, at, items);
  }
}

function wrongItem(expected: string, item: unknown, index: number): unknown {
  return inside(mismatch(expected, item), index);
}

function f64s(to: Writer, at: number, items: readonly unknown[]): void {
  // Once: a getter among the items could make the array longer than what was reserved.
  const count = items.length;
  const first = reserve(to, at, count, 8) >> 3;
  const { f64 } = to;
  for (let index = 0; index < count; index += 1) {
    const item = items[index];
    if (typeof item !== "number") throw wrongItem("number", item, index);
    f64[first + index] = item;
  }
}

const { fround } = Math;

function f32s(to: Writer, at: number, items: readonly unknown[]): void {
  const count = items.length;
  const first = reserve(to, at, count, 4) >> 2;
  const { f32 } = to;
  for (let index = 0; index < count; index += 1) {
    const item = items[index];
    if (typeof item !== "number") throw wrongItem("f32", item, index);
    const near = fround(item);
    if (near - near !== 0 && item - item === 0) {
      throw wrongItem("f32", item, index);
    }
    f32[first + index] = near;
  }
}

function i8s(to: Writer, at: number, items: readonly unknown[]): void {
  const count = items.length;
  const first = reserve(to, at, count, 1);
  const { u8 } = to;
  for (let index = 0; index < count; index += 1) {
    const item = items[index];
    if (typeof item !== "number" || (item << 24) >> 24 !== item) {
      throw wrongItem("i8", item, index);
    }
    u8[first + index] = item;
  }
}

function u8s(to: Writer, at: number, items: readonly unknown[]): void {
  const count = items.length;
  const first = reserve(to, at, count, 1);
  const { u8 } = to;
  for (let index = 0; index < count; index += 1) {
    const item = items[index];
    if (typeof item !== "number" || (item & 0xff) !== item) {
      throw wrongItem("u8", item, index);
    }
    u8[first + index] = item;
  }
}

function i16s(to: Writer, at: number, items: readonly unknown[]): void {
  const count = items.length;
  const first = reserve(to, at, count, 2) >> 1;
  const { u16 } = to;
  for (let index = 0; index < count; index += 1) {
    const item = items[index];
    if (typeof item !== "number" || (item << 16) >> 16 !== item) {
      throw wrongItem("i16", item, index);
    }
    u16[first + index] = item;
  }
}

function u16s(to: Writer, at: number, items: readonly unknown[]): void {
  const count = items.length;
  const first = reserve(to, at, count, 2) >> 1;
  const { u16 } = to;
  for (let index = 0; index < count; index += 1) {
    const item = items[index];
    if (typeof item !== "number" || (item & 0xffff) !== item) {
      throw wrongItem("u16", item, index);
    }
    u16[first + index] = item;
  }
}

function i32s(to: Writer, at: number, items: readonly unknown[]): void {
  const count = items.length;
  const first = reserve(to, at, count, 4) >> 2;
  const { u32 } = to;
  for (let index = 0; index < count; index += 1) {
    const item = items[index];
    if (typeof item !== "number" || (item | 0) !== item) {
      throw wrongItem("i32", item, index);
    }
    u32[first + index] = item;
  }
}

function u32s(to: Writer, at: number, items: readonly unknown[]): void {
  const count = items.length;
  const first = reserve(to, at, count, 4) >> 2;
  const { u32 } = to;
  for (let index = 0; index < count; index += 1) {
    const item = items[index];
    if (typeof item !== "number" || item >>> 0 !== item) {
      throw wrongItem("u32", item, index);
    }
    u32[first + index] = item;
  }
}

function i64s(to: Writer, at: number, items: readonly unknown[]): void {
  const count = items.length;
  const first = reserve(to, at, count, 8) >> 3;
  const { i64 } = to;
  for (let index = 0; index < count; index += 1) {
    const item = items[index];
    if (typeof item !== "bigint" || BigInt.asIntN(64, item) !== item) {
      throw wrongItem("i64", item, index);
    }
    i64[first + index] = item;
  }
}

function u64s(to: Writer, at: number, items: readonly unknown[]): void {
  const count = items.length;
  const first = reserve(to, at, count, 8) >> 3;
  const { i64 } = to;
  for (let index = 0; index < count; index += 1) {
    const item = items[index];
    if (typeof item !== "bigint" || BigInt.asUintN(64, item) !== item) {
      throw wrongItem("u64", item, index);
    }
    i64[first + index] = item;
  }
}
