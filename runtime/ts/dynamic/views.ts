// Binary values inside a dynamic cell. Views of one buffer share it on the other side too. A view
// that is alone on its buffer carries only the bytes it covers, and so does a piece of Node's pool,
// whose other pieces are nobody's business.

import { Buffer } from "node:buffer";
import { bytesOf, copyOut, elementSize, nameOf, viewClass } from "../bytes.ts";
import { corrupt } from "../cursor.ts";
import type { Writer } from "../cursor.ts";
import { find, register } from "./graph.ts";
import type { Graph } from "./graph.ts";
import {
  next,
  readByte,
  readCount,
  readCountOf,
  room,
  writeByte,
  writeCount,
} from "./parts.ts";
import type { Source } from "./parts.ts";
import { tag, views } from "./tags.ts";

// What newer runtimes have; older type libraries do not know it.
interface Resizable {
  readonly resizable?: boolean;
  readonly maxByteLength?: number;
}

const ResizableBuffer = ArrayBuffer as new (
  size: number,
  options: { maxByteLength: number },
) => ArrayBuffer;

export function writeBuffer(
  to: Writer,
  graph: Graph,
  buffer: ArrayBufferLike,
): void {
  const bytes = bytesOf(buffer, "ArrayBuffer");
  const { resizable, maxByteLength } = buffer as Resizable;
  register(graph, buffer);
  // A greatest size that no message could fill does not count.
  if (resizable === true && maxByteLength! <= 0xffff_ffff) {
    writeByte(to, tag.resizable);
    writeCount(to, maxByteLength!);
  } else {
    writeByte(to, tag.buffer);
  }
  writePlainBytes(to, bytes);
}

function writePlainBytes(to: Writer, bytes: Uint8Array): void {
  writeCount(to, bytes.length);
  to.u8.set(bytes, room(to, bytes.length));
}

// Not `Buffer.poolSize`: some versions of Node add room for alignment. Without a pool it is 1.
const poolSize = Buffer.allocUnsafe(1).buffer.byteLength;

export function writeView(
  to: Writer,
  graph: Graph,
  view: ArrayBufferView,
): void {
  const name = Buffer.isBuffer(view) ? "Buffer" : nameOf(view)!;
  const bytes = bytesOf(view, name);
  const { buffer } = view;
  writeByte(to, tag.view);
  writeByte(to, views.indexOf(name as (typeof views)[number]));
  const pooled =
    name === "Buffer" &&
    buffer.byteLength === poolSize &&
    bytes.length < poolSize;
  const alone = pooled || (!graph.whole && bytes.length < buffer.byteLength);
  const number = pooled ? -1 : find(graph, buffer);
  if (number >= 0) {
    writeByte(to, tag.reference);
    writeCount(to, number);
  } else if (alone) {
    // Takes a number all the same: the other side sees a buffer like any other.
    register(graph, pooled ? {} : buffer);
    if (!pooled) graph.cut.add(buffer);
    writeByte(to, tag.buffer);
    writePlainBytes(to, bytes);
  } else {
    writeBuffer(to, graph, buffer);
  }
  writeCount(to, number < 0 && alone ? 0 : view.byteOffset);
  writeCount(to, bytes.length / sizeIn(name));
  register(graph, view);
}

function sizeIn(name: string): number {
  return name === "Buffer" ? 1 : elementSize(viewClass(name));
}

export function readBuffer(source: Source): ArrayBuffer {
  const size = readCountOf(source, 1);
  const { buffer } = copyOut(source.from, next(source, size), size);
  source.objects.push(buffer);
  return buffer;
}

export function readResizable(source: Source): ArrayBuffer {
  const greatest = readCount(source);
  const size = readCountOf(source, 1);
  if (size > greatest) throw corrupt("a buffer past its greatest size");
  const bytes = copyOut(source.from, next(source, size), size);
  const buffer = new ResizableBuffer(size, { maxByteLength: greatest });
  new Uint8Array(buffer).set(bytes);
  source.objects.push(buffer);
  return buffer;
}

export function readView(source: Source): ArrayBufferView {
  const name = views[readByte(source)];
  if (name === undefined) throw corrupt("a view of no known class");
  const buffer = readBufferOfView(source);
  const offset = readCount(source);
  const count = readCount(source);
  const size = sizeIn(name);
  if (offset % size !== 0 || offset + count * size > buffer.byteLength) {
    throw corrupt("a view past the end of its buffer");
  }
  const view =
    name === "Buffer"
      ? Buffer.from(buffer, offset, count)
      : new (viewClass(name))(buffer, offset, count);
  source.objects.push(view);
  return view;
}

function readBufferOfView(source: Source): ArrayBuffer {
  switch (readByte(source)) {
    case tag.buffer:
      return readBuffer(source);
    case tag.resizable:
      return readResizable(source);
    case tag.reference: {
      const known = source.objects[readCount(source)];
      if (known instanceof ArrayBuffer) return known;
    }
  }
  throw corrupt("a view of something else than a buffer");
}
