// Strings on the wire. A string travels losslessly as its own code units: one byte each when all of
// them are Latin-1, else two. Each engine moves strings fastest in its own way, which was measured
// once and is written down in the constants below.

import { mismatch } from "./check.ts";
import { corrupt } from "./cursor.ts";
import type { Reader, Writer } from "./cursor.ts";
import { longestRecent, recent } from "./recent.ts";

const isDeno = "Deno" in globalThis;

// Up to these lengths a loop in JavaScript beats a call into the engine (measured in nanoseconds:
// Node 24 `utf8Write` 33-67 at any length, a loop 2 per unit; Deno's writes take 120 and more).
const loopWrites = isDeno ? 48 : 14;

// A write that stops at `length` bytes could have been cut short at a wide character; one that had
// room for one more character of any width and still took `length` bytes saw only ASCII.
const widest = 4;

const encoder = new TextEncoder();
const allLatin = /^[\0-\xff]*$/;

/** Writes a string as (offset, length << 1 | wide) at `at` and its units to the tail. */
export function writeText(to: Writer, at: number, value: unknown): void {
  if (typeof value !== "string") throw mismatch("string", value);
  const length = value.length;
  const start = to.end;
  const wide = writeUnits(to, value);
  to.u32[at >> 2] = start - to.base;
  to.u32[(at + 4) >> 2] = (length << 1) | wide;
}

/** Writes a string that has to look like `pattern`, which messages call `title`. */
export function writePattern(
  to: Writer,
  at: number,
  value: unknown,
  pattern: RegExp,
  title: string,
): void {
  if (typeof value !== "string" || !pattern.test(value)) {
    throw mismatch(title, value);
  }
  writeText(to, at, value);
}

/** Whether a value is a string that begins so: how encoders tell patterns apart. */
export function startsWith(value: unknown, start: string): boolean {
  return typeof value === "string" && value.startsWith(start);
}

/** Writes a symbol by the key under which both sides find it. */
export function writeSymbol(to: Writer, at: number, value: unknown): void {
  if (typeof value !== "symbol") throw mismatch("symbol", value);
  const key = Symbol.keyFor(value);
  if (key === undefined) throw mismatch("symbol made by `Symbol.for`", value);
  writeText(to, at, key);
}

/** Reads what `writeSymbol` wrote at `at`. */
export function readSymbol(from: Reader, at: number): symbol {
  return Symbol.for(readText(from, at));
}

/** Reads what `writeText` wrote at `at`. */
export function readText(from: Reader, at: number): string {
  const offset = from.u32[at >> 2]!;
  const packed = from.u32[(at + 4) >> 2]!;
  const length = packed >>> 1;
  if ((packed & 1) === 1)
    return readWide(from, from.part(offset, length * 2), length);
  return readLatin(from, from.part(offset, length), length);
}

/** Appends the units of `value` to the tail; 0 if one byte each was enough, 1 if they are wide. */
export function writeUnits(to: Writer, value: string): 0 | 1 {
  const length = value.length;
  const start = to.take(length);
  if (
    length <= loopWrites
      ? loopLatin(to, start, value)
      : copyLatin(to, start, value)
  )
    return 0;
  to.end = start;
  writeWide(to, to.take(length * 2), value);
  return 1;
}

/** Whether all units fitted a byte; if not, what was written is void. */
function loopLatin(to: Writer, start: number, value: string): boolean {
  const u8 = to.u8;
  const length = value.length;
  let all = 0;
  for (let index = 0; index < length; index += 1) {
    const unit = value.charCodeAt(index);
    u8[start + index] = unit;
    all |= unit;
  }
  return all <= 0xff;
}

function copyLatin(to: Writer, start: number, value: string): boolean {
  const length = value.length;
  if (
    start + length + widest <= to.limit &&
    copyAscii(to, start, value) === length
  )
    return true;
  if (!allLatin.test(value)) return false;
  if (isDeno) return loopLatin(to, start, value);
  to.text.latin1Write(value, start, length);
  return true;
}

/** Copies as UTF-8 into the string's length and a bit more; returns the bytes that took. */
function copyAscii(to: Writer, start: number, value: string): number {
  const room = value.length + widest;
  if (!isDeno) return to.text.utf8Write(value, start, room);
  return encoder.encodeInto(value, to.u8.subarray(start, start + room)).written;
}

function writeWide(to: Writer, start: number, value: string): void {
  const length = value.length;
  if (!isDeno && length > loopWrites) {
    to.text.ucs2Write(value, start, length * 2);
    return;
  }
  const u16 = to.u16;
  const first = start >> 1;
  for (let index = 0; index < length; index += 1)
    u16[first + index] = value.charCodeAt(index);
}

const { fromCharCode } = String;

/** Reads `length` one-byte units at `at`, which the caller has checked. */
export function readLatin(from: Reader, at: number, length: number): string {
  if (length > longestRecent || (at & 3) !== 0)
    return from.text.latin1Slice(at, at + length);
  return recent(from, at, length);
}

/** Reads `length` two-byte units at `at`, which the caller has checked. */
export function readWide(from: Reader, at: number, length: number): string {
  if ((at & 1) !== 0) throw corrupt("wide text at an odd offset");
  if (!isDeno) return from.text.ucs2Slice(at, at + length * 2);
  return loopWide(from.u16, at >> 1, length);
}

// Deno's `ucs2Slice` goes through a decoder that replaces lone surrogates.
function loopWide(u16: Uint16Array, first: number, length: number): string {
  let text = "";
  for (let done = 0; done < length; done += 4096) {
    const chunk = u16.subarray(
      first + done,
      first + Math.min(done + 4096, length),
    );
    text += fromCharCode(...chunk);
  }
  return text;
}
