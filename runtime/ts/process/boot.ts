// What a worker process is told at birth, and where it finds that.

import type { Boot } from "../link.ts";

/** The environment variable with a `ProcessBoot` as JSON; the worker removes it at once. */
export const bootVariable = "KNIT_WORKER_BOOT";

export interface ProcessBoot {
  readonly boot: Boot;
  readonly bytes: number;
  readonly parent: number;
}
