// Short strings that were read lately. Making a string costs a call into the engine (90 ns on V8,
// 40 on JavaScriptCore); records repeat theirs, and finding one again by its bytes costs 10 to 20.
//
// A direct-mapped table: a string's bytes, as 32-bit words, choose its place, and are kept there to
// be compared. What hashes to the same place replaces what was there, so the table never grows.

import type { Reader } from "./cursor.ts";

/** The longest string that is looked up, in one-byte units. */
export const longestRecent = 32;

const wordsEach = longestRecent / 4;
const places = 512;

const strings: string[] = new Array<string>(places).fill("");
const lengths = new Uint8Array(places);
const words = new Uint32Array(places * wordsEach);

/** Keeps the bytes of the last word that belong to the string, by length modulo 4. */
const lastMask = [0xffffffff, 0xff, 0xffff, 0xffffff] as const;

/** The string of `length` one-byte units at `at`, a multiple of 4; at most `longestRecent` units. */
export function recent(from: Reader, at: number, length: number): string {
  if (length === 0) return "";
  const { u32 } = from;
  const first = at >> 2;
  const last = first + ((length - 1) >> 2);
  const tail = u32[last]! & lastMask[length & 3]!;
  let hash = length;
  for (let word = first; word < last; word += 1)
    hash = Math.imul(hash ^ u32[word]!, 0x9e3779b1);
  hash = Math.imul(hash ^ tail, 0x85ebca6b);
  const place = (hash >>> 16) & (places - 1);
  const kept = place * wordsEach;
  if (lengths[place] !== length) return remember(from, at, length, place);
  for (let word = first; word < last; word += 1) {
    if (words[kept + word - first] !== u32[word])
      return remember(from, at, length, place);
  }
  if (words[kept + last - first] !== tail >>> 0)
    return remember(from, at, length, place);
  return strings[place]!;
}

function remember(
  from: Reader,
  at: number,
  length: number,
  place: number,
): string {
  const text = from.text.latin1Slice(at, at + length);
  // Copied from the string and not from shared memory, which may have changed in between.
  const kept = place * wordsEach;
  words.fill(0, kept, kept + wordsEach);
  for (let index = 0; index < length; index += 1) {
    const word = kept + (index >> 2);
    words[word] = words[word]! | (text.charCodeAt(index) << ((index & 3) * 8));
  }
  lengths[place] = length;
  strings[place] = text;
  return text;
}
