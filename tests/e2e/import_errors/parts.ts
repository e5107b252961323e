export const limit = 5;
export const half = (a: number): number => a / 2;
export function twice(a: number): number {
  return a * 2;
}
