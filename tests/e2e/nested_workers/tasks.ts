import { appendFileSync } from "node:fs";

type Kind = "thread" | "process";

/** How many pools are one in another, this task's own first. */
export async function depth(most: number, runtime: Kind): Promise<number> {
  if (most === 1) return 1;
  const { createPool } = await import("./tasks.knit/pool.ts");
  await using pool = createPool({ worker: { runtime } });
  return 1 + (await pool.call.depth(most - 1, runtime));
}

/** Starts a pool that nobody closes, and what never ends in it. */
export async function leave(file: string, runtime: Kind): Promise<void> {
  const { createPool } = await import("./tasks.knit/pool.ts");
  const pool = createPool({ worker: { runtime } });
  void pool.call.beat(file).catch(() => {});
}

export function beat(file: string): Promise<void> {
  setInterval(() => appendFileSync(file, "."), 5);
  return new Promise(() => {});
}
