// Calls of one turn have several callers: each runs with what `AsyncLocalStorage` holds for its own.

import type { AsyncLocalStorage } from "node:async_hooks";

import { builtin } from "../platform.ts";

/** Calls a function with what held where the scope was taken. */
export type Scope = <Args extends unknown[], Result>(
  call: (...args: Args) => Result,
  ...args: Args
) => Result;

let storage: typeof AsyncLocalStorage | undefined;

/** The scope of who calls this. */
export function callersScope(): Scope {
  storage ??= (
    builtin("node:async_hooks") as {
      AsyncLocalStorage: typeof AsyncLocalStorage;
    }
  ).AsyncLocalStorage;
  return storage.snapshot() as Scope;
}
