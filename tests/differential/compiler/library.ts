/** Types of the platform that are more than their properties. */
import ts from "typescript";

export type Library = {
  name: string;
  /** Its type arguments are part of what it holds. */
  generic: boolean;
  /** Bound to the thread that it was made in. */
  refused: boolean;
};

const GENERIC: Record<string, string> = {
  Map: "Map",
  ReadonlyMap: "Map",
  Set: "Set",
  ReadonlySet: "Set",
  Iterable: "Iterable",
};

const REFUSED = [
  "AsyncGenerator",
  "AsyncIterable",
  "Function",
  "Generator",
  "Iterator",
  "Promise",
  "PromiseLike",
  "WeakMap",
  "WeakRef",
  "WeakSet",
];

const PLAIN = [
  "AggregateError",
  "ArrayBuffer",
  "BigInt",
  "BigInt64Array",
  "BigUint64Array",
  "Boolean",
  "Buffer",
  "DOMException",
  "DataView",
  "Date",
  "Error",
  "EvalError",
  "Float16Array",
  "Float32Array",
  "Float64Array",
  "Int16Array",
  "Int32Array",
  "Int8Array",
  "Number",
  "RangeError",
  "ReferenceError",
  "RegExp",
  "SharedArrayBuffer",
  "String",
  "SuppressedError",
  "Symbol",
  "SyntaxError",
  "TypeError",
  "URIError",
  "URL",
  "URLSearchParams",
  "Uint16Array",
  "Uint32Array",
  "Uint8Array",
  "Uint8ClampedArray",
];

/** Which of them a type is, if it is one. */
export function library(
  type: ts.Type,
  program: ts.Program,
): Library | undefined {
  const symbol = type.getSymbol();
  if (symbol === undefined || !isGlobal(symbol, program)) {
    return undefined;
  }
  const generic = GENERIC[symbol.name];
  const name = generic ?? symbol.name;
  const refused = REFUSED.includes(name);
  return generic !== undefined || refused || PLAIN.includes(name)
    ? { name, generic: generic !== undefined, refused }
    : undefined;
}

function isGlobal(symbol: ts.Symbol, program: ts.Program): boolean {
  return (symbol.declarations ?? []).some((declaration) => {
    const file = declaration.getSourceFile();
    return (
      program.isSourceFileDefaultLibrary(file) ||
      file.fileName.includes("/node_modules/@types/node/")
    );
  });
}
