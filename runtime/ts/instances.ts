// Values of the platform's own classes that are more than their fields: regular expressions, addresses and
// errors. Each travels as the dynamic cell has it, and is of the class that its type says on both sides.

import { types } from "node:util";
import { mismatch } from "./check.ts";
import { corrupt } from "./cursor.ts";
import type { Reader, Writer } from "./cursor.ts";
import { isError, isErrorOf } from "./dynamic/errors.ts";
import { readDynamic } from "./dynamic/read.ts";
import { writeDynamic } from "./dynamic/write.ts";

/** The classes that a type may name, by their name. */
export type ClassName =
  | "RegExp"
  | "URL"
  | "URLSearchParams"
  | "Error"
  | "AggregateError"
  | "EvalError"
  | "RangeError"
  | "ReferenceError"
  | "SuppressedError"
  | "SyntaxError"
  | "TypeError"
  | "URIError"
  | "DOMException";

/** Whether a value is of the class or of one derived from it, whatever realm it comes from. */
export function isInstance(value: unknown, name: ClassName): value is object {
  if (typeof value !== "object" || value === null) return false;
  switch (name) {
    case "RegExp":
      return types.isRegExp(value);
    case "URL":
      return value instanceof URL;
    case "URLSearchParams":
      return value instanceof URLSearchParams;
    case "DOMException":
      return value instanceof DOMException;
    case "Error":
      return isError(value);
    default:
      return isErrorOf(value, name);
  }
}

/** Writes an instance of the class to the tail and (offset, bytes) of it at `at`. */
export function writeInstance(
  to: Writer,
  at: number,
  value: unknown,
  name: ClassName,
): void {
  if (!isInstance(value, name)) throw mismatch(name, value);
  writeDynamic(to, at, value);
}

/** Reads what `writeInstance` wrote at `at`. */
export function readInstance(
  from: Reader,
  at: number,
  name: ClassName,
): unknown {
  const value = readDynamic(from, at);
  if (!isInstance(value, name)) throw corrupt(`something else than a ${name}`);
  return value;
}
