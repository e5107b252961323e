// How results leave a worker: encoded into the completion ring, or aside when there is no room, in
// which case they wait until the host says that it has taken more.

import {
  LANE_COMPLETIONS_TAKEN,
  LANE_HOST_PARKED,
  LANE_HOST_WANTS_ROOM,
  LANE_WORKER_WANTS_ROOM,
  STATUS_CANCELLED,
  STATUS_READY,
  STATUS_RETURNED,
  STATUS_THREW,
} from "./abi.ts";
import { refused } from "./check.ts";
import { overflow, Views, Writer } from "./cursor.ts";
import { writeDynamic } from "./dynamic/write.ts";
import { PayloadTooLargeError } from "./errors.ts";
import { advanced, responsePlace, type LaneLimits } from "./places.ts";
import { Queue } from "./queue.ts";
import type { Region } from "./region.ts";
import { expect, Producer, shapeOf, type Shape } from "./ring.ts";
import { writeTold, type Told } from "./told.ts";

type Write = (to: Writer, value: unknown) => void;

/** A result that waits for room, encoded already. */
interface Waiting {
  readonly call: number;
  readonly status: number;
  readonly shape: Shape;
  readonly message: Uint8Array;
}

/** Smallest room for a message that is encoded aside, in bytes. */
const asideBytes = 64 * 1024;

const thrownShape: Shape = shapeOf(8, true);
const emptyShape: Shape = shapeOf(0, false);
const toldShape: Shape = shapeOf(8, true);

export class Responder {
  private readonly i32: Int32Array;
  private readonly producer: Producer;
  private readonly longest: number;
  private readonly ring: () => void;
  private readonly waiting = new Queue<Waiting>();
  /** The host was asleep and was rung since the worker last looked here. */
  hasRung = false;

  constructor(region: Region, limits: LaneLimits, ring: () => void) {
    this.i32 = region.views.i32;
    this.longest = limits.longest;
    this.ring = ring;
    this.producer = new Producer(
      region.views,
      responsePlace(region, limits),
      () => this.countTaken(),
    );
  }

  get hasWaiting(): boolean {
    return this.waiting.size > 0;
  }

  /** Says that calls are being taken from now on, and what the host does not know of the tasks. */
  ready(told: Told | undefined): void {
    if (told === undefined)
      this.send(0, STATUS_READY, emptyShape, nothing, undefined);
    else this.send(0, STATUS_READY, toldShape, writeTold, told);
  }

  /** The call was given up before it had started. */
  cancelled(call: number): void {
    this.send(call, STATUS_CANCELLED, emptyShape, nothing, undefined);
  }

  /** `took` says how long the task ran, in the bits of `took.ts`; 0 where nobody asked. */
  returned(
    call: number,
    task: string,
    shape: Shape,
    write: Write,
    value: unknown,
    took: number,
  ): void {
    try {
      this.send(call, STATUS_RETURNED | took, shape, write, value);
    } catch (error) {
      this.threw(call, refusal(task, error), took);
    }
  }

  /** The same for what a task threw. */
  threw(call: number, reason: unknown, took: number): void {
    // Something in it cannot cross, or it is too large: what an error says still can, in short.
    for (const form of [itself, plainly, briefly]) {
      try {
        const sent = form(reason);
        this.send(call, STATUS_THREW | took, thrownShape, writeThrown, sent);
        return;
      } catch (error) {
        if (form === briefly) throw error;
      }
    }
  }

  private send(
    call: number,
    status: number,
    shape: Shape,
    write: Write,
    value: unknown,
  ): void {
    const { producer } = this;
    if (this.waiting.size > 0 || !producer.open(shape)) {
      this.sendAside(call, status, shape, write, value);
      return;
    }
    try {
      write(producer.writer, value);
    } catch (error) {
      if (error !== overflow) throw error;
      this.makeRoom(shape, producer.writer.needed);
      this.send(call, status, shape, write, value);
      return;
    }
    producer.commit(shape, call, status);
    this.ringIfParked();
  }

  /** Looks for more room from now on, or gives up: the message can never fit. */
  private makeRoom(shape: Shape, needed: number): void {
    if (needed > this.longest)
      throw new PayloadTooLargeError("a task", "result", needed, this.longest);
    expect(shape, needed, this.longest);
  }

