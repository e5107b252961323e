const own = Math.random();

/** Tells this worker from all others. */
export const worker = (): number => own;

/** Ends the worker. */
export function exit(): void {
  process.exit(3);
}

export const never = (): Promise<void> => new Promise(() => {});

/** Keeps the worker's thread. */
export function block(ms: number): number {
  const end = performance.now() + ms;
  while (performance.now() < end);
  return own;
}
