export type Scores = Record<string, { x: number; note?: string | undefined }>;

export interface Headers_ {
  [name: string]: string | string[] | undefined;
  host: string;
  accept?: string;
}

export interface Patterns {
  [key: `a-${string}`]: 1 | 2;
  [key: `b-${number}`]: string;
  name: string;
}

export interface Both {
  [key: string]: string | number;
  [index: number]: number;
}

export type Json =
  null | boolean | number | string | Json[] | { [key: string]: Json };

export function scores(value: Scores): Scores {
  return value;
}

export function headers(value: Headers_): Headers_ {
  return value;
}

export function patterns(value: Patterns): Patterns {
  return value;
}

export function both(value: Both): Both {
  return value;
}

export function dates(value: { [index: number]: Date }): {
  [index: number]: Date;
} {
  return value;
}

export function json(value: Json): Json {
  return value;
}

/** What the worker sees of an object's prototype and its own keys. */
export function inspect(value: Scores): {
  keys: string[];
  plain: boolean;
  polluted: boolean;
} {
  return {
    keys: Object.keys(value),
    plain: Object.getPrototypeOf(value) === Object.prototype,
    polluted: "x" in {},
  };
}
