// Why a running call was given up, as its task is told: a message of its own, since the call's own was read.

import { ABORT } from "./abi.ts";
import { overflow } from "./cursor.ts";
import { writeDynamic } from "./dynamic/write.ts";
import type { Pending } from "./pending.ts";
import { expect, shapeOf, type Producer, type Shape } from "./ring.ts";

const reasonShape: Shape = shapeOf(8, true);

export class Reasons {
  private readonly submissions: Producer;
  private readonly longest: number;
  /** Those that there was no room for. */
  private waiting: { readonly call: number; readonly reason: unknown }[] = [];

  /** Sends reasons of `longest` bytes at most. */
  constructor(submissions: Producer, longest: number) {
    this.submissions = submissions;
    this.longest = longest;
  }

  get hasWaiting(): boolean {
    return this.waiting.length > 0;
  }

  /** Tells a running task its caller's reason, at once or when there is room. */
  tell(call: number, reason: unknown): void {
    if (!this.send(call, reason)) this.waiting.push({ call, reason });
  }

  /** Sends what waits, as far as there is room; whether it sent anything. */
  flush(pending: Pending): boolean {
    const { waiting } = this;
    // A call that was answered in the meantime need not know.
    const open = waiting.filter(({ call }) => pending.find(call) !== 0);
    const unsent = open.findIndex(
      ({ call, reason }) => !this.send(call, reason),
    );
    this.waiting = unsent < 0 ? [] : open.slice(unsent);
    return unsent !== 0 && open.length > 0;
  }

  /** False when there is no room now. */
  private send(call: number, reason: unknown): boolean {
    const { submissions } = this;
    if (!submissions.open(reasonShape)) return false;
    const { writer } = submissions;
    try {
      writeDynamic(writer, writer.base, reason);
    } catch (error) {
      // One that cannot cross, or is too large, is left out.
      if (error !== overflow || writer.needed > this.longest)
        return this.send(call, undefined);
      expect(reasonShape, writer.needed, this.longest);
      return false;
    }
    submissions.commit(reasonShape, call, ABORT);
    return true;
  }
}
