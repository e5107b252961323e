export { block, wait } from "../shared/time.ts";

export function add(a: number, b: number): number {
  return a + b;
}

export function text(value: string): string {
  return value + value;
}

export function fail(): void {
  throw new RangeError("no");
}

export async function failLater(): Promise<void> {
  await null;
  throw new RangeError("no");
}
