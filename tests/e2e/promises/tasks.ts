let calls = 0;
export const count = (): number => calls;

export function add(a: number, b: number): number {
  calls += 1;
  return a + b;
}

export const join = (parts: string[], by = "-"): string => parts.join(by);
export const length = (value: unknown): number =>
  Object.keys(value as object).length;
