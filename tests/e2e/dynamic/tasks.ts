export const echo = (value: unknown): unknown => value;
export const any = (value: any): any => value;
export const inferred = (a: number, b: number) => ({ sum: a + b });
export const holder = (value: {
  id: number;
  data: unknown;
}): {
  id: number;
  data: unknown;
} => value;

/** Whether what refers to itself, and to one thing twice, does so in the worker. */
export function ties(value: unknown): boolean[] {
  const { self, one, other } = value as Record<string, unknown>;
  return [self === value, one === other];
}

export function names(value: unknown): string[] {
  return (value as unknown[]).map((each) =>
    each === null
      ? "null"
      : typeof each === "object"
        ? each.constructor.name
        : typeof each,
  );
}

export const symbol = (): unknown => Symbol("no");
