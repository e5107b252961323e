import { convert } from "./lib/convert.ts";
import type { Base, Unit } from "./types.ts";
import type * as all from "./types.ts";

// The host never evaluates this module.
(globalThis as { evaluated?: number }).evaluated = 1;

export interface Length extends Base {
  value: number;
  unit: Unit;
}

export const limit = 100;

export function inUnit(length: Length, unit: all.Unit): Length {
  return { ...length, value: convert(length.value, length.unit, unit), unit };
}

export const evaluated = (): number =>
  (globalThis as { evaluated?: number }).evaluated ?? 0;

export async function lazily(value: number): Promise<number> {
  const { rates } = await import("./lib/convert.ts");
  return value * rates.inch;
}

export const asset = async (): Promise<string> => import.meta.url.slice(0, 5);
