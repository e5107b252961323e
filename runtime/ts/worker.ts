// The worker's entry: takes calls from its lane, runs them, sends back what they return. It spins
// for a moment when there is nothing to do, then leaves its event loop to the tasks' own timers and
// I/O until the host rings. Promises that tasks left behind go on all the while.

import {
  ABORT,
  CANCELLED,
  LANE_CALLS_STARTED,
  LANE_CALLS_SAMPLED,
  LANE_MICROSECONDS_SAMPLED,
  LANE_REQUESTS_READ,
  LANE_WORKER_PARKED,
  TIMED,
} from "./abi.ts";
import { RunningCall, type AbortContext } from "./abort.ts";
import { Reader, type Writer } from "./cursor.ts";
import { readDynamic } from "./dynamic/read.ts";
import { adopt, SchemaMismatchError } from "./errors.ts";
import { enter } from "./nesting.ts";
import { followHooks, hooksBytes } from "./hooks.ts";
import { loadsTasks } from "./here.ts";
import { requestPlace } from "./places.ts";
import type { Watch } from "./debug/worker.ts";
import type { Boot, Link } from "./link.ts";
import { afterInput, cores, soon } from "./platform.ts";
import { meet, type Region } from "./region.ts";
import { Responder } from "./responder.ts";
import { Consumer, shapeOf, type Shape } from "./ring.ts";
import { isThenable } from "./thenable.ts";
import { tookSince } from "./took.ts";
import { processLink } from "./process/worker.ts";
import { threadLink } from "./thread/worker.ts";
import { readyTasks, type DefinedTask, type Told } from "./told.ts";

/** A row of the table that generated code passes to `startWorker`. */
export interface WorkerTask extends DefinedTask {
  /** Bytes of the fixed part of the request and of the response. */
  readonly request: number;
  readonly response: number;
  /** Whether a response can have a tail. */
  readonly tail: boolean;
  /** Whether the task takes an abort context. */
  readonly abort?: true;
  /** Reads the arguments, calls `from.started()`, and calls the task. */
  readonly run: (from: Reader, abort: AbortContext | undefined) => unknown;
  /** Writes the result; absent where nothing goes back. */
  readonly write?: (to: Writer, value: unknown) => void;
}

interface Task extends WorkerTask {
  readonly shape: Shape;
  readonly write: (to: Writer, value: unknown) => void;
}

/**
 * Serves the tasks that `load` gives until the host ends this worker. Called by generated code, at
 * the top of a worker's module.
 */
export async function startWorker(
  fingerprint: string,
  load: () => Promise<readonly WorkerTask[]>,
): Promise<void> {
  const link = threadLink() ?? processLink();
  if (link === undefined)
    throw new Error(
      "worker.ts is started by a pool, not by itself: import pool.ts instead",
    );
  const { region, refusal } = meet(link.buffer, fingerprint);
  if (region === undefined) throw new SchemaMismatchError(refusal!);
  const { limits, depth } = link.boot;
  enter(depth);
  const responder = new Responder(region, limits, link.ring);
  const reader = new Reader(region.views);
  const place = requestPlace(region, limits);
  const requests = new Consumer(region.views, reader, place);
  try {
    if (refusal !== undefined) throw new SchemaMismatchError(refusal);
    const watch = link.boot.debug && (await watchStart(link.boot));
    if (link.boot.hasHooks && requests.next()) {
      requests.open(hooksBytes);
      await followHooks(reader, link, (error) => responder.threw(0, error, 0));
      watch?.bootstrapped();
    }
    const loaded = loadsTasks(fingerprint);
    const tasks = await (watch?.load(load) ?? load());
    const told = await readyTasks(tasks);
    watch?.loaded();
    loaded();
    const loop = new Loop(
      region,
      link,
      responder,
      requests,
      tasks.map(prepare),
    );
    loop.start(told);
  } catch (error) {
    responder.threw(0, error, 0);
    link.leave();
  }
}

/** Loads what only workers of pools that are debugged need. */
async function watchStart(boot: Boot): Promise<Watch> {
  const { Watch } = await import("./debug/worker.ts");
  return new Watch(boot, cancelled);
}

function prepare(task: WorkerTask): Task {
  return {
    ...task,
    shape: shapeOf(task.response, task.tail),
    write: task.write ?? nothing,
  };
}

function nothing(): void {}

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

/** Arguments of this many bytes are given back to the host before their task runs. */
const longArguments = 4096;

/** The most calls run between two looks at the clock; long calls bring it down to one. */
const largestBatch = 32;

/** One call in so many is timed for the host, and counts for this long at most, in milliseconds. */
const sampleEvery = 64;
const longestSample = 1000;

/** Thrown in place of running a call that was cancelled at the last moment. */
const cancelled = Symbol("cancelled");

class Loop {
  private readonly tasks: readonly Task[];
  private readonly link: Link;
  private readonly responder: Responder;
  private readonly requests: Consumer;
  private readonly i32: Int32Array;
  private awake = false;
  /** The calls that can be aborted, by id. */
  private readonly running = new Map<number, RunningCall>();
  private batch = 1;
  private turnEnds = 0;
  private spinEnds = 0;
  private lastRun = 0;
  private untilSample = 1;
  /** Calls that were timed for the host, and how long they took, in microseconds. */
  private sampled = 0;
  private sampledTime = 0;
  /** Whether the task of a call returned a promise. */
  private goesOn = false;
  private spin = shortSpin;
  private readonly shortSpin: number;
  private readonly longSpin: number;

