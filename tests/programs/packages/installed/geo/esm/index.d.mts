import type { Shape } from "shapes-core";
export interface Point {
  x: number;
  y: number;
}
export interface Circle extends Shape<"circle"> {
  centre: Point;
  radius: number;
}
/** How far two points are apart. */
export declare function distance(a: Point, b: Point): number;
export { type Extent as Box } from "./bbox.mjs";
