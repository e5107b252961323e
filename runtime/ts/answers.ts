// What comes back of the calls of a lane: results, what was thrown, how long a run took, and what the worker says
// of itself.

import { STATUS_MASK, STATUS_RETURNED, STATUS_THREW } from "./abi.ts";
import { Reader, type Views } from "./cursor.ts";
import { readDynamic } from "./dynamic/read.ts";
import { adopt } from "./errors.ts";
import { rejectionOf } from "./rejection.ts";
import { Consumer, type RingPlace } from "./ring.ts";
import type { TaskSpec } from "./task.ts";
import { tookOf } from "./took.ts";

/** Id 0 is the worker's own: it says that it has booted, or why it could not. */
export const bootCall = 0;

/** How long the task of an answer ran, in milliseconds, and the bytes of what came back. */
export interface Measures {
  readonly took: number;
  readonly bytes: number;
}

export class Answers {
  readonly completions: Consumer;
  private measures: Measures | undefined;

  constructor(views: Views, place: RingPlace) {
    this.completions = new Consumer(views, new Reader(views), place);
  }

  /** What the completion that was taken means to the caller of `spec`: a value, or a rejected promise. */
  read(spec: TaskSpec, kind: number): unknown {
    return kind === STATUS_RETURNED
      ? this.readResult(spec)
      : this.readOther(spec, kind);
  }

  private readResult(spec: TaskSpec): unknown {
    if (spec.read === undefined) return undefined;
    const { completions } = this;
    try {
      completions.open(spec.response);
      return spec.read(completions.reader);
    } catch (error) {
      return rejectionOf(error);
    }
  }

  /** What is no plain result: it was timed, or thrown, or there is none. */
  private readOther(spec: TaskSpec, kind: number): unknown {
    const took = tookOf(kind);
    const status = kind & STATUS_MASK;
    if (took !== undefined) {
      // What always stands in its slot has a size that both sides know.
      const bytes = this.completions.size || spec.response;
      this.measures = { took, bytes };
    }
    if (status === STATUS_RETURNED) return this.readResult(spec);
    return status === STATUS_THREW ? this.readRejection() : undefined;
  }

  private readRejection(): Promise<never> {
    try {
      return rejectionOf(this.readThrown());
    } catch (error) {
      return rejectionOf(error);
    }
  }

  /** What the completion that was taken carries of something thrown; throws where that is damaged. */
  readThrown(): unknown {
    const { completions } = this;
    completions.open(8);
    return adopt(readDynamic(completions.reader, completions.reader.base));
  }

  /** The bytes of the completion that was taken. */
  copy(): Uint8Array {
    const { completions } = this;
    completions.open(8);
    const { u8, base, limit } = completions.reader;
    return u8.slice(base, limit);
  }

  /** What was measured of the answer that is being given, once; undefined where its task was not timed. */
  takeMeasures(): Measures | undefined {
    const { measures } = this;
    this.measures = undefined;
    return measures;
  }

  /** What went wrong while the worker ended; what it says of its calls is passed over. */
  lastWords(): unknown {
    const { completions } = this;
    while (completions.next()) {
      const { call, kind } = completions;
      if (call === bootCall && kind === STATUS_THREW) return this.readLast();
    }
    return undefined;
  }

  private readLast(): unknown {
    try {
      return this.readThrown();
    } catch (error) {
      return error;
    }
  }
}
