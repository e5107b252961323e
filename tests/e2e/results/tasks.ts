let value = 0;
export function set(next: number): void {
  value = next;
}
export const get = (): number => value;
export async function later(): Promise<void> {
  await null;
  value += 1;
}
/** A task may return more than its type says it does. */
export const chatty = (): void => "said" as unknown as void;
export const missing = (): undefined => undefined;
export const empty = (): null => null;
export const one = (): 1 => 1;
export const nested = (): Promise<Promise<string>> =>
  Promise.resolve("nested") as unknown as Promise<Promise<string>>;
export const either = (late: boolean): Promise<number> | number =>
  late ? Promise.resolve(1) : 2;
export const maybe = (there: boolean): { at: number } | undefined =>
  there ? { at: 1 } : undefined;
