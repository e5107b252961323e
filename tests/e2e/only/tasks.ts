export const add = (a: number, b: number): number => a + b;

export const negate = (a: number): number => -a;

export async function later(text: string): Promise<string> {
  return text;
}
