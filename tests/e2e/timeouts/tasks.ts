export { block, wait } from "../shared/time.ts";

const ran: string[] = [];

export function mark(name: string): void {
  ran.push(name);
}

export const marks = (): string[] => ran;

export function add(a: number, b: number): number {
  return a + b;
}
