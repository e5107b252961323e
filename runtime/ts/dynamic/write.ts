// Writes any value that can travel as a dynamic cell: the wire form of what the types leave open.
// It says by itself what it holds (see tags.ts). Values that mean nothing elsewhere (functions,
// promises, handles of the runtime) are refused with their path.

import { types } from "node:util";
import { mismatch } from "../check.ts";
import { overflow } from "../cursor.ts";
import type { Writer } from "../cursor.ts";
import { writeArray } from "./arrays.ts";
import { isError, writeError } from "./errors.ts";
import { find, newGraph, register, sharedBuffer } from "./graph.ts";
import type { Graph } from "./graph.ts";
import { writeMap, writeSet } from "./maps.ts";
import { writeByte, writeCount, writeString } from "./parts.ts";
import { writeRecord } from "./records.ts";
import {
  unbox,
  writeBigInt,
  writeDate,
  writeExpression,
  writeNumber,
  writeSymbol,
  writeText,
} from "./scalars.ts";
import { tag } from "./tags.ts";
import { writeBuffer, writeView } from "./views.ts";

/** Writes `value` to the tail and (offset, bytes) of it at `at`; on an overflow, call it again. */
export function writeDynamic(to: Writer, at: number, value: unknown): void {
  const start = to.end;
  try {
    writeCell(to, newGraph(false), value);
  } catch (error) {
    if (error !== sharedBuffer) throw error;
    // A view was written with its own bytes alone before another one of the same buffer came up.
    to.end = start;
    writeCell(to, newGraph(true), value);
  }
  const bytes = to.end - start;
  to.end = start;
  to.take(bytes);
  to.u32[at >> 2] = start - to.base;
  to.u32[(at + 4) >> 2] = bytes;
}

/** Like `writeDynamic` for what a task threw: a value that cannot travel is told as a TypeError. */
export function writeThrown(to: Writer, at: number, value: unknown): void {
  const start = to.end;
  try {
    writeDynamic(to, at, value);
  } catch (error) {
    if (error === overflow) throw error;
    to.end = start;
    writeDynamic(to, at, standIn(error));
  }
}

function standIn(refusal: unknown): TypeError {
  const reason = refusal instanceof Error ? `: ${refusal.message}` : "";
  return new TypeError(`what was thrown cannot travel${reason}`);
}

function writeCell(to: Writer, graph: Graph, value: unknown): void {
  writeValue(to, graph, value);
  const { later } = graph;
  // Grows while it is walked.
  for (let index = 0; index < later.length; index += 1) {
    graph.depth = 0;
    later[index]!();
  }
}

export function writeValue(to: Writer, graph: Graph, value: unknown): void {
  switch (typeof value) {
    case "string":
      writeByte(to, tag.text);
      writeString(to, value);
      return;
    case "number":
      writeNumber(to, value);
      return;
    case "object":
      if (value === null) writeByte(to, tag.null);
      else writeObject(to, graph, value);
      return;
    case "boolean":
      writeByte(to, value ? tag.true : tag.false);
      return;
    case "undefined":
      writeByte(to, tag.undefined);
      return;
    case "bigint":
      writeBigInt(to, value);
      return;
    case "symbol":
      writeSymbol(to, value);
      return;
    case "function":
      throw mismatch("data", value);
  }
}

function writeObject(to: Writer, graph: Graph, value: object): void {
  const number = find(graph, value);
  if (number >= 0) {
    writeByte(to, tag.reference);
    writeCount(to, number);
    return;
  }
  if (Array.isArray(value)) {
    writeArray(to, graph, value);
    return;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Object.prototype) {
    writeRecord(to, graph, value, tag.object);
  } else if (prototype === null) {
    writeRecord(to, graph, value, tag.bare);
  } else {
    writeInstance(to, graph, value);
  }
}

/** An object of a class, by what it is and not by what it calls itself. */
function writeInstance(to: Writer, graph: Graph, value: object): void {
  if (ArrayBuffer.isView(value)) return writeView(to, graph, value);
  if (isError(value)) return writeError(to, graph, value);
  const name = Object.prototype.toString.call(value).slice(8, -1);
  if (name === "Object") return writeRecord(to, graph, value, tag.object);
  if (types.isDate(value)) return writeDate(to, graph, value);
  if (types.isMap(value)) return writeMap(to, graph, value);
  if (types.isSet(value)) return writeSet(to, graph, value);
  if (types.isRegExp(value)) return writeExpression(to, graph, value);
  if (types.isArrayBuffer(value)) return writeBuffer(to, graph, value);
  if (types.isBoxedPrimitive(value)) return writeBoxed(to, graph, value);
  if (value instanceof URL) {
    return writeText(to, graph, value, tag.address, value.href);
  }
  if (value instanceof URLSearchParams) {
    return writeText(to, graph, value, tag.query, value.toString());
  }
  refuseHandle(value, name);
  writeRecord(to, graph, value, tag.object);
}

function writeBoxed(to: Writer, graph: Graph, value: object): void {
  register(graph, value);
  writeByte(to, tag.boxed);
  writeValue(to, graph, unbox(value));
}

/** A class of the runtime holds what no field shows: it would arrive empty. */
function refuseHandle(value: object, name: string): void {
  if (types.isPromise(value)) {
    throw mismatch("data (await the promise first)", value);
  }
  if (types.isSharedArrayBuffer(value)) {
    throw mismatch("data (a view of it travels as a copy)", value);
  }
  const made: unknown = Reflect.get(globalThis, name);
  const handle = typeof made === "function" && value instanceof made;
  if (handle || unnamed.test(name)) throw mismatch("data", value);
}

const unnamed =
  /^Weak(?:Map|Set|Ref)$|Generator$|Iterator$|^Intl\.|^Temporal\.|^WebAssembly\./;
