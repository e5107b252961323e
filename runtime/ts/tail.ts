// The parts of a message that lie behind its fixed part: lists and boxed records. Offsets stand in
// the fixed part relative to the start of the message, and are absolute once they are checked.

import { corrupt, type Reader, type Writer } from "./cursor.ts";

/** Takes room for `count` elements and notes them as (offset, count) at `at`; returns where they go. */
export function reserve(
  to: Writer,
  at: number,
  count: number,
  stride: number,
): number {
  const start = to.take(count * stride);
  to.u32[at >> 2] = start - to.base;
  to.u32[(at + 4) >> 2] = count;
  return start;
}

/**
 * Checks the (offset, count) at `at`; returns where the elements are, and leaves how many in `from.count`: read again,
 * it could be another number by then.
 */
export function span(from: Reader, at: number, stride: number): number {
  const offset = from.u32[at >> 2]!;
  const count = from.u32[(at + 4) >> 2]!;
  const start = from.part(offset, count * stride);
  if ((start & 7) !== 0) throw corrupt(`a list at the odd offset ${offset}`);
  from.count = count;
  return start;
}

/** Takes room for one record of `size` bytes and notes its offset at `at`; returns where it goes. */
export function box(to: Writer, at: number, size: number): number {
  const start = to.take(size);
  to.u32[at >> 2] = start - to.base;
  return start;
}

/** Checks the offset at `at` of a record of `size` bytes; returns where it is. */
export function unbox(from: Reader, at: number, size: number): number {
  const offset = from.u32[at >> 2]!;
  // A record of no bytes would cost no budget, and a cycle of them would never end.
  const start = from.part(offset, Math.max(size, 8));
  if ((start & 7) !== 0) throw corrupt(`a record at the odd offset ${offset}`);
  return start;
}
