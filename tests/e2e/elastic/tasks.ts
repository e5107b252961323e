export { block, wait } from "../shared/time.ts";

let calls = 0;

/** How many such calls this worker has had. */
export function visit(): number {
  calls += 1;
  return calls;
}
