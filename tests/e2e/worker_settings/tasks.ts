import * as threads from "node:worker_threads";

const { resourceLimits } = threads;

export const variable = (name: string): string | undefined => process.env[name];

export const limit = (): number | undefined =>
  resourceLimits.maxOldGenerationSizeMb;

/** What this worker is called, where the runtime tells: Node.js 24 is the first that does. */
export const name = (): string =>
  (Reflect.get(threads, "threadName") as string | undefined) || process.title;

/** In small pieces: one large one past the limit takes the whole process with it. */
export function fill(): number {
  let chain: object = {};
  for (;;) chain = { chain };
}

export const ownSource = (): boolean => "ownSource" in globalThis;

export async function wait(ms: number): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, ms));
  return ms;
}
