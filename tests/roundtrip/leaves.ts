// Random values of the types that have no parts.

import { Buffer } from "node:buffer";
import fc from "fast-check";
import { instance } from "./instances.ts";
import { literal } from "./schema.ts";

/** Latin-1, wide, astral, lone surrogates, and names that objects have already. */
export const text: fc.Arbitrary<string> = fc.oneof(
  fc.string(),
  fc.string({ unit: "binary" }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 8 })
    .map((units) => String.fromCharCode(...units)),
  fc.constantFrom("", "__proto__", "constructor", "toString", "\ud800", "0"),
);

/** What the dynamic cell carries as it is. */
const anything: fc.Arbitrary<unknown> = fc.anything({
  maxDepth: 2,
  withBigInt: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withTypedArray: true,
  key: text,
});

export function leaf(word: string, name: string): fc.Arbitrary<unknown> {
  switch (word) {
    case "void":
    case "undefined":
      return fc.constant(undefined);
    case "null":
      return fc.constant(null);
    case "boolean":
      return fc.boolean();
    case "number":
      return fc.oneof(fc.double(), fc.integer(), fc.constant(-0));
    case "bigint":
      return fc.oneof(
        fc.bigInt({ min: -(2n ** 64n), max: 2n ** 64n }),
        fc.bigInt({ min: -(2n ** 300n), max: 2n ** 300n }),
      );
    case "date":
      return fc.date({ noInvalidDate: false });
    case "text":
      return text;
    case "symbol":
      return text.map((key) => Symbol.for(key));
    case "bytes":
      return bytes(name);
    case "instance":
      return instance(name);
    case "dynamic":
      return anything;
    default:
      return width(word) ?? fc.constant(literal(word));
  }
}

/** Nothing for what is no type of numbers. */
function width(word: string): fc.Arbitrary<unknown> | undefined {
  if (word === "f32") return fc.float();
  const [, sign, bits] = /^([iu])(8|16|32|64)$/.exec(word) ?? [];
  if (sign === undefined) return undefined;
  const [min, max] =
    sign === "u"
      ? [0n, 2n ** BigInt(bits!) - 1n]
      : [-(2n ** (BigInt(bits!) - 1n)), 2n ** (BigInt(bits!) - 1n) - 1n];
  return bits === "64"
    ? fc.bigInt({ min, max })
    : fc.integer({ min: Number(min), max: Number(max) });
}

type Made = new (buffer: ArrayBuffer) => unknown;

function bytes(name: string): fc.Arbitrary<unknown> {
  if (name === "Buffer") {
    return fc.uint8Array({ maxLength: 64 }).map((bytes) => Buffer.from(bytes));
  }
  const made = Reflect.get(globalThis, name) as Made & {
    BYTES_PER_ELEMENT?: number;
  };
  const size = made.BYTES_PER_ELEMENT ?? 1;
  return fc
    .uint8Array({ maxLength: 64 })
    .map((bytes) => bytes.slice(0, bytes.length - (bytes.length % size)))
    .map(({ buffer }) =>
      name === "ArrayBuffer" ? buffer : new made(buffer as ArrayBuffer),
    );
}
