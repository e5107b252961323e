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
  private sampleEvery = 1;

  /** Whether the busy time that begins is to be measured. */
  isDue(): boolean {
    this.untilSample -= 1;
    if (this.untilSample > 0) return false;
    this.untilSample = this.sampleEvery;
    return true;
  }

  /**
   * Calls took so long each, in milliseconds. What was not as before may have been for once, and a worker that gets
   * its first calls is slow with them: the next ones are looked at sooner.
   */
  took(milliseconds: number): void {
    const { ahead, sampleEvery } = this;
    this.ahead =
      milliseconds < instant ? mostAhead : milliseconds < short ? 8 : 1;
    this.sampleEvery =
      this.ahead === ahead ? Math.min(mostBetween, sampleEvery * 2) : 1;
    this.untilSample = this.sampleEvery;
  }

  /** It was not to be learned how long calls took. */
  unknown(): void {
    this.untilSample = 1;
  }

  /** Calls of this kind had to wait for a long one. */
  late(): void {
    this.took(Infinity);
  }
}

/** The most busy times from one sample to the next. */
const mostBetween = 64;

/** Calls that take less, in milliseconds, are over before another worker has woken. */
const instant = 0.005;
const short = 0.03;

/**
 * Measures one busy time of a pool in so many, if all of its calls are of one kind: by the clock, and by the samples
 * of the workers. The clock counts the waking of workers as well, which would spread short calls on and on once they are.
 */
export class BusyTime {
  private spec: TaskSpec | undefined;
  private before: readonly Counts[] = [];
  private from = 0;

  /** The first call was sent. */
  begin(spec: TaskSpec, lanes: readonly Lane[]): void {
    if (!spec.pace.isDue()) return;
    this.spec = spec;
    this.before = lanes.map(countsOf);
    this.from = performance.now();
  }

  /** A call of another kind was sent. */
  spoil(): void {
    this.spec = undefined;
  }

  /** The last call was answered. */
  end(lanes: readonly Lane[]): void {
    const { spec } = this;
    if (spec === undefined) return;
    this.spec = undefined;
    const elapsed = performance.now() - this.from;
    // The first call was on its way when the counts were noted.
    let calls = 1;
    let used = 0;
    let sampled = 0;
    let microseconds = 0;
    lanes.forEach((lane, index) => {
      const before = this.before[index] ?? nothingYet;
      const now = countsOf(lane);
      const sent = (now.sent - before.sent) | 0;
      calls += sent;
      if (sent > 0) used += 1;
      sampled += (now.sampled - before.sampled) | 0;
      microseconds += (now.microseconds - before.microseconds) | 0;
    });
    const byClock = (elapsed * Math.max(1, used)) / calls;
    if (byClock < instant) spec.pace.took(byClock);
    else if (sampled <= 0) spec.pace.unknown();
    else spec.pace.took(Math.min(byClock, microseconds / 1000 / sampled));
  }
}

/** What a lane has done so far; each of 32 bits that wrap. */
interface Counts {
  readonly sent: number;
  readonly sampled: number;
  readonly microseconds: number;
}

const nothingYet: Counts = { sent: 0, sampled: 0, microseconds: 0 };

function countsOf(lane: Lane): Counts {
  return {
    sent: lane.submissions.head | 0,
    sampled: lane.progress.callsSampled,
    microseconds: lane.progress.microsecondsSampled,
  };
}
