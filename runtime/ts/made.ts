// A call that was made but is more than a row in a lane's table: it waits on the host, or its caller
// may give it up.

import type { Measures } from "./answers.ts";
import type { Lane } from "./lane.ts";
import type { Resolve } from "./pending.ts";
import type { Outcome } from "./statistics.ts";
import type { TaskSpec } from "./task.ts";

/** One call, wherever it is by now. */
export class Made {
  readonly spec: TaskSpec;
  /** What its message is sent as: the task's id, and whether its run is to be timed. */
  kind: number;
  /** The worker that has it; undefined while it waits on the host. */
  lane: Lane | undefined;
  /** Its id there, or at the worker that had it last. */
  call = 0;
  /** When it was made, by the host's clock in milliseconds; 0 where that is not asked for. */
  madeAt = 0;
  /** Above 0 it goes before others that wait, below after them. */
  priority = 0;
  /** Calls of the same key go to the same worker. */
  affinity: string | number | undefined;
  /** When it began to wait on the host, by its clock; 0 before. */
  since = 0;
  /** What is to be sent, while it waits on the host. */
  message: Uint8Array | undefined;
  /** Workers that took calls and went before they had started this one. */
  lost = 0;
  /** What it came to that was answered before its worker did. */
  outcome: Outcome | undefined;
  /** Answers it while it waits on the host. */
  resolve: Resolve | undefined;

  constructor(spec: TaskSpec, resolve: Resolve | undefined) {
    this.spec = spec;
    this.kind = spec.id;
    this.resolve = resolve;
  }

  /** Whether it waits on the host for a worker. */
  get waits(): boolean {
    return this.lane === undefined;
  }

  /** What its worker measured of the run whose answer is being given, once; undefined where nobody did. */
  takeMeasures(): Measures | undefined {
    return this.lane?.takeMeasures();
  }

  /** Whether its caller still waits for an answer. */
  get isOpen(): boolean {
    return this.lane === undefined
      ? this.resolve !== undefined
      : this.lane.awaits(this.call);
  }

  /** Sends the message that waits to a worker; false when there is no room there now. */
  send(lane: Lane): boolean {
    const call = lane.send(this);
    if (call === 0) return false;
    this.sent(lane, call);
    return true;
  }

  /** A worker has it from now on. */
  sent(lane: Lane, call: number): void {
    this.lane = lane;
    this.call = call;
    this.message = undefined;
    this.resolve = undefined;
    lane.note(this);
  }

  /** It was taken from its worker, which had not started it: it waits again, with what is to be sent and its answer. */
  takenBack(message: Uint8Array, resolve: Resolve): void {
    this.lane = undefined;
    this.message = message;
    this.resolve = resolve;
  }

  /** Answers it before its worker does, a rejected promise rejects it; false if it has its answer. */
  giveUp(value: unknown, reason: unknown): boolean {
    if (this.lane !== undefined)
      return this.lane.giveUp(this.call, value, reason);
    const { resolve } = this;
    if (resolve === undefined) return false;
    this.resolve = undefined;
    this.message = undefined;
    resolve(value);
    return true;
  }
}
