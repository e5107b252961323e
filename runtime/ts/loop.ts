// A worker's turns: it takes calls, spins for a moment when there is nothing to do, then leaves its event loop to the
// tasks' own timers and I/O until the host rings. Promises that tasks left behind go on all the while.

import { LANE_WORKER_PARKED } from "./abi.ts";
import type { Calls } from "./calls.ts";
import type { Link } from "./link.ts";
import { afterInput, cores, soon } from "./platform.ts";
import type { Responder } from "./responder.ts";
import type { Consumer } from "./ring.ts";

/**
 * How long a worker without calls spins before it parks, in milliseconds. Where calls come again and
 * again just after it has parked, both sides would only wake each other: then it spins longer.
 */
const shortSpin = cores > 1 ? 0.05 : 0;
const longSpin = cores > 1 ? 0.25 : 0;

/** A call that comes this soon after parking, in milliseconds, came too late by a bit. */
const justMissed = 0.25;

/** After this long in microtasks the event loop gets a turn, in milliseconds. */
const longestTurn = 1;

/** Looks at the ring between two turns of the microtask queue. */
const looks = 200;

/** A word that is never rung, and how long to wait for it, in milliseconds; some 70 us pass on Linux. */
const nobody = new Int32Array(new SharedArrayBuffer(4));
const briefly = 0.02;

/** The most calls run between two looks at the clock; long calls bring it down to one. */
const largestBatch = 32;

export class Loop {
  private readonly calls: Calls;
  private readonly link: Link;
  private readonly responder: Responder;
  private readonly requests: Consumer;
  private readonly i32: Int32Array;
  private awake = false;
  private batch = 1;
  private turnEnds = 0;
  private spinEnds = 0;
  private lastRun = 0;
  private spin = shortSpin;
  private readonly shortSpin: number;
  private readonly longSpin: number;

  constructor(
    i32: Int32Array,
    link: Link,
    requests: Consumer,
    responder: Responder,
    calls: Calls,
  ) {
    const { spin } = link.boot;
    this.shortSpin = spin ?? shortSpin;
    this.longSpin = spin ?? longSpin;
    this.i32 = i32;
    this.link = link;
    this.requests = requests;
    this.responder = responder;
    this.calls = calls;
  }

  /** Begins to take calls. */
  start(): void {
    this.wake();
  }

  private readonly wake = (): void => {
    if (this.awake) return;
    this.awake = true;
    Atomics.store(this.i32, LANE_WORKER_PARKED >> 2, 0);
    const asleep = performance.now() - this.lastRun;
    this.spin =
      asleep < justMissed
        ? this.longSpin
        : Math.max(this.shortSpin, this.spin / 2);
    this.nextTurn();
  };

  private readonly nextTurn = (): void => {
    this.lastRun = performance.now();
    this.turnEnds = this.lastRun + longestTurn;
    this.run();
  };

  private readonly run = (): void => {
    let took = this.take();
    if (this.responder.hasRung) this.stepAside();
    // Where calls are short the next one is waited for here: a turn of the microtask queue takes
    // longer than the host needs to send it.
    // The clock is asked while the host is busy with the last answer: long calls must leave timers their turns.
    for (let round = 0; round < this.batch; round += 1) {
      if (performance.now() > this.turnEnds || !this.look()) break;
      took += this.take();
    }
    if (this.responder.hasWaiting) this.responder.flush();
    if (this.responder.hostWantsRoom()) this.calls.tellRead();
    const now = performance.now();
    if (took > 0) {
      this.pace(now - this.lastRun, took);
      this.spinEnds = now + this.spin;
    } else if (now > this.spinEnds) return this.park();
    this.lastRun = now;
    if (now > this.turnEnds) afterInput(this.nextTurn);
    else soon(this.run);
  };

  /**
   * Leaves the core for a moment after a long call: the kernel likes to put a thread that is woken on the core of the
   * one that woke it, where the host would wait until this worker sleeps. Not after short calls: those come in rows, each late then.
   */
  private stepAside(): void {
    this.responder.hasRung = false;
    const ran = performance.now() - this.lastRun;
    if (ran > longestTurn && !this.requests.ready())
      Atomics.wait(nobody, 0, 0, briefly);
  }

  /** Takes and runs calls; returns how many. */
  private take(): number {
    let took = 0;
    while (took < this.batch && this.requests.next()) {
      took += 1;
      this.calls.run();
    }
    return took;
  }

  /** Long calls are taken one at a time, so that timers and I/O get their turns in between. */
  private pace(elapsed: number, took: number): void {
    if (elapsed > longestTurn / 2) this.batch = Math.max(1, took >> 1);
    else if (this.batch < largestBatch) this.batch *= 2;
  }

  private look(): boolean {
    for (let time = 0; time < looks; time += 1)
      if (this.requests.ready()) return true;
    return false;
  }

  private park(): void {
    const parked = LANE_WORKER_PARKED >> 2;
    this.awake = false;
    this.responder.flush();
    this.calls.tellRead();
    // SYNC: pairs with the host's load after it published a call, in `Bells.wake`.
    Atomics.store(this.i32, parked, 1);
    // The host may have made the room that results wait for just before, when it saw no parked worker.
    if (this.requests.ready() || this.responder.gotRoom()) this.wake();
    else this.link.listen(this.wake);
  }
}
