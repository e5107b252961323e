// The worker's side of its connection to the host: the memory it shares and a bell each way.

import type { Subject } from "./debug/log.ts";
import type { LaneLimits } from "./places.ts";
import type { WorkerContext } from "./worker_options.ts";

/** What a worker is told at birth, whichever kind it is. Travels as JSON. */
export interface Boot {
  readonly limits: LaneLimits;
  readonly context: WorkerContext;
  /** How deep its pool is in others, from 1. */
  readonly depth: number;
  readonly name: string | null;
  /** How long an idle worker spins, in milliseconds; null for what is usual. */
  readonly spin: number | null;
  /** Whether the first message of the lane tells of hooks. */
  readonly hasHooks: boolean;
  /** What the worker is to say on stderr; null for nothing. */
  readonly debug: Subject | null;
}

export interface Link {
  readonly buffer: ArrayBufferLike;
  readonly boot: Boot;
  /** Wakes the host. */
  ring(): void;
  /** Calls `woken` when the host rings; asked for again before every time the worker parks. */
  listen(woken: () => void): void;
  /** Ends this worker. */
  readonly leave: () => void;
  /** Calls `asked` once the host wants this worker to end, or is gone, in place of ending it. */
  whenAsked(asked: () => void): void;
}
