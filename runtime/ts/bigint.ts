// Bigints in a message. What fits 64 bits stands in place; a larger one leaves its magnitude in the
// tail, big-endian, because that is how hexadecimal text is written, and text in base 16 is what
// engines make and parse in linear time.
//
//   0             8            12           16
//   | low 64 bits | offset u32 | sign, size |     size 0: the value is the low 64 bits, signed

import { mismatch } from "./check.ts";
import { corrupt } from "./cursor.ts";
import type { Reader, Writer } from "./cursor.ts";

const negative = 0x8000_0000;

/** Writes a bigint to the 16 bytes at `at`, which is a multiple of 8. */
export function writeBigInt(to: Writer, at: number, value: unknown): void {
  if (typeof value !== "bigint") throw mismatch("bigint", value);
  to.i64[at >> 3] = value;
  if (fitsInt64(value)) {
    to.u32[(at + 8) >> 2] = 0;
    to.u32[(at + 12) >> 2] = 0;
    return;
  }
  const digits = magnitude(value);
  const size = digits.length / 2;
  const start = to.take(size);
  to.text.write(digits, start, "hex");
  to.u32[(at + 8) >> 2] = start - to.base;
  to.u32[(at + 12) >> 2] = (value < 0n ? negative : 0) + size;
}

/** Reads what `writeBigInt` wrote at `at`. */
export function readBigInt(from: Reader, at: number): bigint {
  const packed = from.u32[(at + 12) >> 2]!;
  if (packed === 0) return from.i64[at >> 3]!;
  const size = packed % negative;
  const start = from.part(from.u32[(at + 8) >> 2]!, size);
  return readMagnitude(from, start, size, packed >= negative);
}

/** Whether the value survives a signed 64-bit slot. */
export function fitsInt64(value: bigint): boolean {
  return BigInt.asIntN(64, value) === value;
}

/** The value without its sign as whole bytes of hexadecimal digits. */
export function magnitude(value: bigint): string {
  const digits = (value < 0n ? -value : value).toString(16);
  return digits.length % 2 === 0 ? digits : `0${digits}`;
}

/** Reads `size` bytes of magnitude at `start`, which the caller has checked. */
export function readMagnitude(
  from: Reader,
  start: number,
  size: number,
  minus: boolean,
): bigint {
  const digits = from.text.toString("hex", start, start + size);
  const value = parse(digits, size);
  return minus ? -value : value;
}

function parse(digits: string, size: number): bigint {
  try {
    return BigInt(`0x${digits}`);
  } catch {
    // Engines differ: V8 goes up to 2^30 bits, JavaScriptCore to 2^20.
    throw corrupt(`a bigint of ${size} bytes, which this runtime cannot hold`);
  }
}
