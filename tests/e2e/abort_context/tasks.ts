import { task } from "@knit/runtime";
import type { AbortContext } from "@knit/runtime";
import * as knit from "@knit/runtime";

const seen: string[] = [];

/** Keeps its thread and looks whether it is wanted still. */
export const spin = task({
  abortSignal: true,
  f: (name: string, context) => {
    const end = context.now() + 5000;
    while (context.now() < end) {
      if (context.hasAborted()) {
        seen.push(`${name} stopped`);
        return false;
      }
    }
    return true;
  },
});

/** Awaits what takes a signal. */
export const listen = task({
  abortSignal: { hasAborted: true },
  f: async (
    name: string,
    times: number,
    context: AbortContext,
  ): Promise<number> => {
    const { signal } = context;
    await new Promise<void>((resolve) => {
      signal.addEventListener("abort", () => resolve());
    });
    seen.push(`${name} ${times} ${String(signal.reason)}`);
    try {
      context.throwIfAborted();
    } catch (error) {
      seen.push(`${name} threw ${String(error === signal.reason)}`);
    }
    return times;
  },
});

/** No argument but the context. */
export const alone = knit.task({
  abortSignal: true,
  timeout: { time: 20, default: "late" },
  f: async (context) => {
    while (!context.hasAborted())
      await new Promise((resolve) => setTimeout(resolve, 1));
    seen.push("alone stopped");
    return "aborted";
  },
});

export const typed = task<number[], number>({
  abortSignal: true,
  f: (numbers, context) => (context.hasAborted() ? -1 : numbers.length),
});

export const bare = task<void, string>({
  abortSignal: true,
  f: (_, context) => typeof context.now(),
});

export const unused = task({ abortSignal: true, f: (): string => "none" });

export const log = (): string[] => seen;

/** In place nobody can abort it. */
export async function inPlace(): Promise<number> {
  return typed([1, 2]);
}
