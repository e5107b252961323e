// Runs the calls that a worker takes: reads their arguments, calls their tasks, and hands what these come to to the
// responder.

import {
  ABORT,
  CANCELLED,
  LANE_CALLS_SAMPLED,
  LANE_CALLS_STARTED,
  LANE_MICROSECONDS_SAMPLED,
  LANE_REQUESTS_READ,
  TIMED,
} from "./abi.ts";
import { RunningCall, type AbortContext } from "./abort.ts";
import type { Reader, Writer } from "./cursor.ts";
import { readDynamic } from "./dynamic/read.ts";
import { adopt } from "./errors.ts";
import type { Responder } from "./responder.ts";
import { shapeOf, type Consumer, type Shape } from "./ring.ts";
import { isThenable } from "./thenable.ts";
import type { DefinedTask } from "./told.ts";
import { tookSince } from "./took.ts";

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

function prepare(task: WorkerTask): Task {
  return {
    ...task,
    shape: shapeOf(task.response, task.tail),
    write: task.write ?? nothing,
  };
}

function nothing(): void {}

/** Arguments of this many bytes are given back to the host before their task runs. */
const longArguments = 4096;

/** One call in so many is timed for the host, and counts for this long at most, in milliseconds. */
const sampleEvery = 64;
const longestSample = 1000;

/** Thrown in place of running a call that was cancelled at the last moment. */
export const cancelled: unique symbol = Symbol("cancelled");

export class Calls {
  private readonly tasks: readonly Task[];
  private readonly responder: Responder;
  private readonly requests: Consumer;
  private readonly i32: Int32Array;
  /** The calls that can be aborted, by id. */
  private readonly running = new Map<number, RunningCall>();
  private untilSample = 1;
  /** Calls that were timed for the host, and how long they took, in microseconds. */
  private sampled = 0;
  private sampledTime = 0;
  /** Whether the task of a call returned a promise. */
  private goesOn = false;

  constructor(
    i32: Int32Array,
    requests: Consumer,
    responder: Responder,
    tasks: readonly WorkerTask[],
  ) {
    requests.reader.started = this.mark;
    this.i32 = i32;
    this.requests = requests;
    this.responder = responder;
    this.tasks = tasks.map(prepare);
  }

  /** Runs the call whose message was taken. */
  run(): void {
    this.untilSample -= 1;
    if (this.untilSample > 0) this.call();
    else this.callSample();
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
      result = this.begin(call, task);
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

  /** Reads the arguments and calls the task. */
  private begin(call: number, task: Task): unknown {
    const { requests } = this;
    requests.open(task.request);
    const abort = task.abort === true ? this.enter(call, task) : undefined;
    return task.run(requests.reader, abort);
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
    const { responder } = this;
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
      result = this.begin(call, task);
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

  /** The requests taken so far are read: their slots and arena blocks are the host's again. */
  tellRead(): void {
    // SYNC: pairs with the host's load in `Progress.read`.
    Atomics.store(
      this.i32,
      LANE_REQUESTS_READ >> 2,
      this.requests.position | 0,
    );
    this.responder.madeRoom();
  }
}
