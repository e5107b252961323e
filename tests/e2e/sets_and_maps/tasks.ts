export interface Point {
  x: number;
  label?: string;
}

export interface Folder {
  name: string;
  folders: Map<string, Folder>;
  files: ReadonlySet<string>;
}

export type Either =
  Map<string, number> | Set<string> | Point | string[] | Date | null;

export function points(value: Map<string, Point>): Map<string, Point> {
  return value;
}

export function numbers(value: Set<number>): Set<number> {
  return value;
}

export function groups(
  value: ReadonlyMap<number, Set<string>>,
): ReadonlyMap<number, Set<string>> {
  return value;
}

export function keyed(value: Map<Point, bigint>): Map<Point, bigint> {
  return value;
}

export function folder(value: Folder): Folder {
  return value;
}

export function either(value: Either): Either {
  return value;
}

export function kindOf(value: Either): string {
  return Object.prototype.toString.call(value);
}

export function marks(value: Set<"a" | "b">): Set<"a" | "b"> {
  return value;
}

export function nothing(
  value: Map<null, undefined>,
  none: Set<null>,
): [number, number] {
  return [value.size, none.size];
}
