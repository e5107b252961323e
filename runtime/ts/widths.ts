// Numbers of less than a double: what generated encoders ask of them. Reading needs no check, as any bytes
// are some number.

import { mismatch } from "./check.ts";
import type { Reader } from "./cursor.ts";

/** An integer from -128 to 127. */
export function i8(value: unknown): number {
  if (typeof value !== "number" || (value << 24) >> 24 !== value) {
    throw mismatch("i8", value);
  }
  return value;
}

/** An integer from 0 to 255. */
export function u8(value: unknown): number {
  if (typeof value !== "number" || (value & 0xff) !== value) {
    throw mismatch("u8", value);
  }
  return value;
}

/** An integer from -32,768 to 32,767. */
export function i16(value: unknown): number {
  if (typeof value !== "number" || (value << 16) >> 16 !== value) {
    throw mismatch("i16", value);
  }
  return value;
}

/** An integer from 0 to 65,535. */
export function u16(value: unknown): number {
  if (typeof value !== "number" || (value & 0xffff) !== value) {
    throw mismatch("u16", value);
  }
  return value;
}

/** An integer from -2,147,483,648 to 2,147,483,647. */
export function i32(value: unknown): number {
  if (typeof value !== "number" || (value | 0) !== value) {
    throw mismatch("i32", value);
  }
  return value;
}

/** An integer from 0 to 4,294,967,295. */
export function u32(value: unknown): number {
  if (typeof value !== "number" || value >>> 0 !== value) {
    throw mismatch("u32", value);
  }
  return value;
}

const { fround } = Math;

/** A number that single precision does not turn into an infinity. */
export function f32(value: unknown): number {
  if (typeof value !== "number") throw mismatch("f32", value);
  const near = fround(value);
  if (near - near !== 0 && value - value === 0) throw mismatch("f32", value);
  return near;
}

/** A bigint from -2⁶³ to 2⁶³ - 1. */
export function i64(value: unknown): bigint {
  if (typeof value !== "bigint" || BigInt.asIntN(64, value) !== value) {
    throw mismatch("i64", value);
  }
  return value;
}

/** A bigint from 0 to 2⁶⁴ - 1. */
export function u64(value: unknown): bigint {
  if (typeof value !== "bigint" || BigInt.asUintN(64, value) !== value) {
    throw mismatch("u64", value);
  }
  return value;
}

/** Reads what was checked by `u64`: memory holds it as a signed one. */
export function readU64(from: Reader, at: number): bigint {
  return BigInt.asUintN(64, from.i64[at >> 3]!);
}
