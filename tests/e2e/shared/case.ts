// What every case needs: the kind of worker that it is run with, and ways to catch and to wait.

import assert from "node:assert/strict";

/** What the case is run with, as its first argument says. */
export const runtime: "thread" | "process" =
  process.argv[2] === "process" ? "process" : "thread";

/** The options of a pool of `threads` such workers. */
export function workers(threads = 1): {
  threads: number;
  worker: { runtime: "thread" | "process" };
} {
  return { threads, worker: { runtime } };
}

/** What `promise` rejects with; fails if it does not. */
export async function reason(promise: Promise<unknown>): Promise<unknown> {
  const fulfilled = Symbol();
  const outcome = await promise.then(
    () => fulfilled,
    (error: unknown) => error,
  );
  assert.notEqual(outcome, fulfilled, "it should have been rejected");
  return outcome;
}

/** The error that `promise` rejects with. */
export async function failure(promise: Promise<unknown>): Promise<Error> {
  const error = await reason(promise);
  assert(error instanceof Error, `not an error: ${String(error)}`);
  return error;
}

/** Resolves as soon as `condition` holds; what never holds is ended by the test's watchdog. */
export async function until(
  condition: () => boolean | Promise<boolean>,
): Promise<void> {
  while (!(await condition()))
    await new Promise((resolve) => setTimeout(resolve, 5));
}
