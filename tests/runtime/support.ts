// Memory for codec tests: one message written at some place of a region and read back from it.

import { Reader, Views, Writer, overflow } from "../../runtime/ts/cursor.ts";
import { readDynamic } from "../../runtime/ts/dynamic/read.ts";
import { writeDynamic } from "../../runtime/ts/dynamic/write.ts";

export { randomNumbers } from "../roundtrip/random.ts";

/** Messages start here, so that offsets and absolute places differ. */
export const base = 64;

export interface Memory {
  readonly views: Views;
  readonly to: Writer;
  readonly from: Reader;
}

export function memory(kind: "shared" | "plain", size: number): Memory {
  const buffer =
    kind === "shared" ? new SharedArrayBuffer(size) : new ArrayBuffer(size);
  const views = new Views(buffer);
  views.u8.fill(0xa5);
  return { views, to: new Writer(views), from: new Reader(views) };
}

/** Starts a message with `fixed` bytes before its tail, in all of the memory or up to `limit`. */
export function startWriting(
  { to, views }: Memory,
  fixed: number,
  limit: number = views.u8.length,
): Writer {
  to.start(base, fixed, limit);
  return to;
}

/** Starts to read the message that was written last. */
export function startReading({ to, from }: Memory, fixed: number): Reader {
  from.start(base, to.end - to.base, fixed);
  return from;
}

const usual = memory("shared", 1 << 20);

/** What arrives when `value` travels as a dynamic cell. */
export function travel<Value>(value: Value, through: Memory = usual): Value {
  writeDynamic(startWriting(through, 8), base, value);
  return readDynamic(startReading(through, 8), base) as Value;
}

/** The dynamic cell of `value`, with zeros for padding. */
export function cell(value: unknown): Uint8Array {
  const { u8, u32 } = usual.views;
  u8.fill(0);
  writeDynamic(startWriting(usual, 8), base, value);
  const start = base + u32[base >> 2]!;
  return u8.slice(start, start + u32[(base + 4) >> 2]!);
}

/** Whether `write` gave up for want of room. */
export function overflows(write: () => void): boolean {
  try {
    write();
    return false;
  } catch (error) {
    if (error === overflow) return true;
    throw error;
  }
}
