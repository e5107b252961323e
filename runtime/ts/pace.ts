// How long calls keep their lanes: short calls are cheaper on one worker that is awake than spread over
// several that must all be woken.

import type { Lane } from "./lane.ts";
import type { TaskSpec } from "./task.ts";

/** The most calls ahead of its answers that a lane is given before another one is. */
export const mostAhead = 128;

/** How far ahead of its answers a lane is given calls of one kind. */
export class Pace {
  /** Calls that a lane may have before another one is given one. */
  ahead = 1;
  private untilSample = 0;

  /** Whether the busy time that begins is to be measured. */
  isDue(): boolean {
    this.untilSample -= 1;
    if (this.untilSample > 0) return false;
    this.untilSample = sampleEvery;
    return true;
  }

  /** Calls took so long each, in milliseconds. What was longer than usual may have been for once: it is looked at again soon. */
  took(milliseconds: number): void {
    const { ahead } = this;
    this.ahead =
      milliseconds < instant ? mostAhead : milliseconds < short ? 8 : 1;
    if (this.ahead < ahead) this.untilSample = 0;
  }

  /** Calls of this kind had to wait for a long one. */
  late(): void {
    this.took(Infinity);
  }
}

const sampleEvery = 64;
const instant = 0.005;
const short = 0.03;

/** Measures one busy time of a pool in so many, if all of its calls are of one kind. */
export class BusyTime {
  private spec: TaskSpec | undefined;
  private heads: readonly number[] = [];
  private from = 0;

  /** The first call was sent. */
  begin(spec: TaskSpec, lanes: readonly Lane[]): void {
    if (!spec.pace.isDue()) return;
    this.spec = spec;
    this.heads = lanes.map(headOf);
    this.from = performance.now();
  }

  /** A call of another kind was sent. */
  spoil(): void {
    this.spec = undefined;
  }

  /** The last call was answered. */
  end(lanes: readonly Lane[]): void {
    if (this.spec === undefined) return;
    // The first call was on its way when the heads were noted.
    let calls = 1;
    let used = 0;
    lanes.forEach((lane, index) => {
      const sent = headOf(lane) - (this.heads[index] ?? 0);
      calls += sent;
      if (sent > 0) used += 1;
    });
    const elapsed = performance.now() - this.from;
    this.spec.pace.took((elapsed * Math.max(1, used)) / calls);
    this.spec = undefined;
  }
}

function headOf(lane: Lane): number {
  return lane.submissions.head;
}
