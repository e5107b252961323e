// How far a worker is with the calls of its lane, by its own word. It may write anything there, so this is for what
// may be wrong without harm, or is checked against what the host knows.

import {
  LANE_CALLS_SAMPLED,
  LANE_CALLS_STARTED,
  LANE_MICROSECONDS_SAMPLED,
  LANE_REQUESTS_READ,
} from "./abi.ts";
import type { Pending } from "./pending.ts";
import type { TaskSpec } from "./task.ts";

export class Progress {
  private readonly i32: Int32Array;
  private readonly pending: Pending;

  constructor(i32: Int32Array, pending: Pending) {
    this.i32 = i32;
    this.pending = pending;
  }

  /** The low 32 bits of how many messages the worker has read. */
  get read(): number {
    // SYNC: pairs with the worker's store in `Calls.tellRead`.
    return Atomics.load(this.i32, LANE_REQUESTS_READ >> 2);
  }

  /** The low 32 bits of how many calls the worker has started. */
  get started(): number {
    return Atomics.load(this.i32, LANE_CALLS_STARTED >> 2);
  }

  /** The low 32 bits of how many calls the worker has timed as samples; a hint. */
  get callsSampled(): number {
    return this.i32[LANE_CALLS_SAMPLED >> 2]!;
  }

  /** The same of how long those took, in microseconds. */
  get microsecondsSampled(): number {
    return this.i32[LANE_MICROSECONDS_SAMPLED >> 2]!;
  }

  /** The task, among those in flight, that the worker started last. */
  lastStarted(specs: readonly TaskSpec[]): string | undefined {
    const { pending, started } = this;
    let last: number | undefined;
    let least = Infinity;
    for (const index of pending.indexes()) {
      const ago = (started - pending.position(index)) | 0;
      if (ago <= 0 || ago >= least) continue;
      last = index;
      least = ago;
    }
    return last === undefined ? undefined : specs[pending.task(last)]!.name;
  }

  /** Whether a call is in flight that was among the first `started`. */
  hasCallBefore(started: number): boolean {
    for (const index of this.pending.indexes()) {
      if (((this.pending.position(index) - started) | 0) < 0) return true;
    }
    return false;
  }
}
