export default function total(numbers: number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}

export const pair = ([a, b]: [number, number]): number => a * b;
