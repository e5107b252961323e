let calls = 0;
export const count = (): number => calls;
export function bytes(value: Uint8Array): number {
  calls += 1;
  return value.length;
}
export const echo = (value: Uint8Array): Uint8Array => value;
export const text = (value: string): string => value;
export const make = (size: number): Uint8Array => new Uint8Array(size).fill(7);
export const makeLater = async (size: number): Promise<string> =>
  "x".repeat(size);
export const list = (count: number): { at: number; name: string }[] =>
  Array.from({ length: count }, (_, at) => ({ at, name: `name ${at}` }));
export function fail(size: number): void {
  throw new Error("x".repeat(size));
}
