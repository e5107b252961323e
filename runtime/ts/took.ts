// How long a task ran, in the bits of a completion's kind that its status leaves free: those of a float of
// 32 bits without its sign, which is never set, and without the last nine of its mantissa.

import { TOOK_SHIFT } from "./abi.ts";

const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);
const dropped = 9;

/** So that a run of no time at all is told from one that was not timed, in milliseconds. */
const shortest = 1e-6;

/** The bits for a task that began at `from` and has ended just now, in milliseconds of this side's clock. */
export function tookSince(from: number): number {
  return packTook(performance.now() - from);
}

export function packTook(milliseconds: number): number {
  float[0] = Math.max(milliseconds, shortest);
  return (bits[0]! >>> dropped) << TOOK_SHIFT;
}

/** The milliseconds that such bits say, to within 0.01 %; undefined where the task was not timed. */
export function tookOf(kind: number): number | undefined {
  bits[0] = (kind >>> TOOK_SHIFT) << dropped;
  return bits[0] === 0 ? undefined : float[0]!;
}
