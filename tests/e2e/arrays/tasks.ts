export type Pair = [first: string, second: number | null];

export const numbers = (values: number[]): number[] => values;
export const texts = (values: readonly string[]): string[] => [...values];
export const flags = (values: boolean[]): boolean[] => values;
export const bigs = (values: bigint[]): bigint[] => values;
export const dates = (values: Date[]): Date[] => values;
export const grid = (values: number[][]): number[][] => values;
export const deep = (values: string[][][]): string[][][] => values;
export const pairs = (values: Pair[]): Pair[] => values;
export const swap = ([first, second]: [string, [number, boolean]]): [
  [number, boolean],
  string,
] => [second, first];
export const none = (value: []): [] => value;
export const optional = (
  values: (number | undefined)[],
): (number | undefined)[] => values;
export const sum = (values: number[]): number =>
  values.reduce((total, value) => total + value, 0);
export const range = (count: number): number[] =>
  Array.from({ length: count }, (_, at) => at);
