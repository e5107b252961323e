import { appendFileSync, readFileSync } from "node:fs";

const starts = process.env["KNIT_TEST_STARTS"]!;

appendFileSync(starts, "started\n");
const count = readFileSync(starts, "utf8").split("\n").length - 1;
if (count <= Number(process.env["KNIT_TEST_FAILURES"]))
  throw new RangeError(`start ${count} fails`);

export const add = (a: number, b: number): number => a + b;

export function exit(code: number): void {
  process.exit(code);
}

/** Keeps the worker's thread. */
export function block(ms: number): number {
  const end = performance.now() + ms;
  while (performance.now() < end);
  return ms;
}
