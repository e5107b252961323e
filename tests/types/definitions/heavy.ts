export function add(a: number, b: number): number {
  return a + b;
}

export async function watched(
  name: string,
  context: { hasAborted(): boolean },
): Promise<string> {
  return `${name} ${context.hasAborted()}`;
}

export default (numbers: number[]): number => numbers.length;
