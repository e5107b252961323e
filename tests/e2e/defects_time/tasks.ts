/** Tells this worker from others. */
const self = Math.random();

export const add = (a: number, b: number): number => a + b;

export async function rest(ms: number): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, ms));
  return ms;
}

/** Keeps the worker's thread, but no core; returns which worker it was. */
export function nap(ms: number): number {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
  return self;
}
