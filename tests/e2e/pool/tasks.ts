export { block, wait } from "../shared/time.ts";

export function add(a: number, b: number): number {
  return a + b;
}

/** Keeps the worker's thread, but no core. */
export function nap(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
