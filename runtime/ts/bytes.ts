// Binary values in a message: buffers, data views and typed arrays as (offset, bytes) at a fixed
// place and their bytes in the tail. One copy in, one copy out; what arrives is always a fresh
// buffer of exactly its size, never a piece of the region or of a pool.

import { Buffer } from "node:buffer";
import { types } from "node:util";
import { mismatch } from "./check.ts";
import { corrupt } from "./cursor.ts";
import type { Reader, Writer } from "./cursor.ts";

/** The kinds of binary data that have a place of their own on the wire. */
export type ViewName =
  | "ArrayBuffer"
  | "DataView"
  | "Int8Array"
  | "Uint8Array"
  | "Uint8ClampedArray"
  | "Int16Array"
  | "Uint16Array"
  | "Int32Array"
  | "Uint32Array"
  | "Float16Array"
  | "Float32Array"
  | "Float64Array"
  | "BigInt64Array"
  | "BigUint64Array"
  | "Buffer";

/** Writes a value of class `view` as (offset, bytes) at `at`, its bytes to the tail. */
export function writeBytes(
  to: Writer,
  at: number,
  value: unknown,
  view: ViewName,
): void {
  if (view === "Buffer" ? !isBuffer(value) : nameOf(value) !== view) {
    viewClass(view);
    throw mismatch(view, value);
  }
  const bytes = bytesOf(value as ArrayBuffer | ArrayBufferView, view);
  const start = to.take(bytes.length);
  to.u8.set(bytes, start);
  to.u32[at >> 2] = start - to.base;
  to.u32[(at + 4) >> 2] = bytes.length;
}

/** Reads what `writeBytes` wrote at `at`. */
export function readBytes(from: Reader, at: number, view: ViewName): unknown {
  const size = from.u32[(at + 4) >> 2]!;
  const start = from.part(from.u32[at >> 2]!, size);
  if (view === "Uint8Array") return copyOut(from, start, size);
  if (view === "Buffer") return Buffer.from(copyOut(from, start, size).buffer);
  const made = viewClass(view);
  if (size % elementSize(made) !== 0) {
    throw corrupt(`${size} bytes of ${view}`);
  }
  const { buffer } = copyOut(from, start, size);
  return view === "ArrayBuffer" ? buffer : new made(buffer);
}

// A copy through Node's Buffer saves the zeroing of the new memory and, out of shared memory, a copy
// that V8 does word by word; below this size making the Buffer costs more than that.
const large = 32 * 1024;

/** The bytes from `start` on, which the caller has checked, in a buffer of their own. */
export function copyOut(
  from: Reader,
  start: number,
  size: number,
): Uint8Array<ArrayBuffer> {
  if (size < large) {
    return from.u8.slice(start, start + size) as Uint8Array<ArrayBuffer>;
  }
  // Unlike `allocUnsafe`, this one never takes from the pool.
  const copy = Buffer.allocUnsafeSlow(size);
  from.text.copy(copy, 0, start, start + size);
  return new Uint8Array(copy.buffer);
}

const tagOfTypedArray = Object.getOwnPropertyDescriptor(
  Object.getPrototypeOf(Uint8Array.prototype),
  Symbol.toStringTag,
)!.get!;

/** The class of a binary value, whatever realm it comes from and whatever it is derived from. */
export function nameOf(value: unknown): ViewName | undefined {
  // The getter looks at what the object is, not at its prototype.
  const name: ViewName | undefined = tagOfTypedArray.call(value);
  if (name !== undefined) return name;
  if (types.isArrayBuffer(value)) return "ArrayBuffer";
  if (types.isDataView(value)) return "DataView";
  return undefined;
}

/** Node's own class of bytes, which the other runtimes have as well. */
export const isBuffer: (value: unknown) => value is Buffer = Buffer.isBuffer;

/** The bytes that a buffer or view covers, in place. */
export function bytesOf(
  value: ArrayBufferLike | ArrayBufferView,
  name: string,
): Uint8Array {
  if (value instanceof Uint8Array && value.byteLength > 0) return value;
  try {
    return ArrayBuffer.isView(value)
      ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
      : new Uint8Array(value);
  } catch {
    // Only memory that has gone away since cannot be looked at.
    throw mismatch(`${name} that is not detached`, value);
  }
}

type ViewClass = new (
  buffer: ArrayBuffer,
  offset?: number,
  length?: number,
) => ArrayBufferView;

/** The class of that name; ArrayBuffer stands in as bytes. */
export function viewClass(name: string): ViewClass {
  if (name === "ArrayBuffer" || name === "Buffer") return Uint8Array;
  // By name: the class may be missing, and the type library may not know it.
  const made: unknown = Reflect.get(globalThis, name);
  if (typeof made !== "function") {
    throw new TypeError(
      `this runtime has no \`${name}\`: use Node.js 24 or later, Deno or Bun, or send another array`,
    );
  }
  return made as ViewClass;
}

/** Bytes per element; 1 for a DataView. */
export function elementSize(made: ViewClass): number {
  return (made as { BYTES_PER_ELEMENT?: number }).BYTES_PER_ELEMENT ?? 1;
}
