import { task } from "@knit/runtime";

const settings = { patience: 30 };

async function wait(ms: number): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, ms));
  return ms;
}

/** Too late is an error. */
export const limited = task({ timeout: 20, f: wait });

/** Also while it keeps the worker's thread. */
export const busy = task({
  timeout: { time: 20 },
  f: (ms: number): number => {
    const end = performance.now() + ms;
    while (performance.now() < end);
    return ms;
  },
});

/** Its own answer; not a literal in the source. */
export const late = task({
  timeout: { time: settings.patience, default: `after ${settings.patience}` },
  f: wait,
});

export const list = task({ timeout: { time: 10, default: [1, 2] }, f: wait });

export const maybe = task({ timeout: { time: 10, maybe: true }, f: wait });

class Slow extends Error {
  override readonly name = "Slow";
  readonly seconds = 0.01;
}

export const angry = task({
  timeout: { time: 10, error: new Slow("too slow") },
  f: wait,
});

/** The first of them counts. */
export const all = task({
  timeout: { time: 10, default: undefined, maybe: true, error: 1 },
  f: wait,
});

export const none = task({ timeout: -1, f: wait });

export const typed = task<string, number>({
  timeout: { time: 1000, default: 0 },
  f: (text) => text.length,
});

export const nothing = task<void, string>({ f: () => "called" });

export const several = task({
  f(width: number, height = 2, label?: string): string {
    return `${label ?? "area"} ${width * height}`;
  },
});

export const quick = task({ timeout: 60_000, f: (a: number) => a + 1 });

/** In place: without a pool, a definition is a function. */
export async function inPlace(): Promise<unknown[]> {
  return [several(2, 3), await limited(0)];
}
