// The calls that wait on the host: for any worker, or for the one that their affinity binds them to. Of
// those that wait for the same, the most urgent goes first, and waiting makes urgent.

import type { Lane } from "./lane.ts";
import type { Made } from "./made.ts";
import { Queue } from "./queue.ts";

/** A call of one priority more goes before one that has waited so much longer, in milliseconds. */
const worthOfPriority = 100;

/** Calls that wait for the same. */
class Line {
  private readonly levels = new Map<number, Queue<Made>>();

  push(call: Made): void {
    let level = this.levels.get(call.priority);
    if (level === undefined) {
      level = new Queue();
      this.levels.set(call.priority, level);
    }
    level.push(call);
  }

  /** The most urgent call; those that were given up are dropped on the way. */
  first(): Made | undefined {
    let best: Made | undefined;
    for (const [priority, level] of this.levels) {
      const call = firstOpen(level);
      if (call === undefined) this.levels.delete(priority);
      else if (best === undefined || urgency(call) < urgency(best)) best = call;
    }
    return best;
  }

  /** Takes out the call that `first` returned. */
  remove(call: Made): void {
    this.levels.get(call.priority)!.shift();
  }
}

function firstOpen(level: Queue<Made>): Made | undefined {
  for (;;) {
    const call = level.first();
    if (call === undefined || call.isOpen) return call;
    level.shift();
  }
}

/** When the call would have come if it were an ordinary one: the earliest goes first. */
function urgency(call: Made): number {
  return call.since - call.priority * worthOfPriority;
}

/** The lane to send a call to; undefined while none can take it. */
export type Choose = (call: Made) => Lane | undefined;

export class Backlog {
  /** Calls that wait. */
  size = 0;
  private readonly anywhere = new Line();
  private readonly bound = new Map<Lane, Line>();

  /** Adds a call that waits for any lane, or for `lane` alone. */
  push(call: Made, lane: Lane | undefined): void {
    this.size += 1;
    call.since = performance.now();
    this.lineOf(lane).push(call);
  }

  private lineOf(lane: Lane | undefined): Line {
    if (lane === undefined) return this.anywhere;
    let line = this.bound.get(lane);
    if (line === undefined) {
      line = new Line();
      this.bound.set(lane, line);
    }
    return line;
  }

  /** Sends what can be sent; `sent` is told of each call. */
  flush(choose: Choose, sent: (lane: Lane, call: Made) => void): void {
    for (const [lane, line] of this.bound) {
      this.flushLine(line, () => lane, sent);
      if (line.first() === undefined) this.bound.delete(lane);
    }
    this.flushLine(this.anywhere, choose, sent);
  }

  private flushLine(
    line: Line,
    choose: Choose,
    sent: (lane: Lane, call: Made) => void,
  ): void {
    for (let call = line.first(); call !== undefined; call = line.first()) {
      const lane = choose(call);
      if (lane === undefined || !call.send(lane)) return;
      line.remove(call);
      this.size -= 1;
      sent(lane, call);
    }
  }

  /** A call that waits was given up. */
  forget(): void {
    this.size -= 1;
  }

  /** The lane is gone: what waited for it alone goes anywhere. */
  unbind(lane: Lane): void {
    const line = this.bound.get(lane);
    if (line === undefined) return;
    this.bound.delete(lane);
    for (let call = line.first(); call !== undefined; call = line.first()) {
      line.remove(call);
      this.anywhere.push(call);
    }
  }

  /** Takes out everything. */
  *drain(): Generator<Made> {
    for (const line of [...this.bound.values(), this.anywhere]) {
      for (let call = line.first(); call !== undefined; call = line.first()) {
        line.remove(call);
        yield call;
      }
    }
    this.size = 0;
    this.bound.clear();
  }
}
