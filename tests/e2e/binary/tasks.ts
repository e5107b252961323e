export const int8 = (value: Int8Array): Int8Array => value;
export const uint8 = (value: Uint8Array): Uint8Array => value;
export const clamped = (value: Uint8ClampedArray): Uint8ClampedArray => value;
export const int16 = (value: Int16Array): Int16Array => value;
export const uint16 = (value: Uint16Array): Uint16Array => value;
export const int32 = (value: Int32Array): Int32Array => value;
export const uint32 = (value: Uint32Array): Uint32Array => value;
export const float32 = (value: Float32Array): Float32Array => value;
export const float64 = (value: Float64Array): Float64Array => value;
export const bigInt64 = (value: BigInt64Array): BigInt64Array => value;
export const bigUint64 = (value: BigUint64Array): BigUint64Array => value;
export const view = (value: DataView): DataView => value;
export const buffer = (value: ArrayBuffer): ArrayBuffer => value;

export type Image = { width: number; pixels: Uint8ClampedArray; name: string };
export const invert = (image: Image): Image => ({
  ...image,
  pixels: image.pixels.map((value) => 255 - value),
});

/** What the worker has: class, offset, elements, bytes of the buffer behind it. */
export const shape = (value: Float64Array): (string | number)[] => [
  value.constructor.name,
  value.byteOffset,
  value.length,
  value.buffer.byteLength,
];

export function sum(value: Uint8Array): number {
  let total = 0;
  for (const each of value) total += each;
  return total;
}
