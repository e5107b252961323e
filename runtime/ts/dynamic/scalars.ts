// Values of a dynamic cell that hold no others: numbers, bigints, symbols, and the small objects that
// are made from one or two of them.

import { types } from "node:util";
import { fitsInt64, magnitude, readMagnitude } from "../bigint.ts";
import { mismatch } from "../check.ts";
import { corrupt } from "../cursor.ts";
import type { Writer } from "../cursor.ts";
import {
  keep,
  next,
  nextWords,
  readCount,
  readString,
  room,
  roomForWords,
  writeByte,
  writeCount,
  writeString,
} from "./parts.ts";
import type { Source } from "./parts.ts";
import { register } from "./graph.ts";
import type { Graph } from "./graph.ts";
import { smallIntegers, tag } from "./tags.ts";

export function writeNumber(to: Writer, value: number): void {
  const integer = value | 0;
  if (!Object.is(integer, value)) {
    writeByte(to, tag.double);
    to.f64[roomForWords(to, 1) >> 3] = value;
  } else if (integer >= 0 && integer < 256 - smallIntegers) {
    writeByte(to, smallIntegers + integer);
  } else {
    writeByte(to, tag.integer);
    writeCount(to, ((integer << 1) ^ (integer >> 31)) >>> 0);
  }
}

export function readInteger(source: Source): number {
  const count = readCount(source);
  return (count >>> 1) ^ -(count & 1);
}

export function readDouble(source: Source): number {
  return source.from.f64[nextWords(source, 1) >> 3]!;
}

export function writeBigInt(to: Writer, value: bigint): void {
  if (fitsInt64(value)) {
    writeByte(to, tag.int64);
    to.i64[roomForWords(to, 1) >> 3] = value;
    return;
  }
  const digits = magnitude(value);
  writeByte(to, tag.magnitude);
  writeCount(to, digits.length + (value < 0n ? 1 : 0));
  to.text.write(digits, room(to, digits.length / 2), "hex");
}

export function readBigInt(source: Source): bigint {
  const head = readCount(source);
  const size = head >>> 1;
  const start = next(source, size);
  return readMagnitude(source.from, start, size, (head & 1) === 1);
}

export function writeSymbol(to: Writer, value: symbol): void {
  const key = Symbol.keyFor(value);
  if (key === undefined) {
    throw mismatch("data or a symbol made by `Symbol.for`", value);
  }
  writeByte(to, tag.symbol);
  writeString(to, key);
}

export function writeDate(to: Writer, graph: Graph, value: Date): void {
  register(graph, value);
  writeByte(to, tag.date);
  to.f64[roomForWords(to, 1) >> 3] = Date.prototype.getTime.call(value);
}

/** Without `lastIndex`, as structured clone does it. */
export function writeExpression(to: Writer, graph: Graph, value: RegExp): void {
  register(graph, value);
  writeByte(to, tag.expression);
  writeString(to, value.source);
  writeString(to, value.flags);
}

export function readExpression(source: Source): RegExp {
  const text = readString(source);
  const flags = readString(source);
  try {
    return keep(source, new RegExp(text, flags));
  } catch {
    throw corrupt(
      `the regular expression /${text}/${flags}, which this runtime cannot read`,
    );
  }
}

// The methods of a subclass may lie; those of the box itself do not.
export function unbox(value: object): unknown {
  if (types.isNumberObject(value)) return Number.prototype.valueOf.call(value);
  if (types.isStringObject(value)) return String.prototype.valueOf.call(value);
  if (types.isBooleanObject(value)) {
    return Boolean.prototype.valueOf.call(value);
  }
  if (types.isBigIntObject(value)) return BigInt.prototype.valueOf.call(value);
  return Symbol.prototype.valueOf.call(value);
}

export function writeText(
  to: Writer,
  graph: Graph,
  value: object,
  kind: typeof tag.address | typeof tag.query,
  text: string,
): void {
  register(graph, value);
  writeByte(to, kind);
  writeString(to, text);
}

export function readAddress(source: Source): URL {
  const text = readString(source);
  try {
    return keep(source, new URL(text));
  } catch {
    throw corrupt("a URL that is none");
  }
}
