// What generated encoders ask of the values they are given. A check returns the value in the form
// that travels or throws; the throw collects its path on the way out, so that a value that is fine
// pays nothing for good messages.

/** A part of a path that is neither a property nor an index, as one would write it: `.get("a")`. */
export class Step {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export type Key = string | number | Step;

/** A value of the wrong type, with the path to it as far as it is known. */
export class Mismatch extends TypeError {
  readonly path: Key[] = [];
  readonly expected: string;
  readonly value: unknown;

  constructor(expected: string, value: unknown) {
    super(`expected ${expected}, got ${describe(value, expected)}`);
    this.expected = expected;
    this.value = value;
  }

  /** The whole sentence: `centroid: points[3].x: expected number, got string`. */
  sentence(task: string): string {
    const path = formatPath(this.path);
    return `${task}: ${path === "" ? "" : `${path}: `}${this.message}`;
  }
}

/** To be thrown where `value` is not what the type says: `throw mismatch("Point", value)`. */
export function mismatch(expected: string, value: unknown): Error {
  return new Mismatch(expected, value);
}

/**
 * Adds the part of the path that the caller knows; other errors pass as they are. A promise where an object
 * called `title` belongs has none of its properties, and is itself what is wrong.
 */
export function inside(
  error: unknown,
  key: Key,
  owner?: object,
  title?: string,
): unknown {
  if (!(error instanceof Mismatch)) return error;
  if (owner instanceof Promise) return mismatch(title!, owner);
  error.path.unshift(key);
  return error;
}

/**
 * What the caller of a task is told of an error that came of a value: its path, and what a full stack means.
 * Only the dynamic cell follows circles, and as many levels as there are.
 */
export function refused(error: unknown, task: string, part?: string): unknown {
  if (error instanceof Mismatch) {
    if (part !== undefined) error.path.unshift(part);
    return new TypeError(error.sentence(task));
  }
  const isFull =
    error instanceof RangeError &&
    error.message.startsWith("Maximum call stack size exceeded");
  if (!isFull) return error;
  const at = part === undefined ? "" : `${part}: `;
  return new TypeError(
    `${task}: ${at}expected data that does not hold itself, in fewer levels`,
  );
}

export function number(value: unknown): number {
  if (typeof value !== "number") throw mismatch("number", value);
  return value;
}

export function boolean(value: unknown): 0 | 1 {
  if (typeof value !== "boolean") throw mismatch("boolean", value);
  return value ? 1 : 0;
}

/** The time of a `Date` in milliseconds, NaN for an invalid one. */
export function date(value: unknown): number {
  if (!(value instanceof Date)) throw mismatch("Date", value);
  return value.getTime();
}

/**
 * Any object, to be read by the names of its fields, one of which must be there: so a promise needs no test of its
 * own, see `inside`.
 */
export function fields<Key extends string>(
  value: unknown,
  title: string,
): Readonly<Record<Key, unknown>> {
  if (typeof value !== "object" || value === null) throw mismatch(title, value);
  return value as Readonly<Record<Key, unknown>>;
}

/** Any object that is neither null nor a promise, to be read by the names of its fields. */
export function record<Key extends string>(
  value: unknown,
  title: string,
): Readonly<Record<Key, unknown>> {
  if (typeof value !== "object" || value === null || value instanceof Promise) {
    throw mismatch(title, value);
  }
  return value as Readonly<Record<Key, unknown>>;
}

/** Any object but a promise, as `record` takes it. */
export function isObject(value: unknown): value is object {
  return (
    typeof value === "object" && value !== null && !(value instanceof Promise)
  );
}

/** What a value has under a key; undefined where it is no object, too. */
export function part(value: unknown, key: string | number): unknown {
  return typeof value === "object" && value !== null
    ? Reflect.get(value, key)
    : undefined;
}

/** What an object has under a key, which has to be an object again. */
export function within<Key extends string>(
  value: object,
  key: string | number,
): Readonly<Record<Key, unknown>> {
  const found: unknown = Reflect.get(value, key);
  if (!isObject(found)) throw inside(mismatch("object", found), key);
  return found as Readonly<Record<Key, unknown>>;
}

export function list(value: unknown, title: string): readonly unknown[] {
  if (!Array.isArray(value)) throw mismatch(title, value);
  return value;
}

export function tuple(
  value: unknown,
  length: number,
  title: string,
): readonly unknown[] {
  if (!Array.isArray(value) || value.length !== length) {
    throw mismatch(title, value);
  }
  return value;
}

/** The same where the type allows of more than one length. */
export function tupleBetween(
  value: unknown,
  least: number,
  most: number,
  title: string,
): readonly unknown[] {
  const items = list(value, title);
  if (items.length < least || items.length > most) {
    throw mismatch(title, value);
  }
  return items;
}

/** The presence byte of a property that reads as undefined: 0 where it is absent, 2 where it is there. */
export function absent(value: object, key: string): 0 | 2 {
  // What all objects inherit is no property of this one.
  const isThere =
    key in Object.prototype ? Object.hasOwn(value, key) : key in value;
  return isThere ? 2 : 0;
}

/** An optional property that has the name of one that all objects inherit. */
export function own(value: object, key: string): unknown {
  return Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}

const identifier = /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u;

/** Spells a path as one would write it: `points[3].x`, `headers["odd key"]`. */
export function formatPath(path: readonly Key[]): string {
  let text = "";
  for (const key of path) {
    if (typeof key === "number") text += `[${key}]`;
    else if (key instanceof Step) text += key.text;
    else if (!identifier.test(key)) text += `[${JSON.stringify(key)}]`;
    else text += text === "" ? key : `.${key}`;
  }
  return text;
}

const spelling = /["`]|\b(?:true|false)\b|\d/;
const longest = 40;

/** Names what a value is; where literals are expected, says which primitive it is. */
function describe(value: unknown, expected: string): string {
  if (value === null) return "null";
  if (typeof value === "object") return describeObject(value);
  if (typeof value === "function" || typeof value === "symbol") {
    return typeof value;
  }
  if (value === undefined || !spelling.test(expected)) return typeof value;
  const text = typeof value === "string" ? JSON.stringify(value) : `${value}`;
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

function describeObject(value: object): string {
  if (Array.isArray(value)) return `array of ${value.length}`;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === null) return "object";
  const maker: unknown = (prototype as { constructor?: unknown }).constructor;
  return typeof maker === "function" && maker.name !== ""
    ? maker.name
    : "object";
}
