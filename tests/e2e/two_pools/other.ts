export const double = (text: string): string => text + text;
export async function reverse(values: number[]): Promise<number[]> {
  return values.reverse();
}
