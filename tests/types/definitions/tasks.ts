import { importTask, task } from "@knit/runtime";
import type { AbortContext, Task } from "@knit/runtime";

export const plain = task({ f: (a: number, b = 1): number => a + b });
export const limited = task({ timeout: 5, f: (a: number): number => a });
export const late = task({
  timeout: { time: 5, default: "late" },
  f: async (a: number): Promise<number> => a,
});
export const maybe = task({
  timeout: { time: 5, maybe: true },
  f: (a: number): number => a,
});
export const abortable = task({
  abortSignal: true,
  f: (a: number, text: string, context): boolean => {
    const known: AbortContext = context;
    return known.hasAborted() || text.length === a;
  },
});
export const alone = task({
  abortSignal: { hasAborted: true },
  f: (context: AbortContext): number => context.now(),
});
export const typed = task<string, number | null>({
  timeout: { time: 5, default: null },
  f: (text) => text.length,
});
export const nothing = task<void, string>({ f: () => "" });
export const annotated: Task<(a: number) => number, "late"> = task({
  timeout: { time: 5, default: "late" as const },
  f: (a: number): number => a,
});

export const told = importTask({ href: "./heavy.ts", name: "add" });
export const watched = importTask({
  href: "./heavy.ts",
  name: "watched",
  abortSignal: true,
  timeout: { time: 5, default: null },
});
export const one = importTask<number[], number>({ href: "./heavy.ts" });
export const same = importTask<typeof import("./heavy.ts").add>({
  href: "./heavy.ts",
  name: "add",
});
export const more = importTask<(a: number) => number, undefined>({
  href: "./heavy.ts",
  timeout: { time: 5, maybe: true },
});
