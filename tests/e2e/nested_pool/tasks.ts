export const add = (a: number, b: number): number => a + b;
export async function shout(text: string): Promise<string> {
  return text.toUpperCase();
}
