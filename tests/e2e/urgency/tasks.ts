const ran: string[] = [];

/** Keeps the worker's thread. */
export function block(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

export function mark(name: string): void {
  ran.push(name);
  block(1);
}

export const marks = (): string[] => ran;

let own = 0;

/** How many calls this worker has had. */
export function visit(): number {
  own += 1;
  return own;
}
