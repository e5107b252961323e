// The smallest parts of a dynamic cell, one function for writing and one for reading each. The
// writer's cursor is the end of the message; the reader's is its own, held inside the cell.

import { corrupt } from "../cursor.ts";
import type { Reader, Writer } from "../cursor.ts";
import { readLatin, readWide, writeUnits } from "../text.ts";

/** Takes exactly `bytes` at the end of the message. */
export function room(to: Writer, bytes: number): number {
  const at = to.end;
  const end = at + bytes;
  if (end > to.limit) to.overflow(end);
  to.end = end;
  return at;
}

export function writeByte(to: Writer, byte: number): void {
  to.u8[room(to, 1)] = byte;
}

/** A number below 2^32, seven bits to the byte. */
export function writeCount(to: Writer, count: number): void {
  let rest = count;
  while (rest > 0x7f) {
    to.u8[room(to, 1)] = (rest & 0x7f) | 0x80;
    rest >>>= 7;
  }
  to.u8[room(to, 1)] = rest;
}

/** Takes room for `count` parts of 8 bytes at a multiple of 8. */
export function roomForWords(to: Writer, count: number): number {
  const padding = -to.end & 7;
  return room(to, padding + count * 8) + padding;
}

/** A string as its length and its code units, one or two bytes each. */
export function writeString(to: Writer, value: string): void {
  const head = to.end;
  writeCount(to, value.length * 2);
  // Units of two bytes must be even, and which they are is known only when they are written.
  room(to, to.end & 1);
  const start = to.end;
  const wide = writeUnits(to, value);
  // The tail goes on in steps of 8; the cell goes on at once.
  to.end = start + value.length * (1 + wide);
  to.u8[head] = to.u8[head]! | wide;
}

/** Where a cell is being read, and what has been read of it. */
export interface Source {
  readonly from: Reader;
  at: number;
  readonly end: number;
  readonly objects: unknown[];
  readonly shapes: (readonly string[])[];
  depth: number;
  /** Reads the contents of containers that lie too deep to be read in place. */
  readonly later: (() => void)[];
}

/** Gives the next number to an object. */
export function keep<Value extends object>(
  source: Source,
  value: Value,
): Value {
  source.objects.push(value);
  return value;
}

/** Takes `bytes` off the cell and returns where they are (absolute). */
export function next(source: Source, bytes: number): number {
  const { at } = source;
  if (bytes > source.end - at) throw corrupt("a dynamic cell that is cut off");
  source.at = at + bytes;
  return at;
}

export function readByte(source: Source): number {
  return source.from.u8[next(source, 1)]!;
}

export function readCount(source: Source): number {
  let byte = readByte(source);
  if (byte < 0x80) return byte;
  let count = byte & 0x7f;
  let scale = 0x80;
  do {
    byte = readByte(source);
    count += (byte & 0x7f) * scale;
    scale *= 0x80;
  } while (byte >= 0x80 && count <= 0xffff_ffff);
  if (count > 0xffff_ffff) throw corrupt("a count past 32 bits");
  return count;
}

/** A count of things that take at least `bytes` each: never more than the cell has room for. */
export function readCountOf(source: Source, bytes: number): number {
  const count = readCount(source);
  if (count * bytes > source.end - source.at) {
    throw corrupt(`a count of ${count} past the end of its cell`);
  }
  return count;
}

/** Takes `count` parts of 8 bytes at a multiple of 8. */
export function nextWords(source: Source, count: number): number {
  const padding = -source.at & 7;
  return next(source, padding + count * 8) + padding;
}

export function readString(source: Source): string {
  const head = readCount(source);
  const wide = (head & 1) === 1;
  const length = head >>> 1;
  next(source, source.at & 1);
  const start = next(source, wide ? length * 2 : length);
  return wide
    ? readWide(source.from, start, length)
    : readLatin(source.from, start, length);
}
