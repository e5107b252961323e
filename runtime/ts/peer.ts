// What the host asks of a worker, whatever it runs in: `thread.ts` and `process.ts` each make one.

import type { WorkerEnd } from "./errors.ts";
import type { Boot } from "./link.ts";
import type { WorkerSettings } from "./worker_options.ts";

/** One worker as the host holds it. Holding it does not keep the host's process alive. */
export interface Peer {
  /** Wakes the worker out of its event loop. */
  ring(): void;
  /** Says that the host waits for this worker's bell from now on, for those that must be told. */
  listen(): void;
  /**
   * Ends the worker; resolves when it is gone. It gets `patience` milliseconds to do so by itself, and is then ended by
   * force; one that cannot be ended by force is waited for no longer than a few seconds.
   */
  close(patience: number): Promise<void>;
}

/** How a worker is started. */
export interface WorkerStart extends Pick<
  WorkerSettings,
  "env" | "resourceLimits"
> {
  readonly entry: URL;
  readonly boot: Boot;
}

/** Memory that one worker will share, and the way to start that worker. */
export interface WorkerMemory {
  readonly buffer: ArrayBufferLike;
  /** Runs the worker module over this memory, which is laid out by now. */
  start(how: WorkerStart, events: PeerEvents): Peer;
}

/** What a worker tells the host outside the rings. */
export interface PeerEvents {
  /** The bell rang. */
  rang(): void;
  /** The worker is gone; `cause` is what it died of, where that is known. */
  ended(end: WorkerEnd, cause: unknown): void;
}

/** The environment of a worker: the host's with what is set, and without what is set to `undefined`. */
export function environment(
  set: Readonly<Record<string, string | undefined>>,
): NodeJS.ProcessEnv {
  const all = Object.entries({ ...process.env, ...set });
  return Object.fromEntries(all.filter(([, value]) => value !== undefined));
}
