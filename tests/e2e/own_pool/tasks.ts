import { createPool } from "./tasks.knit/pool.ts";

export const add = (a: number, b: number): number => a + b;

export const pool = createPool();
