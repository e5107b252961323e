/** Tells this worker from others. */
const self = Math.random();

export function sum(bytes: Uint8Array): { self: number; sum: number } {
  const all = bytes.reduce((total, byte) => total + byte, 0);
  return { self, sum: all };
}

/** Memory that the worker has made to be shared, filled with a byte. */
export function made(length: number, byte: number): Uint8Array {
  return new Uint8Array(new SharedArrayBuffer(length)).fill(byte);
}

export const measure = (bytes: Uint8Array): [number, number] => [
  bytes.length,
  bytes.at(-1) ?? -1,
];

export const doubles = (values: Float64Array): Float64Array =>
  values.map((value) => value * 2);

export const halves = (values: number[]): number[] =>
  values.map((value) => value / 2);

/** A view of memory that it has in common with others, on Node. */
export const pooled = (text: string): Uint8Array => Buffer.from(text);

export const small = (length: number): Float32Array => new Float32Array(length);

export const open = (text: string): unknown => ({
  bytes: Buffer.from(text),
  buffer: new ArrayBuffer(3),
});

const Whole = globalThis.Map;

/** Makes maps impossible in this worker, or possible again. */
export function spoil(spoilt: boolean): void {
  globalThis.Map = spoilt ? (Broken as unknown as MapConstructor) : Whole;
}

class Broken {
  constructor() {
    throw new RangeError("no maps here");
  }
}

export const size = (map: Map<string, number>): number => map.size;

export const sizeOf = (value: unknown): number =>
  value instanceof Whole ? value.size : -1;

export const map = (): Map<string, number> => new Whole([["a", 1]]);
