interface Named {
  name: string;
}

interface Dated extends Named {
  since: Date;
}

export interface Person extends Dated {
  age: number;
  address: { street: string; place: { code: number; town: string } };
  "odd key": boolean;
  ünïcode: string;
}

export interface Tree {
  value: number;
  children: Tree[];
}

export interface Chain {
  value: number;
  next?: Chain;
}

export type Mutual = { name: string; others: Other[] };
type Other = { weight: number; back: Mutual | null };

export const person = (value: Person): Person => value;
export const tree = (value: Tree): Tree => value;
export const chain = (value: Chain): Chain => value;
export const mutual = (value: Mutual): Mutual => value;
export const many = (values: Named[]): Named[] => values;
export const keys = (value: Person): string[] => Object.keys(value);

export function depth(value: Chain): number {
  let count = 0;
  for (let at: Chain | undefined = value; at !== undefined; at = at.next)
    count += 1;
  return count;
}

export function grow(depth: number): Chain {
  let chain: Chain = { value: 0 };
  for (let value = 1; value < depth; value += 1) chain = { value, next: chain };
  return chain;
}

/** Twenty fields of every width, so that their places matter. */
export type Wide = {
  a: boolean;
  b: number;
  c: string;
  d: boolean;
  e: bigint;
  f: Date;
  g: "x" | "y";
  h: number | null;
  i: boolean;
  j: Uint8Array;
  k: [number, boolean];
  l: string[];
  m: { p: boolean; q: number };
  n: boolean | undefined;
  o: Float64Array;
};

export const wide = (value: Wide): Wide => value;
