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

/** What one running call knows of its caller. */
export class CallContext implements AbortContext {
  private readonly task: string;
  private controller: AbortController | undefined;
  private told = false;
  private reason: unknown;

  constructor(task: string) {
    this.task = task;
  }

  hasAborted(): boolean {
    return this.told;
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

  /** The caller has given up. */
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

/** The same in a worker, which looks in shared memory as well. */
export class RunningCall extends CallContext {
  private readonly i32: Int32Array;
  private readonly call: number;

  constructor(i32: Int32Array, call: number, task: string) {
    super(task);
    this.i32 = i32;
    this.call = call;
  }

  override hasAborted(): boolean {
    // SYNC: pairs with the host's store in `Lane.tellAborted`.
    return (
      super.hasAborted() ||
      Atomics.load(this.i32, abortWord(this.call)) === (this.call | 0)
    );
  }
}
