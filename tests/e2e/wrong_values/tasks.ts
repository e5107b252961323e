export type Point = { x: number; y: number; label?: string };
export type Chain = { next?: Chain };
export type Shape =
  { kind: "circle"; radius: number } | { kind: "box"; sides: [number, number] };

let calls = 0;

/** How many calls of the other tasks this worker has seen. */
export const count = (): number => calls;

export function centroid(points: Point[]): void {
  calls += points.length;
}

export function add(a: number, b: number): void {
  calls += a * 0 + b * 0 + 1;
}

export function scalars(
  text: string,
  flag: boolean,
  big: bigint,
  date: Date,
  none: null,
): void {
  calls += 1;
  void [text, flag, big, date, none];
}

export function bytes(data: Uint8Array, buffer: ArrayBuffer): void {
  calls += data.length + buffer.byteLength + 1;
}

export function level(value: "low" | "high" | 3, other: number | null): void {
  calls += value === "low" && other === 0 ? 1 : 1;
}

export function shape(value: Shape): void {
  calls += value.kind.length;
}

export function headers(value: { headers: { "odd key": string[] } }): void {
  calls += value.headers["odd key"].length + 1;
}

export function pair(value: [string, number]): void {
  calls += value.length;
}

export function chain(first: Chain): void {
  calls += first.next === undefined ? 1 : 2;
}

/** Holds itself, as no typed result can. */
export function circle(): Chain {
  const first: Chain = {};
  first.next = first;
  return first;
}
