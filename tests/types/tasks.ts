export type Point = { x: number; y: number; label?: string };

/** The mean of all points. */
export function centroid(points: Point[]): Point {
  return points[0]!;
}
export const add = (a: number, b = 1): number => a + b;
export async function shout(words: string | null): Promise<string> {
  return String(words);
}
export function nothing(): void {}
export const nested = (): Promise<Promise<Uint8Array>> =>
  Promise.resolve(new Uint8Array()) as never;
export const anything = (value: unknown, callback?: Date): unknown =>
  callback ?? value;
