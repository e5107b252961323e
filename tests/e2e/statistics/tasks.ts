export function add(a: number, b: number): number {
  return a + b;
}

export function text(value: string): string {
  return value + value;
}

/** Keeps the worker's thread. */
export function block(ms: number): number {
  const end = performance.now() + ms;
  while (performance.now() < end);
  return ms;
}

export async function wait(ms: number): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, ms));
  return ms;
}

export function fail(): void {
  throw new RangeError("no");
}

export async function failLater(): Promise<void> {
  await null;
  throw new RangeError("no");
}
