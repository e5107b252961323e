// Random values of the types of a schema, as arbitraries of fast-check: seeded, and small where a type
// leads back to itself.

import fc from "fast-check";
import { Heights } from "./heights.ts";
import { leaf, text } from "./leaves.ts";
import { fits, strings } from "./patterns.ts";
import { literal, named, split } from "./schema.ts";
import type { Composite, Rest, Schema, Shape, Slot } from "./schema.ts";

/** Levels of composites before every list is empty and every union takes its shortest way out. */
const DEEPEST = 5;

/** Absent, apart from `undefined`. */
const nothing = Symbol("nothing");

export class Values {
  readonly #schema: Schema;
  readonly #heights: Heights;
  readonly #known = new Map<string, fc.Arbitrary<unknown>>();

  constructor(schema: Schema) {
    this.#schema = schema;
    this.#heights = new Heights(schema);
  }

  /** Any value of a shape. */
  of(shape: Shape, depth: number = DEEPEST): fc.Arbitrary<unknown> {
    const key = `${depth} ${shape}`;
    let known = this.#known.get(key);
    if (known === undefined) {
      known = this.#made(shape, depth);
      this.#known.set(key, known);
    }
    return known;
  }

  #made(shape: Shape, depth: number): fc.Arbitrary<unknown> {
    const [word, name] = split(shape);
    switch (word) {
      case "choice": {
        const choice = named(this.#schema.choices, name);
        return fc.constantFrom(...choice.literals.map(literal));
      }
      case "pattern":
        return strings(named(this.#schema.patterns, name));
      case "list":
      case "inline":
      case "boxed":
        return this.#composite(
          named(this.#schema.composites, name),
          Math.max(depth - 1, 0),
        );
      default:
        return leaf(word, name);
    }
  }

  #composite(composite: Composite, depth: number): fc.Arbitrary<unknown> {
    if ("fields" in composite) return this.#record(composite, depth);
    if ("items" in composite) return this.#tuple(composite, depth);
    if ("element" in composite) return this.#list(composite.element, depth);
    if ("item" in composite) return this.#list(composite.item, depth);
    if ("member" in composite) {
      const members = this.#list(composite.member, depth);
      return members.map((items) => new Set(items));
    }
    if ("entries" in composite) {
      const [key, value] = composite.entries;
      return this.#entries(this.of(key.shape, depth), value.shape, depth).map(
        (entries) => new Map(entries),
      );
    }
    return this.#union(composite.variants, depth);
  }

  /** Where it must end soon, only the variants that are nearest to an end. */
  #union(variants: { shape: Shape }[], depth: number): fc.Arbitrary<unknown> {
    const heights = variants.map(({ shape }) => this.#heights.of(shape));
    const least = Math.min(...heights);
    const open = variants.filter(
      (_, index) => depth > 0 || heights[index] === least,
    );
    return fc.oneof(...open.map(({ shape }) => this.of(shape, depth)));
  }

  #list(shape: Shape, depth: number): fc.Arbitrary<unknown[]> {
    return depth === 0
      ? fc.constant([])
      : fc.array(this.of(shape, depth), { maxLength: 6 });
  }

  #entries<Key>(
    keys: fc.Arbitrary<Key>,
    value: Shape,
    depth: number,
  ): fc.Arbitrary<[Key, unknown][]> {
    return depth === 0
      ? fc.constant([])
      : fc.array(fc.tuple(keys, this.of(value, depth)), { maxLength: 5 });
  }

  /** A slot that may be empty is empty, holds `undefined`, or holds a value. */
  #slot(slot: Slot, depth: number): fc.Arbitrary<unknown> {
    if (slot.presence === undefined) return this.of(slot.shape, depth);
    const empty = fc.constantFrom<unknown>(nothing, undefined);
    return depth === 0
      ? empty
      : fc.oneof(empty, { arbitrary: this.of(slot.shape, depth), weight: 3 });
  }

  #record(
    { fields, rest = [] }: { fields: Slot[]; rest?: Rest[] },
    depth: number,
  ): fc.Arbitrary<object> {
    const values = fields.map((field) => this.#slot(field, depth));
    const others = rest.map((_, at) => this.#others(fields, rest, at, depth));
    return fc
      .tuple(fc.tuple(...values), fc.tuple(...others))
      .map(([given, entries]) => {
        const named = fields.map((field, at) => [field.name, given[at]]);
        const there = named.filter(([, value]) => value !== nothing);
        // By definition, not assignment: `__proto__` is a key like any other.
        return Object.fromEntries([...there, ...entries.flat()]) as object;
      });
  }

  /** What the index signature at `at` holds: keys that belong to no field and to none before it. */
  #others(
    fields: Slot[],
    rest: Rest[],
    at: number,
    depth: number,
  ): fc.Arbitrary<[string, unknown][]> {
    const { keys, shape } = rest[at]!;
    const list = named(this.#schema.composites, split(shape)[1]);
    if (!("entries" in list)) throw new Error(`${list.name} has no entries`);
    const before = rest.slice(0, at);
    const isFree = (key: string) =>
      !fields.some(({ name }) => name === key) &&
      !before.some((other) => fits(other.keys, key, this.#schema.patterns));
    return this.#entries(
      this.#keys(keys).filter(isFree),
      list.entries[1].shape,
      depth,
    );
  }

  #keys(keys: string): fc.Arbitrary<string> {
    if (keys === "string") return text;
    if (keys === "number") return fc.double().map(String);
    return strings(named(this.#schema.patterns, split(keys)[1]));
  }

  #tuple(
    { items, rest }: { items: Slot[]; rest?: Slot },
    depth: number,
  ): fc.Arbitrary<unknown[]> {
    const isLast = ({ name }: Slot) => name.startsWith("-");
    const parts = (slots: Slot[]) =>
      fc.tuple(...slots.map((slot) => this.#slot(slot, depth)));
    const first = parts(items.filter((item) => !isLast(item)));
    const last = parts(items.filter(isLast));
    const middle = rest === undefined ? none : this.#middle(rest, depth);
    return fc.tuple(first, middle, last).map(([first, middle, last]) => {
      const end = first.indexOf(nothing);
      // After one that is absent there is nothing.
      return end < 0 ? [...first, ...middle, ...last] : first.slice(0, end);
    });
  }

  #middle(rest: Slot, depth: number): fc.Arbitrary<unknown[]> {
    const list = named(this.#schema.composites, split(rest.shape)[1]);
    if (!("element" in list)) throw new Error(`${list.name} is no list`);
    return this.#list(list.element, depth);
  }
}

const none: fc.Arbitrary<unknown[]> = fc.constant([]);
