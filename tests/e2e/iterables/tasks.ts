export interface Batch {
  words: Iterable<string>;
  pairs?: Iterable<readonly [string, number]>;
}

/** What has arrived, which is always an array. */
export function batch(value: Batch): unknown[] {
  assertArray(value.words);
  return [...value.words, ...(value.pairs ?? [])];
}
export function either(
  value: string | Iterable<number> | { x: number },
): unknown {
  return value;
}

function assertArray(value: unknown): void {
  if (!Array.isArray(value)) throw new TypeError("it is no array");
}
