// What prepares the workers, and what they do before they end.

import { appendFileSync } from "node:fs";

import type { WorkerContext } from "@knit/runtime";

export interface Preparation {
  readonly file: string;
  readonly since: Date;
  readonly sizes: Map<string, bigint>;
}

export let prepared: (Preparation & WorkerContext) | undefined;

export async function prepare(
  data: Preparation,
  context: WorkerContext,
): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 10));
  if (!Object.isFrozen(context)) throw new Error("it can be changed");
  prepared = { ...data, ...context };
}

export function fail(): never {
  throw new RangeError("cannot prepare");
}

/** Says in a file that it is there, a while after it was called. */
export default async function clear(
  file: string,
  { thread }: WorkerContext,
): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 30));
  appendFileSync(file, `${thread}\n`);
}

export async function stumble(): Promise<void> {
  throw new RangeError("cannot clear");
}

export const never = (): Promise<void> => new Promise(() => {});
