// What callers are told whose worker is gone.

import {
  SchemaMismatchError,
  WorkerCrashedError,
  WorkerStartupError,
  type WorkerEnd,
} from "./errors.ts";
import type { Lane } from "./lane.ts";

/**
 * Makes the reason that a call of a task rejects with; `cause` is what the worker died of, where that is known, `hint`
 * what may help where it says nothing.
 */
export function whyLost(
  lane: Lane,
  end: WorkerEnd,
  cause: unknown,
  hint: string,
): (task: string) => Error {
  const { broken, booted, specs } = lane;
  const lastTask = lane.progress.lastStarted(specs);
  const reason = broken ?? cause;
  if (booted)
    return (task) =>
      new WorkerCrashedError(task, end, { cause: reason, lastTask });
  const detail =
    reason instanceof Error
      ? reason.message
      : `it ended with ${end.signal ?? `code ${end.exitCode}`}${hint}`;
  if (reason instanceof SchemaMismatchError) {
    const { host, worker } = reason;
    return () => new SchemaMismatchError({ detail, host, worker });
  }
  if (isMismatch(reason)) return () => new SchemaMismatchError({ detail });
  return () => new WorkerStartupError(detail, { cause: reason });
}

// A class of knit's own arrives from another worker as a plain error with its name and fields.
function isMismatch(reason: unknown): boolean {
  return reason instanceof Error && reason.name === SchemaMismatchError.name;
}
