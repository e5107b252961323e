import { factors } from "#factors";
import type { Length, Unit } from "./index.ts";

/** The same length in another unit. */
export function convert(length: Length, unit: Unit): Length {
  const value = (length.value * factors[length.unit]) / factors[unit];
  return { ...length, value: Math.round(value * 1e6) / 1e6, unit };
}
