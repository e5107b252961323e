// A place in a pool that one worker after another fills, and how soon the next one may: each worker that
// is lost soon after another makes the next one wait longer.

import type { Lane } from "./lane.ts";

/** Starts in a row that may fail before nothing is expected of another one. */
const mostFailures = 3;

/** A worker that has taken calls for so long, in milliseconds, was not lost by its start. */
const settled = 1000;

/** What the second worker lost in a row waits, in milliseconds; then twice as long each time. */
const firstPause = 50;
const longestPauseAfterCrash = 1000;
const longestPauseAfterFailure = 30_000;

export class Seat {
  /** The worker that has it. */
  lane: Lane | undefined;
  /** Starts the next worker. */
  timer: ReturnType<typeof setTimeout> | undefined;
  readonly index: number;
  private bootedAt = 0;
  private failures = 0;
  private crashes = 0;

  constructor(index: number) {
    this.index = index;
  }

  /** Whether its worker takes calls. */
  get isServing(): boolean {
    return this.lane?.booted === true;
  }

  /** Whether too many starts have failed in a row. */
  get isHopeless(): boolean {
    return this.failures >= mostFailures;
  }

  /** Whether it has no worker, and none is about to be started. */
  get isVacant(): boolean {
    return this.lane === undefined && this.timer === undefined;
  }

  take(lane: Lane): void {
    this.timer = undefined;
    this.lane = lane;
  }

  leave(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.lane = undefined;
  }

  booted(): void {
    this.bootedAt = performance.now();
    this.failures = 0;
  }

  /** How long the next worker waits, in milliseconds, after one that took calls was lost. */
  afterCrash(): number {
    if (performance.now() - this.bootedAt > settled) this.crashes = 0;
    this.crashes += 1;
    return this.crashes === 1
      ? 0
      : pause(this.crashes - 1, longestPauseAfterCrash);
  }

  /** The same after one that could not start. */
  afterFailure(): number {
    this.failures += 1;
    return pause(this.failures, longestPauseAfterFailure);
  }
}

function pause(times: number, longest: number): number {
  return Math.min(longest, firstPause * 2 ** (times - 1));
}
