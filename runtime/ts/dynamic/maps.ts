// Maps and sets in a dynamic cell, up to an end mark: a getter may add to them while they are written.

import { inside } from "../check.ts";
import { entryKey, entryValue, member } from "../collections.ts";
import type { Writer } from "../cursor.ts";
import { register } from "./graph.ts";
import type { Graph } from "./graph.ts";
import { keep, readByte, writeByte } from "./parts.ts";
import type { Source } from "./parts.ts";
import { readTagged, readValue } from "./read.ts";
import { deepest, tag } from "./tags.ts";
import { writeValue } from "./write.ts";

export function writeMap(
  to: Writer,
  graph: Graph,
  value: ReadonlyMap<unknown, unknown>,
): void {
  register(graph, value);
  writeByte(to, tag.map);
  if (graph.depth < deepest) writeEntries(to, graph, value);
  else graph.later.push(() => writeEntries(to, graph, value));
}

const entriesOf = Map.prototype.entries;
const membersOf = Set.prototype.values;

function writeEntries(
  to: Writer,
  graph: Graph,
  value: ReadonlyMap<unknown, unknown>,
): void {
  let index = 0;
  graph.depth += 1;
  // Not the iterator of a subclass: it may show something else.
  for (const [key, item] of entriesOf.call(value)) {
    try {
      writeValue(to, graph, key);
    } catch (error) {
      throw inside(error, entryKey(index));
    }
    try {
      writeValue(to, graph, item);
    } catch (error) {
      throw inside(error, entryValue(key, index));
    }
    index += 1;
  }
  writeByte(to, tag.end);
  graph.depth -= 1;
}

export function writeSet(
  to: Writer,
  graph: Graph,
  value: ReadonlySet<unknown>,
): void {
  register(graph, value);
  writeByte(to, tag.set);
  if (graph.depth < deepest) writeMembers(to, graph, value);
  else graph.later.push(() => writeMembers(to, graph, value));
}

function writeMembers(
  to: Writer,
  graph: Graph,
  value: ReadonlySet<unknown>,
): void {
  let index = 0;
  graph.depth += 1;
  for (const item of membersOf.call(value)) {
    try {
      writeValue(to, graph, item);
    } catch (error) {
      throw inside(error, member(index));
    }
    index += 1;
  }
  writeByte(to, tag.end);
  graph.depth -= 1;
}

export function readMap(source: Source): Map<unknown, unknown> {
  const value = keep(source, new Map<unknown, unknown>());
  if (source.depth < deepest) readEntries(source, value);
  else source.later.push(() => readEntries(source, value));
  return value;
}

function readEntries(source: Source, value: Map<unknown, unknown>): void {
  source.depth += 1;
  for (;;) {
    const byte = readByte(source);
    if (byte === tag.end) break;
    const key = readTagged(source, byte);
    value.set(key, readValue(source));
  }
  source.depth -= 1;
}

export function readSet(source: Source): Set<unknown> {
  const value = keep(source, new Set<unknown>());
  if (source.depth < deepest) readMembers(source, value);
  else source.later.push(() => readMembers(source, value));
  return value;
}

function readMembers(source: Source, value: Set<unknown>): void {
  source.depth += 1;
  for (;;) {
    const byte = readByte(source);
    if (byte === tag.end) break;
    value.add(readTagged(source, byte));
  }
  source.depth -= 1;
}
