export const add = (a: number, b: number): number => a + b;

export async function wait(ms: number): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, ms));
  return ms;
}

export function fail(): void {
  throw new Error("no");
}
