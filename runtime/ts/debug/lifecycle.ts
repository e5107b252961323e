// Sentences of the namespace `lifecycle` that are more than a line where something happens.

import type { WorkerEnd } from "../errors.ts";
import { shown } from "./log.ts";

/** How a worker ended, and of what where that is known. */
export function manner(
  { exitCode, signal }: WorkerEnd,
  cause: unknown,
): string {
  const code =
    exitCode === null ? "without exit code" : `with code ${exitCode}`;
  const how = signal === null ? code : `by ${signal}`;
  return cause === undefined ? how : `${how}: ${shown(cause)}`;
}

/** When a worker is tried that takes another one's place. */
export function when(pause: number): string {
  return pause === 0 ? "at once" : `in ${pause} ms`;
}
