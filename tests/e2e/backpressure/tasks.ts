export const echo = (
  value: Uint8Array,
  tag: number,
): { value: Uint8Array; tag: number } => ({
  value,
  tag,
});

export async function later(value: string, ms: number): Promise<string> {
  await new Promise((resolve) => setTimeout(resolve, ms));
  return value;
}

export const swell = (value: string, times: number): string =>
  value.repeat(times);
export const swallow = (value: string): number => value.length;
