// The worker's side of its connection to the host: the memory it shares and a bell each way.

import type { LaneLimits } from "./places.ts";

export interface Link {
  readonly buffer: ArrayBufferLike;
  readonly limits: LaneLimits;
  /** Wakes the host. */
  ring(): void;
  /** Calls `woken` when the host rings; asked for again before every time the worker parks. */
  listen(woken: () => void): void;
  /** Ends this worker. */
  leave(): void;
}
