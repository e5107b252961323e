// The host's one clock for all timeouts. Calls with the same time to go fall due in the order in which
// they were made, so each duration has a queue, and one timer waits for the earliest of their heads.
//
// A call with a timeout costs no look at the clock of its own: the calls of one turn are dated together
// when the turn is over.

import { TaskTimeoutError } from "./errors.ts";
import type { Made } from "./made.ts";
import { Queue } from "./queue.ts";
import type { Timeout } from "./timeout.ts";

/** Gives a call up; false if it has its answer. */
export type GiveUp = (call: Made, value: unknown, reason: unknown) => boolean;

export class Deadlines {
  /** Calls that have no date yet. */
  undated: Made[] = [];
  /** By duration in milliseconds, or by the calls that were dated late. */
  private readonly lines = new Map<number | readonly Made[], Queue<Made>>();
  private readonly giveUp: GiveUp;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private wakesAt = Infinity;

  constructor(giveUp: GiveUp) {
    this.giveUp = giveUp;
  }

  /** The turn is over: dates the calls that were made in it. */
  date(): void {
    const now = performance.now();
    let time = -1;
    let line: Queue<Made> | undefined;
    for (const call of this.undated) {
      if (line === undefined || call.timeout!.time !== time) {
        time = call.timeout!.time;
        line = this.lineOf(time);
      }
      call.due = now + time;
      // Two answered calls go for each that comes, so that none is kept for long.
      dropAnswered(line, 2);
      line.push(call);
      this.wakeAt(call.due);
    }
    this.undated = [];
  }

  /** Notes when a call was made whose time is not known yet. */
  await(calls: Made[], call: Made): void {
    call.due = performance.now();
    calls.push(call);
  }

  /** The time of calls is known that were made a while ago. */
  dateFrom(calls: readonly Made[], timeout: Timeout): void {
    // In a line of their own: those that were made since may be in the other one already.
    const line = this.lineOf(calls);
    for (const call of calls) {
      call.timeout = timeout;
      call.due += timeout.time;
      line.push(call);
      this.wakeAt(call.due);
    }
  }

  private lineOf(key: number | readonly Made[]): Queue<Made> {
    let line = this.lines.get(key);
    if (line === undefined) {
      line = new Queue();
      this.lines.set(key, line);
    }
    return line;
  }

  private wakeAt(due: number): void {
    if (due >= this.wakesAt) return;
    clearTimeout(this.timer);
    this.wakesAt = due;
    const wait = Math.max(0, Math.ceil(due - performance.now()));
    this.timer = setTimeout(this.expire, wait);
    // The calls themselves keep the process alive as long as they have no answer.
    this.timer.unref();
  }

  private readonly expire = (): void => {
    this.wakesAt = Infinity;
    const now = performance.now();
    for (const [time, line] of this.lines) {
      const next = this.expireLine(line, now);
      if (next === undefined) this.lines.delete(time);
      else this.wakeAt(next.due);
    }
  };

  /** Gives up the calls of a line that are due; returns the first that is not. */
  private expireLine(line: Queue<Made>, now: number): Made | undefined {
    for (
      let call = line.first();
      call !== undefined;
      line.shift(), call = line.first()
    ) {
      if (!call.isOpen) continue;
      if (call.due > now) return call;
      const { time, answer } = call.timeout!;
      const error = new TaskTimeoutError(call.spec.name, time);
      this.giveUp(call, answer(error), error);
    }
    return undefined;
  }

  /** No call will be made any more. */
  end(): void {
    clearTimeout(this.timer);
    this.lines.clear();
    this.undated = [];
  }
}

function dropAnswered(line: Queue<Made>, most: number): void {
  for (let count = 0; count < most; count += 1) {
    const first = line.first();
    if (first === undefined || first.isOpen) return;
    line.shift();
  }
}
