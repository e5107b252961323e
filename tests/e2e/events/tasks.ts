export const add = (a: number, b: number): number => a + b;

export const never = (): Promise<number> => new Promise(() => {});

/** Keeps the worker's thread. */
export function block(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}
