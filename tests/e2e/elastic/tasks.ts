export async function wait(ms: number): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, ms));
  return ms;
}

/** Keeps the worker's thread. */
export function block(ms: number): number {
  const end = performance.now() + ms;
  while (performance.now() < end);
  return ms;
}

let calls = 0;

/** How many such calls this worker has had. */
export function visit(): number {
  calls += 1;
  return calls;
}
