// One task as the host knows it: what the generated code says of it, and what the runtime learns.

import type { Reader } from "./cursor.ts";
import type { Made } from "./made.ts";
import { Pace } from "./pace.ts";
import type { Timeout } from "./timeout.ts";
import { shapeOf, type Shape } from "./ring.ts";

/** A row of the table that generated code passes to `startPool`. */
export interface TaskTable {
  readonly name: string;
  /** Bytes of the fixed part of the request and of the response. */
  readonly request: number;
  readonly response: number;
  /** Whether a request can have a tail. */
  readonly tail: boolean;
  /** How many arguments the task takes before the abort context; absent where it takes none. */
  readonly abort?: number;
  /** Whether the worker tells how long a call may take. */
  readonly timeout?: true;
  /** Reads the result; absent where nothing comes back. */
  readonly read?: (from: Reader) => unknown;
}

export interface TaskSpec {
  readonly id: number;
  readonly name: string;
  readonly response: number;
  readonly read: ((from: Reader) => unknown) | undefined;
  readonly requestShape: Shape;
  /** Whether the task is told when its caller gives up. */
  readonly abort: boolean;
  /** Whether more is to be known of its calls than their rows in a lane's table. */
  isWatched: boolean;
  /** How long each call may take. */
  timeout: Timeout | undefined;
  /** The calls that were made before the first worker could tell that; undefined where it has, or need not. */
  untold: Made[] | undefined;
  /** Whether it is worth spinning for such calls. */
  readonly patience: Patience;
  /** How many such calls a lane is given before another one is. */
  readonly pace: Pace;
}

/**
 * Learns from the past whether spinning for a call pays. Spins that paid earn credit, and spins in vain
 * use it up: a worker that compiles its code or collects garbage for once must not send both sides to
 * sleep. Without credit a number of spins is skipped, twice as many each time.
 */
export class Patience {
  private credit = mostCredit;
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
    if (this.credit < mostCredit) this.credit += 1;
  }

  inVain(): void {
    this.credit -= costOfVain;
    if (this.credit > 0) return;
    this.credit = 0;
    this.penalty = Math.min(mostSkipped, this.penalty * 2 + 1);
    this.skip = this.penalty;
  }
}

/** Spins that pay for each one in vain, and the most of them that are remembered. */
const costOfVain = 4;
const mostCredit = 64;

/** A kind of call that is always slow still costs a spin once in so many times. */
const mostSkipped = 63;

export function specify(table: TaskTable, id: number): TaskSpec {
  return {
    id,
    name: table.name,
    response: table.response,
    read: table.read,
    requestShape: shapeOf(table.request, table.tail),
    abort: table.abort !== undefined,
    isWatched: table.timeout === true,
    timeout: undefined,
    untold: table.timeout === true ? [] : undefined,
    patience: new Patience(),
    pace: new Pace(),
  };
}
