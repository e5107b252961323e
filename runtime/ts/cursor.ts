// The two cursors that generated codecs move over a region: a `Writer` fills in one message, a
// `Reader` takes one apart. They own the bounds of the message and nothing else: where messages
// lie is the arena's and the ring's business.

import { Buffer } from "node:buffer";

/** Thrown when a message outgrows the room it was given; the caller finds more room and starts again. */
export const overflow: { readonly name: "knit.overflow" } = Object.freeze({
  name: "knit.overflow",
});

/**
 * The string copies that every runtime's `Buffer` has beneath `write` and `toString`, without their
 * look at the encoding's name. All offsets are in bytes.
 */
export type TextMemory = Buffer & {
  latin1Slice(start: number, end: number): string;
  latin1Write(text: string, offset: number, length: number): number;
  ucs2Slice(start: number, end: number): string;
  ucs2Write(text: string, offset: number, length: number): number;
  utf8Write(text: string, offset: number, length: number): number;
};

/** The typed views over one region that codecs use; all of them start at byte 0. */
export class Views {
  readonly u8: Uint8Array;
  readonly u16: Uint16Array;
  readonly u32: Uint32Array;
  readonly i32: Int32Array;
  readonly f64: Float64Array;
  readonly i64: BigInt64Array;
  readonly i8: Int8Array;
  readonly i16: Int16Array;
  readonly f32: Float32Array;
  /** The same bytes with the engine's own string copies. */
  readonly text: TextMemory;

  constructor(buffer: ArrayBufferLike) {
    this.u8 = new Uint8Array(buffer);
    this.u16 = new Uint16Array(buffer);
    this.u32 = new Uint32Array(buffer);
    this.i32 = new Int32Array(buffer);
    this.f64 = new Float64Array(buffer);
    this.i64 = new BigInt64Array(buffer);
    this.i8 = new Int8Array(buffer);
    this.i16 = new Int16Array(buffer);
    this.f32 = new Float32Array(buffer);
    this.text = Buffer.from(buffer as ArrayBuffer) as TextMemory;
  }
}

/**
 * Where one message is being written. `base` is where it starts and `end` where the next part of
 * its tail goes, both absolute and multiples of 8; `limit` is the first byte that is not its own.
 */
export class Writer {
  readonly u8: Uint8Array;
  readonly u16: Uint16Array;
  readonly u32: Uint32Array;
  readonly f64: Float64Array;
  readonly i64: BigInt64Array;
  readonly f32: Float32Array;
  readonly text: TextMemory;
  base = 0;
  end = 0;
  limit = 0;
  /** After an overflow: how many bytes the message needs at least. */
  needed = 0;

  constructor(views: Views) {
    this.u8 = views.u8;
    this.u16 = views.u16;
    this.u32 = views.u32;
    this.f64 = views.f64;
    this.i64 = views.i64;
    this.f32 = views.f32;
    this.text = views.text;
  }

  /** Starts a message at `base` whose fixed part takes `size` bytes; it may grow up to `limit`. */
  start(base: number, size: number, limit: number): void {
    this.base = base;
    this.end = base + size;
    this.limit = limit;
    if (this.end > limit) this.overflow(this.end);
  }

  /** Takes `bytes` of tail and returns where they are (absolute, a multiple of 8). */
  take(bytes: number): number {
    const at = this.end;
    // Before rounding in 32 bits: a size past 2^31 would come out negative.
    if (at + bytes > this.limit) this.overflow(at + bytes + 8);
    const end = at + ((bytes + 7) & ~7);
    this.end = end;
    return at;
  }

  /** Gives up on this room: the message would end at `end`, absolute. */
  overflow(end: number): never {
    this.needed = end - this.base;
    throw overflow;
  }
}

/**
 * What one message is being read from. Its bytes come from another worker and are untrusted: every
 * part of the tail is checked against `base` and `limit`, and paid for out of `budget`, so that
 * overlapping parts and cycles of offsets end in an error and never in a loop.
 */
export class Reader {
  readonly u8: Uint8Array;
  readonly u16: Uint16Array;
  readonly u32: Uint32Array;
  readonly f64: Float64Array;
  readonly i64: BigInt64Array;
  readonly i8: Int8Array;
  readonly i16: Int16Array;
  readonly i32: Int32Array;
  readonly f32: Float32Array;
  readonly text: TextMemory;
  base = 0;
  limit = 0;
  /** Bytes of tail that may still be read. */
  budget = 0;
  /** The elements of the list that was checked last. */
  count = 0;
  /** Called by a worker once it holds the arguments: the message may be overwritten. */
  started: () => void = nothing;

  constructor(views: Views) {
    this.u8 = views.u8;
    this.u16 = views.u16;
    this.u32 = views.u32;
    this.f64 = views.f64;
    this.i64 = views.i64;
    this.i8 = views.i8;
    this.i16 = views.i16;
    this.i32 = views.i32;
    this.f32 = views.f32;
    this.text = views.text;
  }

  /** Starts a message of `size` bytes at `base`; `fixed` of them are its fixed part. */
  start(base: number, size: number, fixed: number): void {
    if (size < fixed)
      throw corrupt(`a message of ${size} bytes where ${fixed} are fixed`);
    this.base = base;
    this.limit = base + size;
    this.budget = size;
  }

  /** Checks that `bytes` at `offset` from the start belong to the message; returns where (absolute). */
  part(offset: number, bytes: number): number {
    const at = this.base + offset;
    this.budget -= bytes;
    if (at + bytes > this.limit || this.budget < 0) {
      throw corrupt(`a part of ${bytes} bytes at ${offset}`);
    }
    return at;
  }
}

function nothing(): void {}

/** What the other side wrote cannot be read. It is a defect or damaged memory, never the user's value. */
export function corrupt(what: string): Error {
  return new RangeError(`the shared memory holds ${what}`);
}
