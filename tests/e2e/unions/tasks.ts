export type Scalar = string | number | boolean | bigint | null | undefined;

export type Level = "low" | "high" | "" | 3 | -1 | true | null;

export type Shape =
  | { kind: "circle"; radius: number }
  | { kind: "box"; width: number; height: number; label?: string }
  | { kind: "group"; shapes: Shape[] }
  | { kind: "none" };

export type Found = { name: string } | string[] | Date | Uint8Array | string;

export type Answer = { ok: true; value: number } | { ok: false; error: string };

export const scalar = (value: Scalar): Scalar => value;
export const level = (value: Level): Level => value;
export const shape = (value: Shape): Shape => value;
export const found = (value: Found): Found => value;
export const several = (values: Scalar[]): Scalar[] => values;

export function kind(value: Found): string {
  if (typeof value === "string") return "string";
  if (Array.isArray(value)) return "array";
  if (value instanceof Date) return "date";
  return value instanceof Uint8Array ? "bytes" : "record";
}

export function area(value: Shape): number {
  switch (value.kind) {
    case "circle":
      return 3 * value.radius ** 2;
    case "box":
      return value.width * value.height;
    case "group":
      return value.shapes.reduce((sum, each) => sum + area(each), 0);
    case "none":
      return 0;
  }
}

export function half(value: number): Answer {
  return value % 2 === 0
    ? { ok: true, value: value / 2 }
    : { ok: false, error: `${value} is odd` };
}
