import { AsyncLocalStorage } from "node:async_hooks";

import { importTask, isMain, task } from "@knit/runtime";
import type { AbortContext } from "@knit/runtime";

/** Where a call ran. */
export function place(): "host" | "worker" {
  return isMain ? "host" : "worker";
}

export interface Box {
  items: number[];
}

/** The very box on the host, a copy from a worker. */
export function fill(box: Box, item: number): Box {
  box.items.push(item);
  return box;
}

/** Keeps a worker busy, and the host not at all. */
export async function rest(ms: number): Promise<string> {
  await new Promise((resolve) => setTimeout(resolve, ms));
  return place();
}

export function fail(message: string): never {
  throw Object.assign(new RangeError(message), { place: place() });
}

export async function failLater(message: string): Promise<never> {
  await undefined;
  throw new RangeError(message);
}

/** Says what it knows of its caller. */
export const heed = task({
  abortSignal: true,
  f: async (
    note: string | undefined,
    context: AbortContext,
  ): Promise<string> => {
    const { signal } = context;
    const aborted = new Promise<string>((resolve) => {
      signal.addEventListener("abort", () => {
        heard.push(`${note ?? "none"}: ${String(signal.reason)}`);
        resolve("aborted");
      });
    });
    return context.hasAborted() ? "at once" : await aborted;
  },
});

const heard: string[] = [];

/** What was heard where this runs. */
export function told(): string[] {
  return heard;
}

export const storage = new AsyncLocalStorage<string>();

/** What the caller has stored; a worker knows nothing of it. */
export function stored(): string {
  return storage.getStore() ?? place();
}

export const late = task({
  timeout: { time: 20, default: "late" },
  f: async (ms: number): Promise<string> => rest(ms),
});

/** Never loaded by the host. */
export const elsewhere = importTask<() => string>({
  href: "./imported.ts",
  name: "elsewhere",
});
