// The calls that wait on the host: for any worker, or for the one that their affinity binds them to. Of
// those that wait for the same, the most urgent goes first, and waiting makes urgent.

import type { Lane } from "./lane.ts";
import type { Made } from "./made.ts";
import { Queue } from "./queue.ts";
import { Room } from "./room.ts";

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

  /** Adds calls of one priority before all others of it, in their order. */
  putFirst(calls: readonly [Made, ...Made[]]): void {
    const { priority } = calls[0];
    const level = this.levels.get(priority);
    const since = level?.first()?.since ?? performance.now();
    const first = new Queue<Made>();
    for (const call of calls) {
      // Where it never waited, its age is not known: it is older than those that still do.
      if (call.since === 0) call.since = since;
      first.push(call);
    }
    for (let call = level?.shift(); call !== undefined; call = level?.shift())
      first.push(call);
    this.levels.set(priority, first);
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
  private readonly vacancy: Room;
  private readonly anywhere = new Line();
  private readonly bound = new Map<Lane, Line>();

  /** Of calls of which `most` are to wait. */
  constructor(most: number) {
    this.vacancy = new Room(most);
  }

  /** Resolves when fewer calls wait than are to. */
  room(): Promise<void> {
    return this.vacancy.comes(this.size);
  }

  /** Adds a call that waits for any lane, or for `lane` alone. */
  push(call: Made, lane: Lane | undefined): void {
    this.size += 1;
    call.since = performance.now();
    this.lineOf(lane).push(call);
  }

  /** Adds calls that had a worker, or waited for one, which is gone: before those that wait, in their order. */
  putBack(
    calls: readonly Made[],
    laneOf: (call: Made) => Lane | undefined,
  ): void {
    const groups = new Map<Line, Map<number, [Made, ...Made[]]>>();
    for (const call of calls) {
      const line = this.lineOf(laneOf(call));
      const levels = groups.get(line) ?? new Map<number, [Made, ...Made[]]>();
      groups.set(line, levels);
      const group = levels.get(call.priority);
      if (group === undefined) levels.set(call.priority, [call]);
      else group.push(call);
    }
    for (const [line, levels] of groups)
      for (const group of levels.values()) line.putFirst(group);
    this.size += calls.length;
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
    this.vacancy.tell(this.size);
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
    this.vacancy.tell(this.size);
  }

  /** The lane is gone: takes out what waited for it alone. */
  unbind(lane: Lane): Made[] {
    const line = this.bound.get(lane);
    if (line === undefined) return [];
    this.bound.delete(lane);
    const calls = [...takeAll(line)];
    this.size -= calls.length;
    return calls;
  }

  /** Takes out everything. */
  *drain(): Generator<Made> {
    for (const line of [...this.bound.values(), this.anywhere])
      yield* takeAll(line);
    this.size = 0;
    this.bound.clear();
    this.vacancy.tell(0);
  }
}

function* takeAll(line: Line): Generator<Made> {
  for (let call = line.first(); call !== undefined; call = line.first()) {
    line.remove(call);
    yield call;
  }
}
