export { block, wait } from "../shared/time.ts";

export function add(a: number, b: number): number {
  return a + b;
}

export function forever(): void {
  for (;;);
}
