/// <reference path="./untyped.d.ts" />
import { parse, type ParsedPath } from "node:path";

import * as colors from "@acme/colors";
import type { Box, Circle, Point } from "geo";
import { extent } from "geo/bbox";
import type { Config } from "legacy";
import legacy from "legacy";
import plain from "plain";
import { stamp, type Ticket } from "untyped";

import limits from "./limits.json" with { type: "json" };

export { distance } from "geo";

export function around(points: Point[]): Box {
  return extent(points);
}

export function grow(circle: Circle, by: number): Circle {
  return { ...circle, radius: circle.radius * by };
}

export function level(config: Config): number {
  return legacy.level(config);
}

export function sentence(options: plain.Options): string {
  return plain(options);
}

export function darkest(): colors.Rgb {
  return colors.black;
}

export function stamped(ticket: Ticket): Ticket {
  return stamp(ticket);
}

export function receipt(prices: number[]): Receipt {
  return { total: prices.reduce((sum, price) => sum + price, 0) };
}

export function split(path: string): ParsedPath {
  return parse(path);
}

export function platform(): NodeJS.Platform {
  return process.platform;
}

export function limited(names: typeof limits.names) {
  return names.slice(0, limits.most);
}
