// The host's end of one worker: its region, the calls in flight there, and what became of them.
// It knows nothing of event loops; `host.ts` decides when to look, when to spin and when to park.

import * as abi from "./abi.ts";
import { corrupt, Reader } from "./cursor.ts";
import { readDynamic } from "./dynamic/read.ts";
import type { Region } from "./region.ts";
import { Consumer, Producer, type RingPlace } from "./ring.ts";
import type { TaskSpec } from "./task.ts";
import type { Peer } from "./peer.ts";

type Resolve = (value: unknown) => void;
type Reject = (reason: unknown) => void;

/** How much of an arena is used before it has ever been full, and the longest message, in bytes. */
export interface LaneLimits {
  readonly initial: number;
  readonly longest: number;
}

// A call's id is its index here and a generation, so that a late or forged completion finds no call.
const indexBits = 20;
const indexMask = (1 << indexBits) - 1;
const generationMask = (1 << (32 - indexBits)) - 1;

/** The host says how many completions it took at least this often, in calls and in bytes. */
const announceEvery = 32;
const announceBytes = 64 * 1024;

/** Id 0 is the worker's own: it says that it has booted, or why it could not. */
const bootCall = 0;

export class Lane {
  readonly region: Region;
  readonly submissions: Producer;
  peer!: Peer;
  inFlight = 0;
  booted = false;
  /** Set when the worker cannot be used any more. */
  broken: Error | undefined;
  private readonly completions: Consumer;
  private readonly i32: Int32Array;
  private announced = 0;
  private unannounced = 0;
  private readonly resolves: (Resolve | undefined)[] = [undefined];
  private readonly rejects: (Reject | undefined)[] = [undefined];
  private readonly tasks: number[] = [0];
  private readonly positions: number[] = [0];
  private readonly generations: number[] = [0];
  private readonly unused: number[] = [];

  constructor(region: Region, limits: LaneLimits) {
    const { views } = region;
    this.region = region;
    this.i32 = views.i32;
    this.submissions = new Producer(views, requestPlace(region, limits), () =>
      this.countRead(),
    );
    this.completions = new Consumer(
      views,
      new Reader(views),
      responsePlace(region, limits),
    );
  }

  /** Publishes the request that the writer holds. */
  submit(spec: TaskSpec, resolve: Resolve, reject: Reject): void {
    const call = this.enter(spec.id, resolve, reject);
    this.submissions.commit(spec.requestShape, call, spec.id);
  }

  /** Publishes a request that was encoded elsewhere; false when there is no room now. */
  send(
    spec: TaskSpec,
    message: Uint8Array,
    resolve: Resolve,
    reject: Reject,
  ): boolean {
    // Entered first, as the id is part of the message; taken back when there was no room.
    const call = this.enter(spec.id, resolve, reject);
    if (this.submissions.send(message, call, spec.id)) return true;
    this.leave(call & indexMask);
    return false;
  }

  private enter(task: number, resolve: Resolve, reject: Reject): number {
    const index = this.unused.pop() ?? this.grow();
    this.resolves[index] = resolve;
    this.rejects[index] = reject;
    this.tasks[index] = task;
    this.positions[index] = this.submissions.head;
    this.inFlight += 1;
    return (index | (this.generations[index]! << indexBits)) >>> 0;
  }

  private grow(): number {
    const index = this.generations.length;
    this.generations.push(0);
    return index;
  }

  private leave(index: number): void {
    this.resolves[index] = undefined;
    this.rejects[index] = undefined;
    this.generations[index] = (this.generations[index]! + 1) & generationMask;
    this.unused.push(index);
    this.inFlight -= 1;
  }

  /** Whether the pending table can hold one more call. */
  hasRoom(): boolean {
    return this.inFlight < indexMask;
  }

  hasCompletion(): boolean {
    return this.completions.ready();
  }

  /** Settles every call that has come back; returns how many. */
  drain(specs: readonly TaskSpec[]): number {
    const { completions } = this;
    const before = completions.position;
    while (this.broken === undefined && completions.next()) {
      this.unannounced += completions.size;
      this.settle(specs);
    }
    const { position } = completions;
    if (
      position - this.announced >= announceEvery ||
      this.unannounced >= announceBytes
    )
      this.announce();
    return position - before;
  }

