import { appendFileSync } from "node:fs";

/** Says in a file that it has run. */
export async function mark(path: string, id: number): Promise<number> {
  appendFileSync(path, `${id}\n`);
  return id;
}

/** Does not keep the worker's thread, and has no end. */
export const never = (): Promise<void> => new Promise(() => {});

let own = 0;

/** How many calls this worker has had. */
export function visit(): number {
  own += 1;
  return own;
}
