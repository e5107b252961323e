import { appendFileSync } from "node:fs";

/** Tells this worker from others. */
const self = Math.random();
const asleep = new Int32Array(new SharedArrayBuffer(4));

/** So short that many are sent to one worker ahead; or long for once. Returns which worker it was. */
export function nap(ms: number): number {
  if (ms > 0) Atomics.wait(asleep, 0, 0, ms);
  return self;
}

/** The same; says in a file that it has run. */
export function mark(path: string, id: number, ms: number): number {
  if (path !== "") appendFileSync(path, `${id}\n`);
  return nap(ms);
}
