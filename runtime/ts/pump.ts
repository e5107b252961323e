// How the host learns of completions: it looks in a microtask, spins for some microseconds when
// calls of that kind came back that fast before, and else waits in the event loop for the worker's
// bell. While it looks it leaves the event loop alone for a millisecond at most.

import type { Host } from "./host.ts";
import type { Lane } from "./lane.ts";
import {
  afterInput,
  cores,
  keepAlive,
  soon,
  type KeepAlive,
} from "./platform.ts";
import { BusyTime } from "./pace.ts";
import type { Patience, TaskSpec } from "./task.ts";

/** The longest that the host spins without an answer, in milliseconds: two or three times what waking it takes. */
const spinTime = 0.1;

/** After this long in microtasks the event loop gets a turn, in milliseconds. */
const longestTurn = 1;

/** Looks before the clock is asked at all, and the bounds of what it may lead to. */
const firstLooks = 200;
const fewestLooks = 50;
const mostLooks = 50_000;

/** The bounds of how many times the pump runs between two looks at the clock. */
const fewestRounds = 8;
const mostRounds = 64;

export class Pump {
  private readonly host: Host;
  private readonly alive: KeepAlive = keepAlive();
  private running = false;
  private parked = false;
  private booting = true;
  /** A worker was asleep when its call was sent: it needs the core that a spin would keep busy. */
  private cold = false;
  /** The bell rang just now: the worker that rang it is still busy with that, and then with the next call. */
  private rung = false;
  private last: TaskSpec | undefined;
  private readonly busyTime: BusyTime = new BusyTime();
  /** Runs left until the next look at the clock, how many there were, and what it said the last time. */
  private rounds = fewestRounds;
  private roundsEach = fewestRounds;
  private looked = 0;
  private turnEnds = 0;
  /** Looks at the rings that take about `spinTime`; measured anew whenever a spin was in vain. */
  private looks = 1000;

  constructor(host: Host) {
    this.host = host;
  }

  /** A call was published on `lane`. */
  submitted(lane: Lane, spec: TaskSpec): void {
    if (spec !== this.last) {
      this.last = spec;
      this.busyTime.spoil();
    }
    if (lane.bells.wake()) this.cold = true;
    if (this.running) return;
    const { unanswered, lanes } = this.host;
    if (unanswered === 1) this.busyTime.begin(spec, lanes);
    this.start();
  }

  start(): void {
    if (this.running) return;
    this.running = true;
    this.schedule();
  }

  /** Keeps the process alive until no call is without an answer. */
  hold(): void {
    this.alive.hold();
  }

  /** A worker was started that will say when it takes calls. */
  expectBoot(): void {
    this.booting = true;
    this.start();
  }

  /** The bell rang: there may be completions, or room. */
  readonly rang = (): void => {
    if (this.running) return;
    this.running = true;
    this.rung = true;
    this.run();
  };

  private readonly run = (): void => {
    const { host } = this;
    if (this.parked) this.unpark();
    host.deadlines.date();
    let moved = this.drain();
    if (host.hasWaiting && host.flush()) moved = true;
    if (!moved && host.unanswered > 0) {
      if (this.spin()) this.drain();
      else if (!this.park()) return;
      if (host.hasWaiting) host.flush();
    }
    if (host.unanswered === 0) this.rest();
    else this.schedule();
  };

  private drain(): boolean {
    if (this.host.drain() === 0) return false;
    this.cold = false;
    return true;
  }

  /** Runs again after the promises that were settled, and every millisecond after a turn of the event loop. */
  private schedule(): void {
    this.rounds -= 1;
    if (this.rounds === 0 && this.turnIsOver()) afterInput(this.nextTurn);
    else soon(this.run);
  }

  /** Asks the clock, and sees to it that this is neither often nor seldom. */
  private turnIsOver(): boolean {
    const now = performance.now();
    const each = this.roundsEach;
    this.roundsEach =
      now - this.looked < longestTurn / 8
        ? Math.min(mostRounds, each * 2)
        : Math.max(fewestRounds, each >> 1);
    this.rounds = this.roundsEach;
    this.looked = now;
    return now > this.turnEnds;
  }

  private readonly nextTurn = (): void => {
    this.turnEnds = performance.now() + longestTurn;
    this.host.recall.watch();
    this.run();
  };

  /**
   * Whether a completion came within the time that the last kind of call is worth. A short look is always worth its
   * time, and one as long as ringing takes after the bell rang: else each call of a row would find the host asleep.
   */
  private spin(): boolean {
    const { last } = this;
    if (this.cold || last === undefined || !this.hasSpareCore()) return false;
    const looks = this.rung ? this.looks >> 3 : firstLooks;
    this.rung = false;
    if (
      this.look(looks) ||
      (last.patience.has() && this.lookOn(last.patience))
    ) {
      last.patience.paid();
      return true;
    }
    return false;
  }

  /** Whether the workers that have calls leave a core for the host to spin on. */
  private hasSpareCore(): boolean {
    const { lanes } = this.host;
    if (lanes.length < cores) return true;
    let busy = 0;
    for (const lane of lanes) if (lane.inFlight > 0) busy += 1;
    return busy < cores;
  }

  private look(times: number): boolean {
    const { lanes } = this.host;
    for (let time = 0; time < times; time += 1) {
      for (let index = 0; index < lanes.length; index += 1)
        if (lanes[index]!.hasCompletion()) return true;
    }
    return false;
  }

  /** The rest of the spin; only a spin that was in vain is worth the clock's time. */
  private lookOn(patience: Patience): boolean {
    // Many runs as long as this one would be too long a turn.
    this.rounds = Math.min(this.rounds, fewestRounds);
    const started = performance.now();
    if (this.look(this.looks)) return true;
    patience.inVain();
    const took = performance.now() - started;
    const looks = Math.round((this.looks * spinTime) / took);
    this.looks = Math.max(fewestLooks, Math.min(mostLooks, looks));
    return false;
  }

  /** Leaves it to the bell; false if the bell will ring, true if there is something to do after all. */
  private park(): boolean {
    const { host } = this;
    this.parked = true;
    if (host.unanswered > 0) {
      this.alive.hold();
      host.recall.watch();
    }
    for (const lane of host.lanes) {
      if (!lane.bells.park(host.hasWaiting)) {
        this.unpark();
        this.drain();
        return true;
      }
      lane.peer.listen();
    }
    // A worker may have come free just before it was told that calls wait.
    if (host.hasWaiting && host.flush()) {
      this.unpark();
      return true;
    }
    this.running = false;
    return false;
  }

  private unpark(): void {
    this.parked = false;
    for (const lane of this.host.lanes) lane.bells.unpark();
  }

  /** Nothing is in flight. Workers that are still booting will say so by the bell. */
  rest(): void {
    this.running = false;
    this.busyTime.end(this.host.lanes);
    this.alive.release();
    this.host.whenIdle();
    if (!this.booting) return;
    this.booting = this.host.lanes.some(isBooting);
    if (!this.booting) return;
    this.running = true;
    if (this.park()) this.schedule();
  }
}

function isBooting(lane: Lane): boolean {
  return !lane.booted;
}
