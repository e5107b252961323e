// Reads a dynamic cell. The bytes are another worker's and are trusted in nothing: every length is
// held against the cell before anything is made of that size, and what makes no sense ends in an error.

import { corrupt } from "../cursor.ts";
import type { Reader } from "../cursor.ts";
import { readArray, readNumbers, readSparse } from "./arrays.ts";
import { readError, readException } from "./errors.ts";
import { readMap, readSet } from "./maps.ts";
import { keep, nextWords, readByte, readCount, readString } from "./parts.ts";
import type { Source } from "./parts.ts";
import { readRecord } from "./records.ts";
import {
  readAddress,
  readBigInt,
  readDouble,
  readExpression,
  readInteger,
} from "./scalars.ts";
import { smallIntegers, tag } from "./tags.ts";
import { readBuffer, readResizable, readView } from "./views.ts";

/** Reads what `writeDynamic` wrote at `at`. */
export function readDynamic(from: Reader, at: number): unknown {
  const bytes = from.u32[(at + 4) >> 2]!;
  const start = from.part(from.u32[at >> 2]!, bytes);
  if ((start & 7) !== 0) throw corrupt("a dynamic cell at an odd offset");
  const source: Source = {
    from,
    at: start,
    end: start + bytes,
    objects: [],
    shapes: [],
    depth: 0,
    later: [],
  };
  const value = readValue(source);
  const { later } = source;
  // Grows while it is walked.
  for (let index = 0; index < later.length; index += 1) {
    source.depth = 0;
    later[index]!();
  }
  if (source.at !== source.end)
    throw corrupt("a dynamic cell that is too long");
  return value;
}

export function readValue(source: Source): unknown {
  return readTagged(source, readByte(source));
}

export function readTagged(source: Source, byte: number): unknown {
  if (byte >= smallIntegers) return byte - smallIntegers;
  switch (byte) {
    case tag.text:
      return readString(source);
    case tag.integer:
      return readInteger(source);
    case tag.double:
      return readDouble(source);
    case tag.object:
      return readRecord(source, {});
    case tag.true:
      return true;
    case tag.false:
      return false;
    case tag.null:
      return null;
    case tag.undefined:
      return undefined;
    case tag.dense:
      return readArray(source);
    case tag.numbers:
      return readNumbers(source);
    case tag.reference:
      return readReference(source);
    case tag.int64:
      return source.from.i64[nextWords(source, 1) >> 3];
    case tag.magnitude:
      return readBigInt(source);
    case tag.date:
      return keep(source, new Date(readDouble(source)));
    case tag.map:
      return readMap(source);
    case tag.set:
      return readSet(source);
    case tag.bare:
      return readRecord(source, Object.create(null) as Record<string, unknown>);
    case tag.sparse:
      return readSparse(source);
    case tag.error:
      return readError(source);
    case tag.exception:
      return readException(source);
    case tag.buffer:
      return readBuffer(source);
    case tag.resizable:
      return readResizable(source);
    case tag.view:
      return readView(source);
    case tag.symbol:
      return Symbol.for(readString(source));
    case tag.boxed:
      return readBoxed(source);
    case tag.expression:
      return readExpression(source);
    case tag.address:
      return readAddress(source);
    case tag.query:
      return keep(source, new URLSearchParams(readString(source)));
    default:
      throw corrupt(`an unknown tag ${byte} in a dynamic cell`);
  }
}

function readReference(source: Source): unknown {
  const number = readCount(source);
  if (number >= source.objects.length) {
    throw corrupt("a reference to an object that was not there yet");
  }
  return source.objects[number];
}

function readBoxed(source: Source): object {
  const number = source.objects.push(undefined) - 1;
  const byte = readByte(source);
  // Boxes in boxes would be a depth that nothing counts.
  const value = byte === tag.boxed ? null : readTagged(source, byte);
  if (value === null || value === undefined || typeof value === "object") {
    throw corrupt("a box around something else than a primitive");
  }
  const box: object = Object(value);
  source.objects[number] = box;
  return box;
}
