// Reads arrays of numbers that were written as blocks. Any bytes are some number, so only where the block lies is
// checked. Every width has a loop of its own: an engine remembers what kind of array each of them fills.

import type { Reader } from "../cursor.ts";
import { span } from "../tail.ts";
import type { Width } from "./write.ts";

/** Reads what `writeNumbers` wrote at `at`. */
export function readNumbers(
  from: Reader,
  at: number,
  width: Width = "f64",
): unknown[] {
  switch (width) {
    case "f64":
      return f64s(from, at);
    case "f32":
      return f32s(from, at);
    case "i8":
      return i8s(from, at);
    case "u8":
      return u8s(from, at);
    case "i16":
      return i16s(from, at);
    case "u16":
      return u16s(from, at);
    case "i32":
      return i32s(from, at);
    case "u32":
      return u32s(from, at);
    case "i64":
      return i64s(from, at);
    case "u64":
      return u64s(from, at);
  }
}

// An array that is made with its length is filled several times faster than one that grows, and is not longer than the
// message, as `span` has checked. Past this length engines keep it as a table of keys, so it grows from there on.
const longest = 2 ** 24;

function f64s(from: Reader, at: number): number[] {
  const first = span(from, at, 8) >> 3;
  const { count, f64 } = from;
  const items = new Array<number>(Math.min(count, longest));
  for (let index = 0; index < count; index += 1) {
    items[index] = f64[first + index]!;
  }
  return items;
}

function f32s(from: Reader, at: number): number[] {
  const first = span(from, at, 4) >> 2;
  const { count, f32 } = from;
  const items = new Array<number>(Math.min(count, longest));
  for (let index = 0; index < count; index += 1) {
    items[index] = f32[first + index]!;
  }
  return items;
}

function i8s(from: Reader, at: number): number[] {
  const first = span(from, at, 1);
  const { count, i8 } = from;
  const items = new Array<number>(Math.min(count, longest));
  for (let index = 0; index < count; index += 1) {
    items[index] = i8[first + index]!;
  }
  return items;
}

function u8s(from: Reader, at: number): number[] {
  const first = span(from, at, 1);
  const { count, u8 } = from;
  const items = new Array<number>(Math.min(count, longest));
  for (let index = 0; index < count; index += 1) {
    items[index] = u8[first + index]!;
  }
  return items;
}

function i16s(from: Reader, at: number): number[] {
  const first = span(from, at, 2) >> 1;
  const { count, i16 } = from;
  const items = new Array<number>(Math.min(count, longest));
  for (let index = 0; index < count; index += 1) {
    items[index] = i16[first + index]!;
  }
  return items;
}

function u16s(from: Reader, at: number): number[] {
  const first = span(from, at, 2) >> 1;
  const { count, u16 } = from;
  const items = new Array<number>(Math.min(count, longest));
  for (let index = 0; index < count; index += 1) {
    items[index] = u16[first + index]!;
  }
  return items;
}

function i32s(from: Reader, at: number): number[] {
  const first = span(from, at, 4) >> 2;
  const { count, i32 } = from;
  const items = new Array<number>(Math.min(count, longest));
  for (let index = 0; index < count; index += 1) {
    items[index] = i32[first + index]!;
  }
  return items;
}

function u32s(from: Reader, at: number): number[] {
  const first = span(from, at, 4) >> 2;
  const { count, u32 } = from;
  const items = new Array<number>(Math.min(count, longest));
  for (let index = 0; index < count; index += 1) {
    items[index] = u32[first + index]!;
  }
  return items;
}

function i64s(from: Reader, at: number): bigint[] {
  const first = span(from, at, 8) >> 3;
  const { count, i64 } = from;
  const items = new Array<bigint>(Math.min(count, longest));
  for (let index = 0; index < count; index += 1) {
    items[index] = i64[first + index]!;
  }
  return items;
}

function u64s(from: Reader, at: number): bigint[] {
  const first = span(from, at, 8) >> 3;
  const { count, i64 } = from;
  const items = new Array<bigint>(Math.min(count, longest));
  for (let index = 0; index < count; index += 1) {
    items[index] = BigInt.asUintN(64, i64[first + index]!);
  }
  return items;
}
