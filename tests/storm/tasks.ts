export type Row = { id: number; name: string; tags: string[]; at?: Date };

export const add = (a: number, b: number): number => a + b;

export const rows = (values: Row[]): Row[] =>
  values.map((row) => ({ ...row, id: -row.id }));

export const bytes = (data: Uint8Array, seed: number): Uint8Array => {
  for (const byte of [data.at(0), data.at(-1)])
    if (byte !== seed) throw new Error(`byte ${byte} in a message of ${seed}`);
  return data.fill((seed + 1) & 255);
};

export async function text(value: string, ms: number): Promise<string> {
  if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
  return value.toUpperCase();
}

export async function cell(value: unknown): Promise<unknown> {
  await null;
  return value;
}

export function fail(id: number, padding: string): number {
  throw Object.assign(new RangeError(`call ${id}`), { id, padding });
}

export async function failLater(id: number): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, id % 5));
  throw new TypeError(`call ${id}`);
}
