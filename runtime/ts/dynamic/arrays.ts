// Arrays in a dynamic cell: numbers side by side, items in order, or items by key where there are
// holes or fields beside the items.

import { inside } from "../check.ts";
import { corrupt } from "../cursor.ts";
import type { Writer } from "../cursor.ts";
import { register } from "./graph.ts";
import type { Graph } from "./graph.ts";
import {
  keep,
  nextWords,
  readByte,
  readCount,
  readCountOf,
  roomForWords,
  writeByte,
  writeCount,
} from "./parts.ts";
import type { Source } from "./parts.ts";
import { readTagged, readValue } from "./read.ts";
import { defineField } from "./records.ts";
import { deepest, tag } from "./tags.ts";
import { writeValue } from "./write.ts";

// In a longer list of fractions, asking for fields beside the items would cost several times what
// writing them does: such a list carries its items only.
const askedForFields = 1000;

export function writeArray(
  to: Writer,
  graph: Graph,
  items: readonly unknown[],
): void {
  register(graph, items);
  const { length } = items;
  const fractions = hasFractions(items);
  if (!fractions || length <= askedForFields) {
    const keys = Object.keys(items);
    if (!isDense(keys, length)) {
      writeSparse(to, graph, items, keys);
      return;
    }
  }
  if (fractions) {
    writeNumbers(to, items as readonly number[]);
    return;
  }
  writeByte(to, tag.dense);
  writeCount(to, length);
  if (graph.depth < deepest) writeItems(to, graph, items, length);
  else graph.later.push(() => writeItems(to, graph, items, length));
}

/** Whether all items are numbers and some need a double; integers are shorter one by one. */
function hasFractions(items: readonly unknown[]): boolean {
  let fractions = false;
  for (let index = 0; index < items.length; index += 1) {
    const item = items[index];
    if (typeof item !== "number") return false;
    if (!Object.is(item | 0, item)) fractions = true;
  }
  return fractions;
}

/** Indices come first and in order, so the last key tells that none is missing. */
function isDense(keys: readonly string[], length: number): boolean {
  if (keys.length !== length) return false;
  return length === 0 || keys[length - 1] === `${length - 1}`;
}

function writeNumbers(to: Writer, items: readonly number[]): void {
  writeByte(to, tag.numbers);
  writeCount(to, items.length);
  const start = roomForWords(to, items.length) >> 3;
  for (let index = 0; index < items.length; index += 1) {
    to.f64[start + index] = items[index]!;
  }
}

function writeItems(
  to: Writer,
  graph: Graph,
  items: readonly unknown[],
  length: number,
): void {
  let index = 0;
  graph.depth += 1;
  try {
    for (; index < length; index += 1) writeValue(to, graph, items[index]);
  } catch (error) {
    throw inside(error, index);
  }
  graph.depth -= 1;
}

function writeSparse(
  to: Writer,
  graph: Graph,
  items: readonly unknown[],
  keys: readonly string[],
): void {
  writeByte(to, tag.sparse);
  writeCount(to, items.length);
  if (graph.depth < deepest) writeNamed(to, graph, items, keys);
  else graph.later.push(() => writeNamed(to, graph, items, keys));
}

const largestIndex = 0xffff_fffe;

/** The items of an array that has holes, or fields beside its items, each with its key. */
function writeNamed(
  to: Writer,
  graph: Graph,
  items: readonly unknown[],
  keys: readonly string[],
): void {
  const it = items as unknown as Readonly<Record<string, unknown>>;
  graph.depth += 1;
  for (const key of keys) {
    const index = Number(key);
    const isIndex = `${index >>> 0}` === key && index <= largestIndex;
    try {
      writeValue(to, graph, isIndex ? index : key);
      writeValue(to, graph, it[key]);
    } catch (error) {
      throw inside(error, isIndex ? index : key);
    }
  }
  writeByte(to, tag.end);
  graph.depth -= 1;
}

export function readArray(source: Source): unknown[] {
  const items = keep<unknown[]>(source, []);
  const count = readCountOf(source, 1);
  if (source.depth < deepest) readItems(source, items, count);
  else source.later.push(() => readItems(source, items, count));
  return items;
}

function readItems(source: Source, items: unknown[], count: number): void {
  source.depth += 1;
  for (let index = 0; index < count; index += 1) items.push(readValue(source));
  source.depth -= 1;
}

export function readNumbers(source: Source): number[] {
  const items = keep<number[]>(source, []);
  const count = readCountOf(source, 8);
  const { f64 } = source.from;
  const start = nextWords(source, count) >> 3;
  for (let index = 0; index < count; index += 1)
    items.push(f64[start + index]!);
  return items;
}

export function readSparse(source: Source): unknown[] {
  const items = keep<unknown[]>(source, []);
  const length = readCount(source);
  stretch(items, length);
  if (source.depth < deepest) readNamed(source, items);
  else source.later.push(() => readNamed(source, items));
  return items;
}

// A long array of nothing must not take its length in memory: an item far away from all others
// turns it into one that keeps its items by key.
const longHole = 1024;

function stretch(items: unknown[], length: number): void {
  if (length > longHole) {
    items[length - 1] = undefined;
    delete items[length - 1];
  }
  items.length = length;
}

function readNamed(source: Source, items: unknown[]): void {
  source.depth += 1;
  for (;;) {
    const byte = readByte(source);
    if (byte === tag.end) break;
    const key = readTagged(source, byte);
    const value = readValue(source);
    if (typeof key === "number" && key >= 0 && key < items.length) {
      items[key] = value;
    } else if (typeof key === "string" && key !== "length") {
      defineField(items, key, value);
    } else {
      throw corrupt("an array with an item outside of it");
    }
  }
  source.depth -= 1;
}
