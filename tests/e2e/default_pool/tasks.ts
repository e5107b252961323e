import { threadId } from "node:worker_threads";
import { importTask, task } from "@knit/runtime";

let calls = 0;

export function add(a: number, b: number): number {
  calls += 1;
  return a + b;
}

/** How many calls this worker has taken. */
export const count = task({ f: (): number => calls });

export const who = (): string => `${process.pid} ${threadId}`;

export const double = importTask({ href: "./double.ts" });

function remove(key: string): string {
  return `${key} removed`;
}
export { remove as delete };

/** Only in pools, where its name is not taken. */
export const createPool = (size: number): number => size;
