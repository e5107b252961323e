import type { Unit } from "../types.ts";

export const rates: Record<Unit, number> = { cm: 1, inch: 2.54 };
export const convert = (value: number, from: Unit, to: Unit): number =>
  (value * rates[from]) / rates[to];
