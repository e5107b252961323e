// Every way to damage a valid value in one place, and how an error has to name that place.

import { lengths } from "./belongs.ts";
import type { Types } from "./belongs.ts";
import { split } from "./schema.ts";
import type { Composite, Rest, Shape, Slot } from "./schema.ts";
import * as ways from "./way.ts";
import { nearMisses, wrongKinds } from "./wrong_kinds.ts";

/** One place of a value, and what may be done to it there. */
export interface Site {
  kind: string;
  way: string;
  /** Everything that may stand there instead, each within the whole of the value. */
  damaged: (() => unknown)[];
}

/** Puts a part back into the whole that it was taken from. */
type Rebuild = (part: unknown) => unknown;

/** Stands for a property that is not there. */
const gone = Symbol("gone");

/** What a part may not be turned into, as another variant of a union around it would take it then. */
type IsTaken = (name: string, part: unknown) => boolean;

export class Damage {
  readonly #types: Types;

  constructor(types: Types) {
    this.#types = types;
  }

  /** The places of a value of `shape` that can be damaged. */
  *sites(
    shape: Shape,
    value: unknown,
    way: string,
    whole: Rebuild = (part) => part,
  ): Generator<Site> {
    yield* this.#here(shape, value, way, whole);
    const composite = this.#types.composite(shape);
    if (composite === undefined) {
      if (split(shape)[0] === "dynamic")
        yield* this.#inOpen(shape, value, way, whole);
      return;
    }
    yield* this.#within(composite, value, way, whole);
  }

