import { readFile, writeFile } from "node:fs/promises";

let ticks = 0;
let ticking: ReturnType<typeof setInterval> | undefined;

/** Leaves a timer behind that goes on ticking. */
export function start(): void {
  ticking = setInterval(() => (ticks += 1), 2);
}

export function stop(): void {
  clearInterval(ticking);
}

export const seen = (): number => ticks;

/** Leaves a timer and then I/O behind; what it writes shows that both went on. */
export function leave(from: string, to: string): void {
  setTimeout(async () => {
    await writeFile(to, `${await readFile(from, "utf8")} went on`);
  }, 20);
}

export function spin(ms: number): number {
  const end = performance.now() + ms;
  while (performance.now() < end);
  return ticks;
}
