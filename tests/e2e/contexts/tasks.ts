export { block, wait } from "../shared/time.ts";

export const add = (a: number, b: number): number => a + b;

export function fail(): void {
  throw new Error("no");
}

export const names = (values: { name: string }[]): string[] =>
  values.map(({ name }) => name);