  private settle(specs: readonly TaskSpec[]): void {
    const { completions } = this;
    const { call, kind } = completions;
    if (call === bootCall) {
      this.settleBoot(kind);
      return;
    }
    const index = call & indexMask;
    const resolve = this.resolves[index];
    if (
      resolve === undefined ||
      this.generations[index] !== call >>> indexBits
    ) {
      this.broken = corrupt(
        `a completion of call ${call}, which is not in flight`,
      );
      return;
    }
    const reject = this.rejects[index]!;
    const spec = specs[this.tasks[index]!]!;
    // Workers take calls in order: what came before this call has been taken as well.
    this.submissions.release(this.positions[index]! + 1);
    this.leave(index);
    try {
      if (kind === abi.STATUS_RETURNED) resolve(this.readResult(spec));
      else reject(this.readThrown());
    } catch (error) {
      reject(error);
    }
  }

  private readResult(spec: TaskSpec): unknown {
    if (spec.read === undefined) return undefined;
    const { completions } = this;
    completions.open(spec.response);
    return spec.read(completions.reader);
  }

  private readThrown(): unknown {
    const { completions } = this;
    completions.open(8);
    return readDynamic(completions.reader, completions.reader.base);
  }

  private settleBoot(kind: number): void {
    if (kind === abi.STATUS_READY) {
      this.booted = true;
      return;
    }
    try {
      this.broken = this.readThrown() as Error;
    } catch (error) {
      this.broken = error as Error;
    }
  }

  /** Tells the worker how many completions were taken, and wakes it if it waits for that. */
  announce(): void {
    const { i32, completions } = this;
    if (completions.position === this.announced) return;
    this.announced = completions.position;
    this.unannounced = 0;
    // SYNC: pairs with the load in the worker's `countTaken`.
    Atomics.store(
      i32,
      abi.LANE_COMPLETIONS_TAKEN >> 2,
      completions.position | 0,
    );
    // SYNC: pairs with the worker's store of `worker_wants_room`, before it looks again and parks.
    if (Atomics.load(i32, abi.LANE_WORKER_WANTS_ROOM >> 2) === 1) {
      Atomics.store(i32, abi.LANE_WORKER_WANTS_ROOM >> 2, 0);
      this.wake();
    }
  }

  /** Wakes the worker if it is parked; whether it was. */
  wake(): boolean {
    const parked = abi.LANE_WORKER_PARKED >> 2;
    // SYNC: pairs with the worker's store before it looks at the ring once more: one of the two
    // sees the other, whichever comes first.
    if (Atomics.load(this.i32, parked) === 0) return false;
    if (Atomics.exchange(this.i32, parked, 0) === 1) this.peer.ring();
    return true;
  }

  /** Says that the host will wait for the bell; false if there is something to do after all. */
  park(wantsRoom: boolean): boolean {
    this.announce();
    if (wantsRoom) Atomics.store(this.i32, abi.LANE_HOST_WANTS_ROOM >> 2, 1);
    // SYNC: pairs with the worker's exchange after it published a completion.
    Atomics.store(this.i32, abi.LANE_HOST_PARKED >> 2, 1);
    if (!this.hasCompletion() && !(wantsRoom && this.submissions.reclaim()))
      return true;
    this.unpark();
    return false;
  }

  unpark(): void {
    Atomics.store(this.i32, abi.LANE_HOST_PARKED >> 2, 0);
  }

  private countRead(): number {
    // SYNC: pairs with the worker's store in `Loop.tellRead`.
    return advanced(
      this.submissions.released,
      Atomics.load(this.i32, abi.LANE_REQUESTS_READ >> 2),
    );
  }

  /** Takes every call in flight out and gives each `error(task)` as its reason. */
  rejectAll(error: (task: number) => Error): void {
    for (let index = 1; index < this.resolves.length; index += 1) {
      const reject = this.rejects[index];
      if (reject === undefined) continue;
      this.leave(index);
      reject(error(this.tasks[index]!));
    }
  }
}

/** The count that shared memory holds the low 32 bits of, when it was at least `before`. */
export function advanced(before: number, low: number): number {
  return before + Math.max(0, (low - before) | 0);
}

/** Where requests travel. */
export function requestPlace(region: Region, limits: LaneLimits): RingPlace {
  const { start, bytes } = region.requests;
  return {
    ring: region.submissions,
    arenaStart: start,
    arenaBytes: bytes,
    arenaInitial: limits.initial,
    longest: limits.longest,
  };
}

/** Where responses travel. */
export function responsePlace(region: Region, limits: LaneLimits): RingPlace {
  const { start, bytes } = region.responses;
  return {
    ring: region.completions,
    arenaStart: start,
    arenaBytes: bytes,
    arenaInitial: limits.initial,
    longest: limits.longest,
  };
}