  private sendAside(
    call: number,
    status: number,
    shape: Shape,
    write: Write,
    value: unknown,
  ): void {
    for (;;) {
      const bytes = Math.min(this.longest, Math.max(asideBytes, shape.usual));
      const writer = new Writer(
        new Views(new ArrayBuffer(Math.ceil(bytes / 8) * 8)),
      );
      try {
        writer.start(0, shape.fixed, bytes);
        write(writer, value);
        this.waiting.push({
          call,
          status,
          shape,
          message: writer.u8.subarray(0, writer.end),
        });
        this.flush();
        return;
      } catch (error) {
        if (error !== overflow) throw error;
        this.makeRoom(shape, Math.max(writer.needed, bytes + 1));
      }
    }
  }

  /** Sends what waits, as far as there is room; asks the host for more if there is not enough. */
  flush(): void {
    const { i32, waiting, producer } = this;
    let asked = false;
    for (let result = waiting.first(); result !== undefined;) {
      if (
        producer.send(result.shape, result.message, result.call, result.status)
      ) {
        this.ringIfParked();
        waiting.shift();
        result = waiting.first();
        continue;
      }
      if (asked) return;
      asked = true;
      // SYNC: pairs with the host's load in `Bells.announce`; then one more look, so that room made
      // in between is not missed.
      Atomics.store(i32, LANE_WORKER_WANTS_ROOM >> 2, 1);
    }
  }

  /** Whether results wait that the host has made room for since they last did not fit. */
  gotRoom(): boolean {
    // SYNC: pairs with the host's store in `Bells.announce`.
    return (
      this.waiting.size > 0 &&
      Atomics.load(this.i32, LANE_WORKER_WANTS_ROOM >> 2) === 0
    );
  }

  private ringIfParked(): void {
    const parked = LANE_HOST_PARKED >> 2;
    // SYNC: pairs with the host's store in `Bells.park`, before it looks at the ring once more.
    if (
      Atomics.load(this.i32, parked) === 1 &&
      Atomics.exchange(this.i32, parked, 0) === 1
    ) {
      this.hasRung = true;
      this.ring();
    }
  }

  /** Whether the host waits for room in the request arena or ring. */
  hostWantsRoom(): boolean {
    // SYNC: pairs with the host's store in `Bells.park`.
    return Atomics.load(this.i32, LANE_HOST_WANTS_ROOM >> 2) !== 0;
  }

  /** Tells a host that waits for room in the request arena or ring that there is more. */
  madeRoom(): void {
    if (!this.hostWantsRoom()) return;
    Atomics.store(this.i32, LANE_HOST_WANTS_ROOM >> 2, 0);
    this.ringIfParked();
  }

  private countTaken(): number {
    // SYNC: pairs with the host's store in `Bells.announce`.
    const taken = Atomics.load(this.i32, LANE_COMPLETIONS_TAKEN >> 2);
    return advanced(this.producer.released, taken);
  }
}

function nothing(): void {}

function writeThrown(to: Writer, reason: unknown): void {
  writeDynamic(to, to.base, reason);
}

/** What the caller is told of a result that is too large, or not what the task's signature says. */
function refusal(task: string, error: unknown): unknown {
  if (error instanceof PayloadTooLargeError)
    return new PayloadTooLargeError(task, "result", error.bytes, error.limit);
  return refused(error, task, "result");
}

function itself(reason: unknown): unknown {
  return reason;
}

function plainly(reason: unknown): Error {
  if (!(reason instanceof Error))
    return new TypeError(
      `the task threw a value that cannot be sent: ${typeof reason}`,
    );
  const error = new Error(reason.message);
  error.name = reason.name;
  if (reason.stack !== undefined) error.stack = reason.stack;
  return error;
}

/** The most of an error's name and message that is sent in any case, in UTF-16 units. */
const longestBrief = 100;

function briefly(reason: unknown): Error {
  const { name, message } = plainly(reason);
  const error = new Error(message.slice(0, longestBrief));
  error.name = name.slice(0, longestBrief);
  error.stack = `${error.name}: ${error.message}`;
  return error;
}
