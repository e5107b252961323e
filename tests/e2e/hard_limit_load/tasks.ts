/** Tells this worker from others. */
const self = Math.random();

export const worker = (): number => self;

/** Keeps the worker's thread, but no core. */
export function nap(id: number, ms: number): number {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
  return id;
}

export async function rest(id: number, ms: number): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, ms));
  return id;
}

export const add = (a: number, b: number): number => a + b;

export function forever(): void {
  for (;;);
}
