// What happens to `globalThis`: its own properties before and after, without reading any of them.

/** The own properties of `globalThis`. */
export type Globals = ReadonlyMap<PropertyKey, PropertyDescriptor>;

export function seeGlobals(): Globals {
  const properties = Object.getOwnPropertyDescriptors(globalThis);
  const keys = Reflect.ownKeys(properties) as (keyof typeof properties)[];
  return new Map(keys.map((key) => [key, properties[key]!]));
}

/** What has happened between the two, a text for each property. */
export function differences(before: Globals, after: Globals): string[] {
  const texts: string[] = [];
  for (const [key, now] of after) {
    const then = before.get(key);
    const is = `${String(key)} (${kindOf(now)})`;
    if (then === undefined) texts.push(`added ${is}`);
    else if (!isSame(then, now)) texts.push(`changed ${is}`);
  }
  for (const [key, then] of before)
    if (!after.has(key)) texts.push(`removed ${String(key)} (${kindOf(then)})`);
  return texts;
}

const parts = [
  "value",
  "get",
  "set",
  "writable",
  "enumerable",
  "configurable",
] as const;

function isSame(one: PropertyDescriptor, other: PropertyDescriptor): boolean {
  return parts.every((part) => Object.is(one[part], other[part]));
}

const flags = ["writable", "enumerable", "configurable"] as const;

/** What it holds and what may be done to it: `object, writable, configurable`. */
function kindOf(property: PropertyDescriptor): string {
  const held =
    "value" in property
      ? [typeof property.value]
      : (["get", "set"] as const).filter((each) => property[each]);
  return [...held, ...flags.filter((flag) => property[flag])].join(", ");
}
