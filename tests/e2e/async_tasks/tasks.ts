const gates = new Map<number, () => void>();

/** Stays open until `open` is called with the same number. */
export async function wait(gate: number): Promise<string> {
  await new Promise<void>((resolve) => gates.set(gate, resolve));
  return `gate ${gate}`;
}

export function open(gate: number): boolean {
  const resolve = gates.get(gate);
  gates.delete(gate);
  resolve?.();
  return resolve !== undefined;
}

export const add = (a: number, b: number): number => a + b;

export async function sleep(ms: number): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, ms));
  return ms;
}

/** A thenable that is no promise is awaited as well. */
export function like(value: number): PromiseLike<number> {
  return Promise.resolve(value).then((each) => each * 2);
}

export async function fail(): Promise<number> {
  await null;
  throw new RangeError("later");
}

export async function immediate(value: string): Promise<string> {
  return value;
}
