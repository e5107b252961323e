// A row of the result, and how many repetitions make one.

import type { Kind } from "../kind.ts";

export interface Row {
  runtime: string;
  workers: Kind;
  measure: string;
  /** What knit took, and what it is compared with, in `unit`. */
  ours: number;
  reference: number;
  unit: string;
  ratio: number;
  /** Undefined for what is only told. */
  bar?: string;
  holds?: boolean;
}

export interface Measured {
  measure: string;
  ours: number;
  reference: number;
  unit: string;
}

/** At most (`<=`) or at least (`>=`) this ratio of ours to the reference. */
export interface Bar {
  readonly is: "<=" | ">=";
  readonly ratio: number;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}

/** Time of `work`, in milliseconds. */
export async function time(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

export function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
