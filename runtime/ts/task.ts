// One task as the host knows it: what the generated code says of it, and what the runtime learns.

import type { Reader } from "./cursor.ts";
import { shapeOf, type Shape } from "./ring.ts";

/** A row of the table that generated code passes to `startPool`. */
export interface TaskTable {
  readonly name: string;
  /** Bytes of the fixed part of the request and of the response. */
  readonly request: number;
  readonly response: number;
  /** Whether a request can have a tail. */
  readonly tail: boolean;
  /** Reads the result; absent where nothing comes back. */
  readonly read?: (from: Reader) => unknown;
}

export interface TaskSpec {
  readonly id: number;
  readonly name: string;
  readonly response: number;
  readonly read: ((from: Reader) => unknown) | undefined;
  readonly requestShape: Shape;
  /** Whether it is worth spinning for such calls. */
  readonly patience: Patience;
  /** How many such calls a lane is given before another one is. */
  readonly pace: Pace;
}

/**
 * Learns how long a kind of call keeps its lane, from one busy time in so many. Short calls are cheaper
 * on one worker that is awake than spread over several that must all be woken.
 */
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

  /** Calls took so long each, in milliseconds. */
  took(milliseconds: number): void {
    this.ahead = milliseconds < instant ? 128 : milliseconds < short ? 8 : 1;
  }
}

const sampleEvery = 16;
const instant = 0.005;
const short = 0.03;

/**
 * Learns from the past whether spinning for a call pays. After a spin in vain a number of spins is
 * skipped, twice as many each time; after one that paid, half as many.
 */
export class Patience {
  private penalty = 0;
  private skip = 0;

  /** Whether to spin this time. */
  has(): boolean {
    if (this.skip === 0) return true;
    this.skip -= 1;
    return false;
  }

  paid(): void {
    this.penalty >>= 1;
  }

  inVain(): void {
    this.penalty = Math.min(mostSkipped, this.penalty * 2 + 1);
    this.skip = this.penalty;
  }
}

/** A kind of call that is always slow still costs a spin once in so many times. */
const mostSkipped = 63;

export function specify(table: TaskTable, id: number): TaskSpec {
  return {
    id,
    name: table.name,
    response: table.response,
    read: table.read,
    requestShape: shapeOf(table.request, table.tail),
    patience: new Patience(),
    pace: new Pace(),
  };
}
