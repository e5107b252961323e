// Whether a value belongs to a type of a schema, as TypeScript would say: told from the schema alone, so
// that what the encoders take can be held against it.

import { fits } from "./patterns.ts";
import { literal, named, split } from "./schema.ts";
import type { Composite, Rest, Schema, Shape, Slot } from "./schema.ts";

export class Types {
  readonly schema: Schema;

  constructor(schema: Schema) {
    this.schema = schema;
  }

  /** The composite that a shape names, if it names one. */
  composite(shape: Shape): Composite | undefined {
    const [word, name] = split(shape);
    const isNamed = word === "list" || word === "inline" || word === "boxed";
    return isNamed ? named(this.schema.composites, name) : undefined;
  }

  literals(name: string): unknown[] {
    return named(this.schema.choices, name).literals.map(literal);
  }

  /** A value is of a type with all that is in it. */
  has(shape: Shape, value: unknown): boolean {
    const composite = this.composite(shape);
    if (composite === undefined) return this.isKind(shape, value);
    if ("variants" in composite)
      return composite.variants.some(({ shape }) => this.has(shape, value));
    return this.isKind(shape, value) && this.#hasParts(composite, value);
  }

  /** The same without a look at its parts. */
  isKind(shape: Shape, value: unknown): boolean {
    const [word, name] = split(shape);
    const composite = this.composite(shape);
    if (composite !== undefined) return this.#isComposite(composite, value);
    switch (word) {
      case "void":
      case "dynamic":
        return true;
      case "boolean":
      case "number":
      case "bigint":
        return typeof value === word;
      case "text":
        return typeof value === "string";
      case "date":
        return value instanceof Date;
      case "choice":
        return this.literals(name).includes(value);
      case "pattern":
        return (
          typeof value === "string" && fits(shape, value, this.schema.patterns)
        );
      case "bytes":
        return isBytes(value, name);
      case "symbol":
        return typeof value === "symbol" && Symbol.keyFor(value) !== undefined;
      case "instance":
        return value instanceof Reflect.get(globalThis, name);
      default: {
        const range = ranges.get(word);
        return range === undefined ? value === unit(word) : range(value);
      }
    }
  }

  #isComposite(composite: Composite, value: unknown): boolean {
    if ("variants" in composite)
      return composite.variants.some(({ shape }) => this.isKind(shape, value));
    if ("items" in composite || "element" in composite)
      return Array.isArray(value);
    if ("item" in composite) return isIterable(value);
    if ("member" in composite) return value instanceof Set;
    if ("entries" in composite) return value instanceof Map;
    if (!isObject(value)) return false;
    const open = composite.rest?.some(({ keys }) => keys === "string") ?? false;
    return !open || !hasNoNames(value);
  }

  #hasParts(composite: Composite, value: unknown): boolean {
    if ("fields" in composite) return this.#hasFields(composite, value);
    if ("items" in composite) {
      const items = value as unknown[];
      const { least, most } = lengths(composite);
      return (
        items.length >= least &&
        items.length <= most &&
        items.every((item, at) => {
          const shape = this.itemShape(composite, items.length, at);
          return this.#hasSlot(shape, item);
        })
      );
    }
    if ("element" in composite)
      return all(value as unknown[], (item) =>
        this.has(composite.element, item),
      );
    if ("item" in composite)
      return all(value as Iterable<unknown>, (item) =>
        this.has(composite.item, item),
      );
    if ("member" in composite)
      return all(value as Set<unknown>, (item) =>
        this.has(composite.member, item),
      );
    if (!("entries" in composite)) return false;
    const [key, item] = composite.entries;
    return all(
      value as Map<unknown, unknown>,
      (entry) =>
        this.has(key.shape, entry[0]) && this.has(item.shape, entry[1]),
    );
  }

  #hasSlot(
    { shape, presence }: Pick<Slot, "shape" | "presence">,
    value: unknown,
  ) {
    return (
      (presence !== undefined && value === undefined) || this.has(shape, value)
    );
  }

  #hasFields(
    composite: Composite & { fields: Slot[] },
    value: unknown,
  ): boolean {
    const it = value as Record<string, unknown>;
    const { fields, rest = [] } = composite as {
      fields: Slot[];
      rest?: Rest[];
    };
    if (
      !fields.every((field) => this.#hasSlot(field, property(it, field.name)))
    )
      return false;
    const others = rest.length === 0 ? [] : Object.keys(it);
    return others
      .filter((key) => !fields.some(({ name }) => name === key))
      .every((key) => {
        const shape = this.restShape(rest, key);
        return shape !== undefined && this.has(shape, it[key]);
      });
  }

  /** The shape of the values behind the index signature that takes `key`. */
  restShape(rest: Rest[], key: string): Shape | undefined {
    const { patterns } = this.schema;
    const taker = rest.find(({ keys }) => fits(keys, key, patterns));
    const list = taker && this.composite(taker.shape);
    return list && "entries" in list ? list.entries[1].shape : undefined;
  }

  /** What the type says of the item at `at` of a tuple with `length` items. */
  itemShape(
    { items, rest }: { items: Slot[]; rest?: Slot },
    length: number,
    at: number,
  ): Pick<Slot, "shape" | "presence"> {
    const last = items.filter(isLast);
    const back = length - at;
    if (rest !== undefined && back <= last.length)
      return last.find(({ name }) => name === `-${back}`)!;
    const slot = items.find(({ name }) => name === String(at));
    if (slot !== undefined) return slot;
    const list = this.composite(rest!.shape)!;
    if (!("element" in list)) throw new Error(`${list.name} is no list`);
    return { shape: list.element };
  }
}

