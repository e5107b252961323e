const ran: string[] = [];

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

export function mark(name: string): void {
  ran.push(name);
}

export const marks = (): string[] => ran;

export function add(a: number, b: number): number {
  return a + b;
}
