export const number = (value: number): number => value;
export const text = (value: string): string => value;
export const flag = (value: boolean): boolean => value;
export const big = (value: bigint): bigint => value;
export const nothing = (value: null): null => value;
export const missing = (value: undefined): undefined => value;

/** How the worker itself spells what it got. */
export function spell(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}

export function units(value: string): number[] {
  return Array.from({ length: value.length }, (_, at) => value.charCodeAt(at));
}

export function joined(
  a: string,
  b: number,
  c: boolean,
  d: bigint,
  e: null,
  f: string,
): string {
  return [a, b, c, d, e, f].join(",");
}
