// Values that are of another kind than a type says, and near misses of what it does say.

import type { Types } from "./belongs.ts";
import { split } from "./schema.ts";
import type { Shape } from "./schema.ts";

class Unrelated {
  readonly mark = 1;
}

/** One of every kind of value that there is. */
const kinds: readonly (() => unknown)[] = [
  () => undefined,
  () => null,
  () => true,
  () => false,
  () => 0,
  () => -1.5,
  () => NaN,
  () => "",
  () => "unheard-of",
  () => 7n,
  () => Symbol("unheard-of"),
  () => () => 1,
  () => Unrelated,
  () => ({}),
  () => ({ unheardOf: 1 }),
  () => Object.create(null) as unknown,
  () => new Unrelated(),
  () => [],
  () => [undefined],
  () => ({ length: 1, 0: 1 }),
  () => new Date(1e12),
  () => new Map([[1, 1]]),
  () => new Set([1]),
  () => new WeakMap(),
  () => new Uint8Array(4),
  () => new Float64Array(2),
  () => new DataView(new ArrayBuffer(4)),
  () => new ArrayBuffer(8),
  () => new SharedArrayBuffer(8),
  () => /unheard-of/,
  () => new URL("https://example.org/"),
  () => new Error("unheard of"),
  () => Object(1) as unknown,
  () => Object("unheard-of") as unknown,
  () => Promise.resolve(1),
];

/** What the dynamic cell refuses. */
const handles: readonly (() => unknown)[] = [
  () => () => 1,
  () => Unrelated,
  () => Symbol("unheard-of"),
  () => new WeakMap(),
  () => new WeakSet(),
  () => Promise.resolve(1),
  () => new SharedArrayBuffer(8),
  () => new Map().entries(),
  () => new Intl.NumberFormat(),
];

/** Every value at hand that is not even of the kind that `shape` says. */
export function wrongKinds(types: Types, shape: Shape): unknown[] {
  if (split(shape)[0] === "dynamic") return handles.map((make) => make());
  const made = kinds.map((make) => make());
  return made.filter((value) => !types.isKind(shape, value));
}

/** Values close to `value`, which is of the type; some may be of it too. */
export function nearMisses(value: unknown): unknown[] {
  switch (typeof value) {
    case "string":
      return [
        `${value}x`,
        ` ${value}`,
        value.slice(1),
        value.toUpperCase(),
        value.toLowerCase(),
        value.slice(0, -1),
        Object(value),
      ];
    case "number":
      return [value + 1, -value, value + 0.5, String(value), Object(value)];
    case "bigint":
      return [value + 1n, -value, Number(value)];
    case "boolean":
      return [!value, String(value), Number(value)];
    default:
      return [];
  }
}
