// Plain objects in a dynamic cell, and what is left of the instances of a user's class: their own
// fields. Keys travel once per set of keys.

import { inside } from "../check.ts";
import { corrupt } from "../cursor.ts";
import type { Writer } from "../cursor.ts";
import { findShape, register } from "./graph.ts";
import type { Graph } from "./graph.ts";
import {
  readCount,
  readCountOf,
  readString,
  writeByte,
  writeCount,
  writeString,
} from "./parts.ts";
import type { Source } from "./parts.ts";
import { readValue } from "./read.ts";
import { deepest, tag } from "./tags.ts";
import { writeValue } from "./write.ts";

export function writeRecord(
  to: Writer,
  graph: Graph,
  value: object,
  kind: typeof tag.object | typeof tag.bare,
): void {
  register(graph, value);
  const keys = Object.keys(value);
  writeByte(to, kind);
  const shape = findShape(graph, keys);
  if (shape >= 0) {
    writeCount(to, shape);
  } else {
    writeCount(to, graph.shapes.push(keys) - 1);
    writeCount(to, keys.length);
    for (const key of keys) writeString(to, key);
  }
  if (graph.depth < deepest) writeFields(to, graph, value, keys);
  else graph.later.push(() => writeFields(to, graph, value, keys));
}

function writeFields(
  to: Writer,
  graph: Graph,
  value: object,
  keys: readonly string[],
): void {
  const it = value as Readonly<Record<string, unknown>>;
  let index = 0;
  graph.depth += 1;
  try {
    for (; index < keys.length; index += 1) {
      writeValue(to, graph, it[keys[index]!]);
    }
  } catch (error) {
    throw inside(error, keys[index]!);
  }
  graph.depth -= 1;
}

type Fields = Record<string, unknown>;

export function readRecord(source: Source, value: Fields): Fields {
  source.objects.push(value);
  const keys = readShape(source);
  if (source.depth < deepest) readFields(source, value, keys);
  else source.later.push(() => readFields(source, value, keys));
  return value;
}

function readShape(source: Source): readonly string[] {
  const { shapes } = source;
  const number = readCount(source);
  const known = shapes[number];
  if (known !== undefined) return known;
  if (number !== shapes.length) throw corrupt("a shape that was not there yet");
  const keys: string[] = [];
  const count = readCountOf(source, 1);
  for (let index = 0; index < count; index += 1) keys.push(readString(source));
  shapes.push(keys);
  return keys;
}

function readFields(
  source: Source,
  value: Fields,
  keys: readonly string[],
): void {
  source.depth += 1;
  for (let index = 0; index < keys.length; index += 1) {
    const key = keys[index]!;
    const field = readValue(source);
    // Set in the ordinary way, this one would change the prototype.
    if (key === "__proto__") defineField(value, key, field);
    else value[key] = field;
  }
  source.depth -= 1;
}

export function defineField(value: object, key: string, field: unknown): void {
  Object.defineProperty(value, key, {
    value: field,
    enumerable: true,
    writable: true,
    configurable: true,
  });
}
