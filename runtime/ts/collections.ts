// Sets and maps as the generated encoders take them: looked at once, before anything of them is
// written, so that no getter among their members can change how many there are.

import { types } from "node:util";
import { mismatch, Step } from "./check.ts";

/** A set, whatever realm it comes from. */
export const isSet: (value: unknown) => value is ReadonlySet<unknown> =
  types.isSet;

export const isMap: (value: unknown) => value is ReadonlyMap<unknown, unknown> =
  types.isMap;

// Not by iteration, which a subclass may have changed.
const eachMember = Set.prototype.forEach;
const eachEntry = Map.prototype.forEach;

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
  if ((index & 1) === 0) return new Step(`[Map key ${place}]`);
  const key = items[index - 1];
  if (typeof key === "string") return new Step(`.get(${JSON.stringify(key)})`);
  if (typeof key === "number") return new Step(`.get(${key})`);
  return new Step(`[Map value ${place}]`);
}
