import type { factors } from "#factors";

export type Unit = keyof typeof factors;
export interface Length {
  value: number;
  unit: Unit;
}
export { convert } from "./convert.ts";
