// Calls with the same time to go, in the order in which they fall due. Columns and not objects: plain calls
// with a timeout come as fast as those without, and most are answered long before.

import type { Lane } from "./lane.ts";
import type { Made } from "./made.ts";
import type { Timeout } from "./timeout.ts";

/** A call that fell due. */
export interface Due {
  readonly call: Made;
  readonly timeout: Timeout;
}

const initialRows = 64;

export class DueLine {
  /** The lanes of calls that have a row there, and other calls themselves. */
  private holders: (Lane | Made | undefined)[] = new Array(initialRows);
  /** The calls' ids on their lanes; 0 for those that stand for themselves. */
  private ids: Uint32Array = new Uint32Array(initialRows);
  private timeouts: Timeout[] = new Array(initialRows);
  /** When they fall due, by the host's clock in milliseconds. */
  private dates: Float64Array = new Float64Array(initialRows);
  private first = 0;
  private next = 0;
  /** Those from here on have no date yet. */
  private undated = 0;

  /** Adds a call that has a row in the table of `holder`, or one that stands for itself, with the id 0. */
  push(holder: Lane | Made, id: number, timeout: Timeout): void {
    if (this.next - this.first === this.ids.length) this.grow();
    const row = this.next & (this.ids.length - 1);
    this.holders[row] = holder;
    this.ids[row] = id;
    this.timeouts[row] = timeout;
    this.next += 1;
  }

  get hasUndated(): boolean {
    return this.undated < this.next;
  }

  /** Those that have no date yet fall due then. Two answered calls go for each, so that none is kept for long. */
  date(due: number): void {
    const mask = this.ids.length - 1;
    const from = this.undated;
    for (let place = from; place < this.next; place += 1)
      this.dates[place & mask] = due;
    this.undated = this.next;
    this.dropAnswered(2 * (this.next - from));
  }

  /** Takes out the first call that is due and has no answer yet. */
  take(now: number): Due | undefined {
    const mask = this.ids.length - 1;
    for (; this.first < this.undated; this.drop()) {
      const row = this.first & mask;
      if (!this.isOpen(row)) continue;
      if (this.dates[row]! > now) return undefined;
      const due = { call: this.made(row), timeout: this.timeouts[row]! };
      this.drop();
      return due;
    }
    return undefined;
  }

  /** When the first of those that have a date falls due; undefined when there is none. */
  get earliest(): number | undefined {
    return this.first < this.undated
      ? this.dates[this.first & (this.ids.length - 1)]
      : undefined;
  }

  /** Calls that had rows on a lane, by their ids there, stand for themselves from now on. */
  follow(lane: Lane, calls: ReadonlyMap<number, Made>): void {
    for (let place = this.first; place < this.next; place += 1) {
      const row = place & (this.ids.length - 1);
      const call = calls.get(this.ids[row]!);
      if (this.holders[row] !== lane || call === undefined) continue;
      this.holders[row] = call;
      this.ids[row] = 0;
    }
  }

  private dropAnswered(most: number): void {
    const mask = this.ids.length - 1;
    const end = Math.min(this.first + most, this.undated);
    while (this.first < end && !this.isOpen(this.first & mask)) this.drop();
  }

  private drop(): void {
    this.holders[this.first & (this.ids.length - 1)] = undefined;
    this.first += 1;
  }

  private isOpen(row: number): boolean {
    const id = this.ids[row]!;
    const holder = this.holders[row];
    return id === 0 ? (holder as Made).isOpen : (holder as Lane).awaits(id);
  }

  private made(row: number): Made {
    const id = this.ids[row]!;
    const holder = this.holders[row];
    return id === 0 ? (holder as Made) : (holder as Lane).made(id);
  }

  private grow(): void {
    const rows = this.ids.length;
    const order = Array.from(
      { length: rows },
      (_, place) => (this.first + place) & (rows - 1),
    );
    this.holders = order.map((row) => this.holders[row]);
    this.timeouts = order.map((row) => this.timeouts[row]!);
    this.holders.length = this.timeouts.length = rows * 2;
    const { ids, dates } = this;
    this.ids = new Uint32Array(rows * 2);
    this.dates = new Float64Array(rows * 2);
    order.forEach((row, place) => {
      this.ids[place] = ids[row]!;
      this.dates[place] = dates[row]!;
    });
    this.undated -= this.first;
    this.next -= this.first;
    this.first = 0;
  }
}
