// The host's one clock for all timeouts. Calls with the same time to go fall due in the order in which
// they were made, so each duration has a line, and one timer waits for the earliest of their heads.
//
// A call with a timeout costs no look at the clock of its own: the calls of one turn are dated together
// when the turn is over.

import { DueLine } from "./due.ts";
import { TaskTimeoutError } from "./errors.ts";
import type { Lane } from "./lane.ts";
import type { Made } from "./made.ts";
import type { Timeout } from "./timeout.ts";

/** Gives a call up; false if it has its answer. */
export type GiveUp = (call: Made, value: unknown, reason: unknown) => boolean;

export class Deadlines {
  /** By duration in milliseconds, or by the calls that were dated late. */
  private readonly lines = new Map<number | readonly Made[], DueLine>();
  /** Lines of calls that have no date yet, by their durations. */
  private readonly undated = new Map<number, DueLine>();
  /** The line that was used last. */
  private recent: DueLine | undefined;
  private recentTime = NaN;
  private readonly giveUp: GiveUp;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private wakesAt = Infinity;

  constructor(giveUp: GiveUp) {
    this.giveUp = giveUp;
  }

  /** A call was made just now: one that has a row in the table of `holder`, or one that stands for itself, with the id 0. */
  add(holder: Lane | Made, id: number, timeout: Timeout): void {
    const { time } = timeout;
    if (time === Infinity) return;
    if (time !== this.recentTime || this.recent === undefined) {
      this.recent = this.lineOf(time);
      this.recentTime = time;
    }
    const line = this.recent;
    if (!line.hasUndated) this.undated.set(time, line);
    line.push(holder, id, timeout);
  }

  /** The turn is over: dates the calls that were made in it. */
  date(): void {
    if (this.undated.size === 0) return;
    const now = performance.now();
    for (const [time, line] of this.undated) {
      line.date(now + time);
      this.wakeAt(now + time);
    }
    this.undated.clear();
  }

  /** Notes when a call was made whose time is not known yet. */
  await(calls: Made[], call: Made): void {
    call.madeAt = performance.now();
    calls.push(call);
  }

  /** The time of calls is known that were made a while ago. */
  dateFrom(calls: readonly Made[], timeout: Timeout): void {
    // In a line of their own: those that were made since may be in the other one already.
    const line = this.lineOf(calls);
    for (const call of calls) {
      const due = call.madeAt + timeout.time;
      line.push(call, 0, timeout);
      line.date(due);
      this.wakeAt(due);
    }
  }

  /** Calls were taken from a lane: each is known by the id that it had there. */
  follow(lane: Lane, calls: readonly Made[]): void {
    if (this.lines.size === 0 || calls.length === 0) return;
    const byId = new Map(calls.map((call) => [call.call, call]));
    for (const line of this.lines.values()) line.follow(lane, byId);
  }

  private lineOf(key: number | readonly Made[]): DueLine {
    let line = this.lines.get(key);
    if (line === undefined) {
      line = new DueLine();
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
    for (const [key, line] of this.lines) {
      this.expireLine(line, now);
      const { earliest } = line;
      if (earliest !== undefined) this.wakeAt(earliest);
      else if (!line.hasUndated) this.forget(key, line);
    }
  };

  /** Gives up the calls of a line that are due. */
  private expireLine(line: DueLine, now: number): void {
    for (let due = line.take(now); due !== undefined; due = line.take(now)) {
      const { call, timeout } = due;
      const error = new TaskTimeoutError(call.spec.name, timeout.time);
      this.giveUp(call, timeout.answer(error), error);
    }
  }

  private forget(key: number | readonly Made[], line: DueLine): void {
    this.lines.delete(key);
    if (this.recent === line) this.recent = undefined;
  }

  /** No call will be made any more. */
  end(): void {
    clearTimeout(this.timer);
    this.lines.clear();
    this.undated.clear();
    this.recent = undefined;
  }
}
