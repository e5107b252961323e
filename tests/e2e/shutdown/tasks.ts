export const pid = (): number => process.pid;
export const pidLater = async (): Promise<number> => {
  await new Promise((resolve) => setTimeout(resolve, 10));
  return process.pid;
};
export const add = (a: number, b: number): number => a + b;
export const never = (): Promise<number> => new Promise(() => {});

/** Does not let its worker come to itself. */
export function busy(): number {
  for (;;);
}
