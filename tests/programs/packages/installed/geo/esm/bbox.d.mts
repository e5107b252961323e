export type Extent = [west: number, south: number, east: number, north: number];
export declare function extent(points: readonly import("./index.mjs").Point[]): Extent;
