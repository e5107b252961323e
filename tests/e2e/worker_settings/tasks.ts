import { resourceLimits, threadName } from "node:worker_threads";

export const variable = (name: string): string | undefined => process.env[name];

export const limit = (): number | undefined =>
  resourceLimits.maxOldGenerationSizeMb;

/** What this worker is called, where the runtime tells. */
export const name = (): string => threadName || process.title;

export function fill(): number {
  const all: number[][] = [];
  for (;;) all.push(new Array<number>(10_000).fill(all.length));
}

export const ownSource = (): boolean => "ownSource" in globalThis;

export async function wait(ms: number): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, ms));
  return ms;
}
