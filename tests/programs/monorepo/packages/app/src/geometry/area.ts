import { convert, type Length } from "@acme/units";

export interface Rectangle {
  width: Length;
  height: Length;
}

/** Square metres. */
export function area({ width, height }: Rectangle): number {
  return convert(width, "m").value * convert(height, "m").value;
}