  constructor(
    region: Region,
    link: Link,
    responder: Responder,
    requests: Consumer,
    tasks: readonly Task[],
  ) {
    requests.reader.started = this.mark;
    this.requests = requests;
    const { spin } = link.boot;
    this.shortSpin = spin ?? shortSpin;
    this.longSpin = spin ?? longSpin;
    this.i32 = region.views.i32;
    this.link = link;
    this.responder = responder;
    this.tasks = tasks;
  }

  start(told: Told | undefined): void {
    this.responder.ready(told);
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
    if (this.responder.hostWantsRoom()) this.tellRead();
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
      this.untilSample -= 1;
      if (this.untilSample > 0) this.call();
      else this.callSample();
    }
    return took;
  }

  /** The same as `call`, and tells how long it took. */
  private callSample(): void {
    this.untilSample = sampleEvery;
    this.goesOn = false;
    const from = performance.now();
    this.call();
    const took = this.goesOn ? Infinity : performance.now() - from;
    const { i32 } = this;
    this.sampled += 1;
    this.sampledTime += Math.min(took, longestSample) * 1000;
    // Plain stores: the host may see them late, or one without the other.
    i32[LANE_CALLS_SAMPLED >> 2] = this.sampled;
    i32[LANE_MICROSECONDS_SAMPLED >> 2] = this.sampledTime;
  }

  /** The requests taken so far are read: their slots and arena blocks are the host's again. */
  private tellRead(): void {
    // SYNC: pairs with the host's load in `Lane.countRead`.
    Atomics.store(
      this.i32,
      LANE_REQUESTS_READ >> 2,
      this.requests.position | 0,
    );
    this.responder.madeRoom();
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

  private call(): void {
    const { requests, responder, tasks } = this;
    const { call, kind } = requests;
    if (kind >= tasks.length) {
      this.obey(call, kind);
      return;
    }
    const task = tasks[kind]!;
    let result: unknown;
    try {
      requests.open(task.request);
      const abort = task.abort === true ? this.enter(call, task) : undefined;
      result = task.run(requests.reader, abort);
    } catch (error) {
      this.leave(call, task);
      if (error === cancelled) responder.cancelled(call);
      else responder.threw(call, error, 0);
      return;
    }
    if (isThenable(result)) {
      this.goesOn = true;
      this.settleLater(call, task, result);
    } else {
      this.leave(call, task);
      responder.returned(call, task.name, task.shape, task.write, result, 0);
    }
  }

  private enter(call: number, task: Task): AbortContext {
    const running = new RunningCall(this.i32, call, task.name);
    this.running.set(call, running);
    return running;
  }

  private leave(call: number, task: Task): void {
    if (task.abort === true) this.running.delete(call);
  }

  /** A message that is no plain call of a task. */
  private obey(call: number, kind: number): void {
    const { responder } = this;
    const timed = this.tasks[kind - TIMED];
    if ((kind & CANCELLED) !== 0) {
      responder.cancelled(call);
    } else if (kind === ABORT) {
      this.running.get(call)?.abort(this.readReason());
    } else if (timed !== undefined) {
      this.callTimed(call, timed);
    } else {
      responder.threw(call, new RangeError(`there is no task ${kind}`), 0);
    }
  }

  /** The same as `call` for one whose run the host wants to be timed: until its answer is known. */
  private callTimed(call: number, task: Task): void {
    const { requests, responder } = this;
    const { name, shape, write } = task;
    const from = performance.now();
    const returned = (value: unknown): void => {
      this.leave(call, task);
      responder.returned(call, name, shape, write, value, tookSince(from));
    };
    const threw = (reason: unknown): void => {
      this.leave(call, task);
      responder.threw(call, reason, tookSince(from));
    };
    let result: unknown;
    try {
      requests.open(task.request);
      const abort = task.abort === true ? this.enter(call, task) : undefined;
      result = task.run(requests.reader, abort);
    } catch (error) {
      if (error !== cancelled) return threw(error);
      this.leave(call, task);
      return responder.cancelled(call);
    }
    if (isThenable(result)) {
      this.goesOn = true;
      result.then(returned, threw);
    } else returned(result);
  }

  private readReason(): unknown {
    const { requests } = this;
    try {
      requests.open(8);
      return adopt(readDynamic(requests.reader, requests.reader.base));
    } catch (error) {
      return error;
    }
  }

  private settleLater(
    call: number,
    task: Task,
    result: PromiseLike<unknown>,
  ): void {
    const { responder } = this;
    result.then(
      (value) => {
        this.leave(call, task);
        responder.returned(call, task.name, task.shape, task.write, value, 0);
      },
      (reason: unknown) => {
        this.leave(call, task);
        responder.threw(call, reason, 0);
      },
    );
  }

  /** The arguments are read and the task is about to run. */
  private readonly mark = (): void => {
    const { requests, i32 } = this;
    const before = i32[LANE_CALLS_STARTED >> 2]!;
    // A plain store: it only has to be there when this worker dies or has kept its thread for milliseconds,
    // and costs a tenth of an atomic one.
    i32[LANE_CALLS_STARTED >> 2] = requests.position;
    // After the store, so that a host that takes calls back knows which have started; see `recall.ts`.
    if (requests.isCancelled) {
      i32[LANE_CALLS_STARTED >> 2] = before;
      throw cancelled;
    }
    // Long arguments must not wait for a long task to be over.
    if (requests.size >= longArguments) this.tellRead();
  };

  private park(): void {
    const parked = LANE_WORKER_PARKED >> 2;
    this.awake = false;
    this.responder.flush();
    this.tellRead();
    // SYNC: pairs with the host's load after it published a call, in `Lane.wake`.
    Atomics.store(this.i32, parked, 1);
    // The host may have made the room that results wait for just before, when it saw no parked worker.
    if (this.requests.ready() || this.responder.gotRoom()) this.wake();
    else this.link.listen(this.wake);
  }
}
