// What this thread is: where the app runs, or a worker that loads the task module, which may be the
// module of the app as well.

import { isMainThread } from "node:worker_threads";

import { bootVariable } from "./process/boot.ts";

/** Noted for all copies of this package in the thread. */
const worker: unique symbol = Symbol.for("knit.worker") as never;

interface Here {
  /** The wire of the tasks that this worker runs, while their module is being loaded. */
  [worker]?: string | undefined;
}

const here = globalThis as Here;

/**
 * Whether this is the app's own thread, and no worker: for modules that hold tasks and app together.
 *
 *     if (isMain) {
 *       await using pool = createPool();
 *     }
 */
export const isMain: boolean =
  isMainThread &&
  process.env[bootVariable] === undefined &&
  !(worker in globalThis);

/** Notes that this worker loads its tasks; what it returns ends that. */
export function loadsTasks(fingerprint: string): () => void {
  here[worker] = fingerprint;
  return () => {
    here[worker] = undefined;
  };
}

/** A worker that starts the pool it belongs to, as its module is loaded, would never come to an end of it. */
export function refuseOwnPool(fingerprint: string): void {
  if (here[worker] === fingerprint)
    throw new Error(
      "createPool: called by the task module itself, in a worker that loads it; put the app under `if (isMain)`, with `isMain` from @knit/runtime, or into a module of its own",
    );
}
