import { importTask } from "@knit/runtime";

// What a module may do to what all modules share.
Object.defineProperty(globalThis, "hidden", {
  get: () => 1,
  configurable: true,
});
Object.assign(globalThis, { prepared: 2 });
Reflect.deleteProperty(globalThis, "passing");

export const add = (a: number, b: number): number => a + b;

export async function fail(): Promise<void> {
  throw new RangeError("no\nluck");
}

export const never = (): Promise<number> => new Promise(() => {});

export function leave(): void {
  process.exit(3);
}

export const last = (): void => {};

export const scale = importTask<number, number>({ href: "./heavy.ts" });
