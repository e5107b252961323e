export const pid = (): number => process.pid;

export async function pidAfter(ms: number): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, ms));
  return process.pid;
}

export const never = (): Promise<void> => new Promise(() => {});

export function busy(): void {
  for (;;);
}

export function exit(code: number): void {
  process.exit(code);
}

/** Leaves an error behind that nobody catches. */
export function stray(): void {
  setTimeout(() => {
    throw new RangeError("stray");
  });
}

const self = Math.random();

/** Tells this worker from others. */
export const worker = (): number => self;