  /** The whole part becomes something else. */
  *#here(
    shape: Shape,
    value: unknown,
    way: string,
    whole: Rebuild,
  ): Generator<Site> {
    // A promise for an argument is awaited.
    const isWhole = whole(gone) === gone;
    const wrong = wrongKinds(this.#types, shape).filter(
      (other) => !isWhole || !(other instanceof Promise),
    );
    yield site("wrong kind", way, wrong, whole);
    const near = nearMisses(value).filter(
      (other) => !this.#types.isKind(shape, other),
    );
    yield site("near miss", way, near, whole);
  }

  *#within(
    composite: Composite,
    value: unknown,
    way: string,
    whole: Rebuild,
  ): Generator<Site> {
    if ("variants" in composite)
      yield* this.#inVariant(composite.variants, value, way, whole);
    else if ("fields" in composite)
      yield* this.#inRecord(composite, value as object, way, whole);
    else if ("items" in composite)
      yield* this.#inTuple(composite, value as unknown[], way, whole);
    else if ("element" in composite)
      yield* this.#inList(composite.element, value as unknown[], way, whole);
    else if ("item" in composite) {
      // Anything else that can be iterated over is used up by a look.
      if (Array.isArray(value))
        yield* this.#inList(composite.item, value, way, whole);
    } else if ("member" in composite)
      yield* this.#inSet(composite.member, value as Set<unknown>, way, whole);
    else
      yield* this.#inMap(
        composite.entries,
        value as Map<unknown, unknown>,
        way,
        whole,
      );
  }

  /** Damage that makes a value one of another variant is none there. */
  *#inVariant(
    variants: { shape: Shape }[],
    value: unknown,
    way: string,
    whole: Rebuild,
  ): Generator<Site> {
    const mine = variants.findIndex(({ shape }) =>
      this.#types.has(shape, value),
    );
    const { shape } = variants[mine]!;
    const composite = this.#types.composite(shape);
    if (composite === undefined) {
      if (split(shape)[0] === "dynamic")
        yield* this.#inOpen(shape, value, way, whole);
      return;
    }
    const others = variants.filter((_, at) => at !== mine);
    const isTaken: IsTaken = (name, part) =>
      others.some(({ shape }) => this.#takes(shape, name, part));
    if ("fields" in composite)
      yield* this.#inRecord(composite, value as object, way, whole, isTaken);
    else yield* this.#within(composite, value, way, whole);
  }

  #takes(shape: Shape, name: string, part: unknown): boolean {
    const composite = this.#types.composite(shape);
    if (composite === undefined || !("fields" in composite)) return false;
    const field = composite.fields.find((field) => field.name === name);
    if (field === undefined) return false;
    const given = part === gone ? undefined : part;
    const isAbsent = field.presence !== undefined && given === undefined;
    return isAbsent || this.#types.isKind(field.shape, given);
  }

  *#inRecord(
    composite: Composite,
    value: object,
    way: string,
    whole: Rebuild,
    isTaken: IsTaken = () => false,
  ): Generator<Site> {
    const { fields, rest = [] } = composite as {
      fields: Slot[];
      rest?: Rest[];
    };
    for (const field of fields) {
      const { name } = field;
      const named = ways.property(way, name);
      const put: Rebuild = (part) =>
        isTaken(name, part) ? gone : whole(withProperty(value, name, part));
      yield* this.#inSlot(field, Reflect.get(value, name), named, put);
      const optional = field.presence !== undefined;
      if (!optional && !this.#types.has(field.shape, undefined))
        yield site("missing property", named, [gone], put);
    }
    if (rest.length === 0) return;
    for (const key of Object.keys(value)) {
      if (fields.some(({ name }) => name === key)) continue;
      const shape = this.#types.restShape(rest, key)!;
      const put: Rebuild = (part) => whole(withProperty(value, key, part));
      yield* this.sites(
        shape,
        Reflect.get(value, key),
        ways.quoted(way, key),
        put,
      );
    }
    for (const key of ["unheard of", "1.50", "-", "ſ"]) {
      if (this.#types.restShape(rest, key) !== undefined) continue;
      const put: Rebuild = (part) => whole(withProperty(value, key, part));
      yield site("unknown key", ways.quoted(way, key), [1], put);
    }
  }

  /** A slot that may be empty takes `undefined` besides. */
  *#inSlot(
    { shape, presence }: Pick<Slot, "shape" | "presence">,
    value: unknown,
    way: string,
    whole: Rebuild,
  ): Generator<Site> {
    if (presence === undefined) {
      yield* this.sites(shape, value, way, whole);
      return;
    }
    const put: Rebuild = (part) => (part === undefined ? gone : whole(part));
    if (value === undefined) yield* this.#here(shape, value, way, put);
    else yield* this.sites(shape, value, way, put);
  }

  *#inTuple(
    composite: Composite & { items: Slot[]; rest?: Slot },
    value: unknown[],
    way: string,
    whole: Rebuild,
  ): Generator<Site> {
    const { least, most } = lengths(composite);
    if (value.length === least && least > 0)
      yield site("too short", way, [value.slice(0, -1)], whole);
    if (most !== Infinity) {
      const more = Array.from({ length: most - value.length + 1 }, () => 1);
      yield site("too long", way, [[...value, ...more]], whole);
    }
    for (const [at, part] of value.entries()) {
      const slot = this.#types.itemShape(composite, value.length, at);
      const put: Rebuild = (part) => whole(value.with(at, part));
      yield* this.#inSlot(slot, part, ways.item(way, at), put);
    }
  }

  *#inList(
    element: Shape,
    value: unknown[],
    way: string,
    whole: Rebuild,
  ): Generator<Site> {
    for (const [at, part] of value.entries()) {
      const put: Rebuild = (part) => whole(value.with(at, part));
      yield* this.sites(element, part, ways.item(way, at), put);
    }
    if (!this.#types.has(element, undefined)) {
      const holed = [...value];
      holed.length += 1;
      yield site("hole", ways.item(way, value.length), [holed], whole);
    }
  }

  *#inSet(
    shape: Shape,
    value: Set<unknown>,
    way: string,
    whole: Rebuild,
  ): Generator<Site> {
    const members = [...value];
    for (const [at, part] of members.entries()) {
      const put: Rebuild = (part) =>
        rebuilt(members.with(at, part), Set, whole);
      yield* this.sites(shape, part, ways.member(way, at), put);
    }
  }

  *#inMap(
    [key, item]: [Slot, Slot],
    value: Map<unknown, unknown>,
    way: string,
    whole: Rebuild,
  ): Generator<Site> {
    const entries = [...value];
    for (const [at, [known, part]] of entries.entries()) {
      const put = (entry: [unknown, unknown]): unknown =>
        rebuilt(entries.with(at, entry), Map, whole);
      const keyWay = ways.mapKey(way, at);
      yield* this.sites(key.shape, known, keyWay, (other) =>
        put([other, part]),
      );
      const valueWay = ways.mapValue(way, known, at);
      yield* this.sites(item.shape, part, valueWay, (other) =>
        put([known, other]),
      );
    }
  }

  /** Whatever is open is looked into only as far as it is made of arrays and plain objects. */
  *#inOpen(
    shape: Shape,
    value: unknown,
    way: string,
    whole: Rebuild,
  ): Generator<Site> {
    const wrong = wrongKinds(this.#types, shape);
    if (Array.isArray(value)) {
      const inner = (part: unknown): unknown =>
        whole([part, ...(value as unknown[])]);
      yield site("open", ways.item(way, 0), wrong, inner);
    } else if (isPlain(value)) {
      const key = "odd key";
      const inner: Rebuild = (part) => whole(withProperty(value, key, part));
      yield site("open", ways.property(way, key), wrong, inner);
    } else {
      const nested: Rebuild = (part) =>
        whole({ deep: [new Map([["a", { part }]])] });
      yield site("open", `${way}.deep[0].get("a").part`, wrong, nested);
    }
  }
}

function site(
  kind: string,
  way: string,
  parts: unknown[],
  whole: Rebuild,
): Site {
  const made = parts.map((part) => () => whole(part));
  return { kind, way, damaged: made };
}

/** Whether what a site made is no value at all. */
export function isNone(damaged: unknown): boolean {
  return damaged === gone;
}

/** Where the part is already there, a set or a map with it has one part less: nothing, then. */
function rebuilt(
  parts: unknown[],
  Collection: new (parts: never) => { size: number },
  whole: Rebuild,
): unknown {
  const made = new Collection(parts as never);
  return made.size === parts.length ? whole(made) : gone;
}

function withProperty(value: object, name: string, part: unknown): object {
  const entries = Object.entries(value);
  const at = entries.findIndex(([key]) => key === name);
  if (part === gone)
    return Object.fromEntries(entries.toSpliced(at, 1)) as object;
  const entry: [string, unknown] = [name, part];
  if (at < 0) entries.push(entry);
  else entries[at] = entry;
  return Object.fromEntries(entries) as object;
}

function isPlain(value: unknown): value is object {
  return (
    typeof value === "object" &&
    value !== null &&
    Object.getPrototypeOf(value) === Object.prototype
  );
}
