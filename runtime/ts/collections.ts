// Sets, maps and objects with any keys as the generated encoders take them: looked at once, before anything of them is
// written, so that no getter among their members can change how many there are.

import { types } from "node:util";
import { inside, mismatch, record, Step } from "./check.ts";

/** A set, whatever realm it comes from. */
export const isSet: (value: unknown) => value is ReadonlySet<unknown> =
  types.isSet;

export const isMap: (value: unknown) => value is ReadonlyMap<unknown, unknown> =
  types.isMap;

// Not by iteration, which a subclass may have changed.
const eachMember = Set.prototype.forEach;
const eachEntry = Map.prototype.forEach;
const membersOf = Set.prototype.values;
const keysOf = Map.prototype.keys;
const valuesOf = Map.prototype.values;

export function isIterable(value: unknown): value is Iterable<unknown> {
  if (typeof value === "string") return true;
  if (typeof value !== "object" || value === null) return false;
  return typeof Reflect.get(value, Symbol.iterator) === "function";
}

/** Everything that an iterable gives, which may then be used up. */
export function iterated(value: unknown, title: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (!isIterable(value)) throw mismatch(title, value);
  return Array.from(value);
}

/** The first member of a set; undefined where there is none. */
export function firstMember(value: ReadonlySet<unknown>): unknown {
  return membersOf.call(value).next().value;
}

/** The first key of a map; undefined where there is none. */
export function firstKey(value: ReadonlyMap<unknown, unknown>): unknown {
  return keysOf.call(value).next().value;
}

/** The value of the first key of a map; undefined where there is none. */
export function firstValue(value: ReadonlyMap<unknown, unknown>): unknown {
  return valuesOf.call(value).next().value;
}

/** The members of a set, in its order. */
export function members(value: unknown, title: string): readonly unknown[] {
  if (!isSet(value)) throw mismatch(title, value);
  const items: unknown[] = [];
  eachMember.call(value as Set<unknown>, (member) => {
    items.push(member);
  });
  return items;
}

/** The entries of a map, in its order: each key, followed by its value. */
export function entries(value: unknown, title: string): readonly unknown[] {
  if (!isMap(value)) throw mismatch(title, value);
  const items: unknown[] = [];
  eachEntry.call(value as Map<unknown, unknown>, (item, key) => {
    items.push(key, item);
  });
  return items;
}

/** How a path names the member at `index` of a set. */
export function member(index: number): Step {
  return new Step(`[Set member ${index}]`);
}

/** How a path names the key or the value at `index` of what `entries` returned. */
export function entry(items: readonly unknown[], index: number): Step {
  const place = index >> 1;
  return (index & 1) === 0
    ? entryKey(place)
    : entryValue(items[index - 1], place);
}

/** How a path names the key of the entry at `place` of a map. */
export function entryKey(place: number): Step {
  return new Step(`[Map key ${place}]`);
}

/** How a path names what a map has for `key`, in the entry at `place`. */
export function entryValue(key: unknown, place: number): Step {
  if (typeof key === "string") return new Step(`.get(${JSON.stringify(key)})`);
  if (typeof key === "number") return new Step(`.get(${key})`);
  return new Step(`[Map value ${place}]`);
}

/** What numbers are as keys: as JavaScript spells them, and in no other way. */
export const numberKey: RegExp =
  /^(?:-?(?:(?:0|[1-9]\d*)(?:\.\d*[1-9])?(?:e[-+]\d+)?|Infinity)|NaN)$/;

/** An object with keys of any kind: nothing that has a layout of its own. */
export function dictionary<Key extends string>(
  value: unknown,
  title: string,
): Readonly<Record<Key, unknown>> {
  const it = record<Key>(value, title);
  const isMore =
    Array.isArray(it) ||
    ArrayBuffer.isView(it) ||
    it instanceof Date ||
    isMap(it) ||
    isSet(it) ||
    types.isAnyArrayBuffer(it);
  if (isMore) throw mismatch(title, value);
  return it;
}

/**
 * The own properties of an object but for the named ones: for each of `keys` those that it fits and none
 * before it did, as name and value one after the other; null fits them all.
 */
export function properties(
  value: object,
  named: readonly string[],
  keys: readonly (RegExp | null)[],
): (readonly unknown[])[] {
  const found: unknown[][] = keys.map(() => []);
  for (const key of Object.keys(value)) {
    if (named.includes(key)) continue;
    const index = keys.findIndex((fits) => fits === null || fits.test(key));
    if (index < 0) throw unknownKey(key, Reflect.get(value, key));
    found[index]!.push(key, Reflect.get(value, key));
  }
  return found;
}

function unknownKey(key: string, value: unknown): unknown {
  return inside(
    mismatch("no property of this name", value),
    new Step(`[${JSON.stringify(key)}]`),
  );
}

/** How a path names the property whose name or value is at `index` of what `properties` found. */
export function property(items: readonly unknown[], index: number): Step {
  return new Step(`[${JSON.stringify(items[index & ~1])}]`);
}

/** Adds an own property of any name. */
export function put(
  it: Record<string, unknown>,
  key: string,
  value: unknown,
): void {
  // Assigning to it would change the object itself.
  if (key !== "__proto__") it[key] = value;
  else {
    Object.defineProperty(it, key, {
      value,
      writable: true,
      enumerable: true,
      configurable: true,
    });
  }
}
