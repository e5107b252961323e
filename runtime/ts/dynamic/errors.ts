// Errors inside a dynamic cell: the nearest class that the language has, then the fields. Fields of
// an error that cannot travel are left out, since what went wrong matters more than what hung on it.

import { types } from "node:util";
import { corrupt, overflow } from "../cursor.ts";
import type { Writer } from "../cursor.ts";
import { mark, register, sharedBuffer, takeBack } from "./graph.ts";
import type { Graph } from "./graph.ts";
import { readByte, readString, writeByte, writeString } from "./parts.ts";
import type { Source } from "./parts.ts";
import { readValue } from "./read.ts";
import {
  deepest,
  errors,
  hiddenFields,
  listedField,
  noField,
  tag,
} from "./tags.ts";
import { writeValue } from "./write.ts";

/** Whether it is an error, also one of another realm or of a class written the old way. */
export function isError(value: object): boolean {
  return value instanceof Error || types.isNativeError(value);
}

export function writeError(to: Writer, graph: Graph, value: object): void {
  register(graph, value);
  if (value instanceof DOMException) {
    writeByte(to, tag.exception);
    // Its name and message are not fields and can be given only when it is made.
    writeString(to, value.name);
    writeString(to, value.message);
  } else {
    writeByte(to, tag.error);
    writeByte(to, errors.indexOf(classOf(value)));
  }
  if (graph.depth < deepest) writeErrorFields(to, graph, value);
  else graph.later.push(() => writeErrorFields(to, graph, value));
}

export type ErrorName = (typeof errors)[number];

/** Whether it is an error of that class or of one derived from it. */
export function isErrorOf(value: object, name: ErrorName): boolean {
  const made: unknown = Reflect.get(globalThis, name);
  if (typeof made === "function" && value instanceof made) return true;
  return isError(value) && classOf(value) === name;
}

const classes: ReadonlyMap<unknown, ErrorName> = new Map(
  errors.flatMap((name) => {
    const made: unknown = Reflect.get(globalThis, name);
    return typeof made === "function" ? [[made.prototype, name]] : [];
  }),
);

function classOf(value: object): ErrorName {
  let prototype: unknown = Object.getPrototypeOf(value);
  while (prototype !== null) {
    const name = classes.get(prototype) ?? foreignClass(prototype as object);
    if (name !== undefined) return name;
    prototype = Object.getPrototypeOf(prototype);
  }
  return "Error";
}

/** The same class in another realm can only be told by its name. */
function foreignClass(prototype: object): ErrorName | undefined {
  const made: unknown = Reflect.get(prototype, "constructor");
  if (typeof made !== "function" || made.prototype !== prototype) return;
  if (Function.prototype.toString.call(made).includes("[native code]")) {
    return errors.find((name) => name === made.name);
  }
  return undefined;
}

function writeErrorFields(to: Writer, graph: Graph, value: object): void {
  const listed = Object.keys(value);
  graph.depth += 1;
  hiddenFields.forEach((key, index) => {
    if (!listed.includes(key) && carries(value, key)) {
      writeErrorField(to, graph, value, key, index + 1);
    }
  });
  for (const key of listed) {
    writeErrorField(to, graph, value, key, listedField);
  }
  writeByte(to, noField);
  graph.depth -= 1;
}

/** Whether a field that is not listed says something that the class alone does not. */
function carries(value: object, key: (typeof hiddenFields)[number]): boolean {
  if (key === "stack") return true;
  if (Object.hasOwn(value, key)) return true;
  if (key !== "name" && key !== "message") return false;
  if (value instanceof DOMException) return false;
  return read(value, key) !== (key === "name" ? classOf(value) : "");
}

function read(value: object, key: string): unknown {
  try {
    return Reflect.get(value, key);
  } catch {
    return undefined;
  }
}

function writeErrorField(
  to: Writer,
  graph: Graph,
  value: object,
  key: string,
  code: number,
): void {
  const before = mark(to, graph);
  try {
    writeByte(to, code);
    if (code === listedField) writeString(to, key);
    writeValue(to, graph, Reflect.get(value, key));
  } catch (error) {
    if (error === overflow || error === sharedBuffer) throw error;
    takeBack(to, graph, before);
  }
}

export function readError(source: Source): Error {
  const name = errors[readByte(source)];
  if (name === undefined) throw corrupt("an error of no known class");
  return readFieldsOf(source, makeError(name));
}

export function readException(source: Source): Error {
  const name = readString(source);
  return readFieldsOf(source, new DOMException(readString(source), name));
}

function makeError(name: ErrorName): Error {
  const made: unknown = Reflect.get(globalThis, name);
  if (name === "AggregateError") return new AggregateError([]);
  return typeof made === "function"
    ? new (made as ErrorConstructor)()
    : new Error();
}

function readFieldsOf(source: Source, error: Error): Error {
  source.objects.push(error);
  if (source.depth < deepest) readErrorFields(source, error);
  else source.later.push(() => readErrorFields(source, error));
  return error;
}

function readErrorFields(source: Source, error: Error): void {
  // Its stack is that of the reader until the real one is known to exist.
  define(error, "stack", undefined, false);
  source.depth += 1;
  for (;;) {
    const code = readByte(source);
    if (code === noField) break;
    const listed = code === listedField;
    const key = listed ? readString(source) : hiddenFields[code - 1];
    if (key === undefined) throw corrupt("an unknown field of an error");
    define(error, key, readValue(source), listed);
  }
  source.depth -= 1;
}

function define(
  error: Error,
  key: string,
  value: unknown,
  enumerable: boolean,
): void {
  Object.defineProperty(error, key, {
    value,
    enumerable,
    writable: true,
    configurable: true,
  });
}
