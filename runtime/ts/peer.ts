// What the host asks of a worker, whatever it runs in: `thread.ts` and `process.ts` each make one.

import type { WorkerEnd } from "./errors.ts";
import type { LaneLimits } from "./places.ts";

/** One worker as the host holds it. Holding it does not keep the host's process alive. */
export interface Peer {
  /** Wakes the worker out of its event loop. */
  ring(): void;
  /** Says that the host waits for this worker's bell from now on, for those that must be told. */
  listen(): void;
  /** Ends the worker; resolves when it is gone. */
  close(): Promise<void>;
}

/** Memory that one worker will share, and the way to start that worker. */
export interface WorkerMemory {
  readonly buffer: ArrayBufferLike;
  /** Runs the worker module at `entry` over this memory, which is laid out by now. */
  start(entry: URL, limits: LaneLimits, events: PeerEvents): Peer;
}

/** What a worker tells the host outside the rings. */
export interface PeerEvents {
  /** The bell rang. */
  rang(): void;
  /** The worker is gone; `cause` is what it died of, where that is known. */
  ended(end: WorkerEnd, cause: unknown): void;
}
