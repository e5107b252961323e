export const add = (a: number, b: number): number => a + b;

export function fail(): void {
  throw new Error("no");
}

export async function wait(ms: number): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, ms));
  return ms;
}

/** Keeps the worker's thread. */
export function block(ms: number): number {
  const end = performance.now() + ms;
  while (performance.now() < end);
  return ms;
}

export const names = (values: { name: string }[]): string[] =>
  values.map(({ name }) => name);