/** How many items a tuple may have. */
export function lengths({ items, rest }: { items: Slot[]; rest?: Slot }): {
  least: number;
  most: number;
} {
  const required = items.filter(({ presence }) => presence === undefined);
  const most = rest === undefined ? items.length : Infinity;
  return { least: required.length, most };
}

function isLast({ name }: Slot): boolean {
  return name.startsWith("-");
}

/** What an object inherits from all objects is no property of it. */
export function property(it: object, name: string): unknown {
  return Object.hasOwn(it, name) ? Reflect.get(it, name) : undefined;
}

function isObject(value: unknown): value is object {
  return (
    typeof value === "object" && value !== null && !(value instanceof Promise)
  );
}

/** Objects whose parts have no names. */
function hasNoNames(value: object): boolean {
  return (
    Array.isArray(value) ||
    ArrayBuffer.isView(value) ||
    value instanceof ArrayBuffer ||
    value instanceof Date ||
    value instanceof Map ||
    value instanceof Set
  );
}

/** The numbers of so many bits each. */
const ranges = new Map<string, (value: unknown) => boolean>(
  [8, 16, 32, 64].flatMap((bits) => {
    const half = 2n ** BigInt(bits - 1);
    return [
      [`i${bits}`, within(bits, -half, half - 1n)],
      [`u${bits}`, within(bits, 0n, 2n * half - 1n)],
    ];
  }),
).set(
  "f32",
  (value) =>
    typeof value === "number" &&
    (!Number.isFinite(value) || Number.isFinite(Math.fround(value))),
);

function within(
  bits: number,
  least: bigint,
  most: bigint,
): (value: unknown) => boolean {
  return (value) =>
    (bits === 64 ? typeof value === "bigint" : Number.isInteger(value)) &&
    (value as bigint) >= least &&
    (value as bigint) <= most;
}

function isIterable(value: unknown): boolean {
  if (typeof value === "string") return true;
  return (
    isObject(value) && typeof Reflect.get(value, Symbol.iterator) === "function"
  );
}

function isBytes(value: unknown, name: string): boolean {
  if (name === "Buffer") return Buffer.isBuffer(value);
  return Object.prototype.toString.call(value) === `[object ${name}]`;
}

function unit(word: string): unknown {
  if (word === "undefined") return undefined;
  return word === "null" ? null : literal(word);
}

function all<Item>(
  items: Iterable<Item>,
  test: (item: Item) => boolean,
): boolean {
  for (const item of items) if (!test(item)) return false;
  return true;
}
