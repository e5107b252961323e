// What a task sees of its caller giving up: polled in shared memory while it keeps the thread, told by
// a message while it awaits.

import { ABORT_WORDS, LANE_ABORTED } from "./abi.ts";
import { AbortError } from "./errors.ts";

/** The last argument of a task that asked for it with `abortSignal: true`. */
export interface AbortContext {
  /** Whether the caller has given up; looks anew each time, also while the task keeps its thread. */
  hasAborted(): boolean;
  /** Milliseconds of this worker's own steady clock. */
  now(): number;
  /** For everything that takes a signal: `fetch`, timers, child processes. */
  readonly signal: AbortSignal;
  /** Throws the caller's reason once it has given up. */
  throwIfAborted(): void;
}

/** The word of the table of aborted calls that belongs to a call. */
export function abortWord(call: number): number {
  return (LANE_ABORTED >> 2) + (call & (ABORT_WORDS - 1));
}

/** One running call of a task that can be aborted. */
export class RunningCall implements AbortContext {
  private readonly i32: Int32Array;
  private readonly call: number;
  private readonly task: string;
  private controller: AbortController | undefined;
  private told = false;
  private reason: unknown;

  constructor(i32: Int32Array, call: number, task: string) {
    this.i32 = i32;
    this.call = call;
    this.task = task;
  }

  hasAborted(): boolean {
    // SYNC: pairs with the host's store in `Lane.tellAborted`.
    return (
      this.told ||
      Atomics.load(this.i32, abortWord(this.call)) === (this.call | 0)
    );
  }

  now(): number {
    return performance.now();
  }

  get signal(): AbortSignal {
    this.controller ??= new AbortController();
    if (!this.controller.signal.aborted && this.hasAborted())
      this.controller.abort(this.why());
    return this.controller.signal;
  }

  throwIfAborted(): void {
    if (this.hasAborted()) throw this.why();
  }

  /** The host's message has come. */
  abort(reason: unknown): void {
    this.told = true;
    this.reason = reason;
    this.controller?.abort(this.why());
  }

  private why(): unknown {
    // While the task keeps its thread the message with the reason cannot be read yet.
    return this.reason ?? new AbortError(this.task, undefined);
  }
}
