import { importTask, importTask as remote } from "@knit/runtime";

/** The module tells the signature. */
export const scale = importTask({ href: "./lib/heavy.ts", name: "scale" });

/** The type argument does. */
export const area = remote<typeof import("./lib/heavy.ts").area>({
  href: "./lib/heavy.ts",
  name: "area",
});

/** One argument, and the default export. */
export const total = importTask<number[], number>({ href: "./lib/total.ts" });

// What nobody can see before it runs is found all the same: from this module, or by its address.
const ending = import.meta.url.endsWith(".ts") ? "ts" : "js";

export const pair = importTask<[number, number], number>({
  href: `./lib/total.${ending}`,
  name: "pair",
  timeout: { time: 60_000, default: -1 },
});

export const repeat = importTask<(text: string, times: number) => string>({
  href: new URL(`lib/heavy.${ending}`, import.meta.url).href,
  name: "repeat",
});

export const watched = importTask({
  href: "./lib/heavy.ts",
  name: "watched",
  abortSignal: true,
  timeout: { time: 20, default: "late" },
});

export const loaded = (): boolean => "heavy" in globalThis;
