export type Point = { x: number };
export type Optional = [number, (string | undefined)?, Point?];
export type Middle = [1, ...string[], boolean, Point];
export type Both = [1, string?, ...(number | null)[]];
export type Tree = [name: string, ...children: Tree[]];

export function optional(value: Optional): Optional {
  return value;
}

export function rest(value: [string, ...number[]]): [string, ...number[]] {
  return value;
}

export function middle(value: Middle): Middle {
  return value;
}

export function start(value: [...Date[], "end"]): [...Date[], "end"] {
  return value;
}

export function both(value: Both): Both {
  return value;
}

export function tree(value: Tree): Tree {
  return value;
}
