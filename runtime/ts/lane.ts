// The host's end of one worker: its region, the calls in flight there, and what became of them.
// It knows nothing of event loops; `host.ts` decides when to look, when to spin and when to park.

import {
  HOOKS,
  LANE_CALLS_STARTED,
  LANE_CALLS_SAMPLED,
  LANE_COMPLETIONS_TAKEN,
  LANE_HOST_PARKED,
  LANE_HOST_WANTS_ROOM,
  LANE_MICROSECONDS_SAMPLED,
  LANE_REQUESTS_READ,
  LANE_WORKER_PARKED,
  LANE_WORKER_WANTS_ROOM,
  STATUS_CANCELLED,
  STATUS_MASK,
  STATUS_READY,
  STATUS_RETURNED,
  STATUS_THREW,
} from "./abi.ts";
import { abortWord } from "./abort.ts";
import { corrupt, Reader } from "./cursor.ts";
import { readDynamic } from "./dynamic/read.ts";
import { adopt } from "./errors.ts";
import { hooksBytes } from "./hooks.ts";
import { Made } from "./made.ts";
import { mostAhead } from "./pace.ts";
import { mostPending, Pending, type Resolve } from "./pending.ts";
import {
  advanced,
  requestPlace,
  responsePlace,
  type LaneLimits,
} from "./places.ts";
import type { Region } from "./region.ts";
import { Reasons } from "./reasons.ts";
import { rejection, rejectionOf } from "./rejection.ts";
import { Consumer, Producer, shapeOf, type Shape } from "./ring.ts";
import type { Use } from "./statistics.ts";
import type { TaskSpec } from "./task.ts";
import { tookOf } from "./took.ts";
import type { Peer } from "./peer.ts";
import { Unstarted } from "./unstarted.ts";

/** The host says how many completions it took at least this often, in calls and in bytes. */
const announceEvery = 32;
const announceBytes = 64 * 1024;

/** Id 0 is the worker's own: it says that it has booted, or why it could not. */
const bootCall = 0;

/** How long the task of an answer ran, in milliseconds, and the bytes of what came back. */
export interface Measures {
  readonly took: number;
  readonly bytes: number;
}

const hooksShape: Shape = shapeOf(hooksBytes, true);

export class Lane {
  readonly submissions: Producer;
  peer!: Peer;
  booted = false;
  /** Called with what the worker says of its tasks, if it does, before it takes calls. */
  whenTold: (message: Uint8Array) => void = nothing;
  /** Called once the worker takes calls. */
  whenBooted: () => void = nothing;
  /** The same for the host, which may send calls from then on. */
  whenTaking: () => void = nothing;
  /** Set when the worker cannot be used any more. */
  broken: Error | undefined;
  private readonly completions: Consumer;
  readonly specs: readonly TaskSpec[];
  private readonly i32: Int32Array;
  private announced = 0;
  private unannounced = 0;
  readonly pending: Pending = new Pending();
  /** The fewest calls ahead that the kinds of call in flight here allow. */
  ahead: number = mostAhead;
  private readonly reasons: Reasons;
  /** Calls in flight that were given up. */
  private abandoned = 0;
  /** What is known of calls besides their rows, by index; of calls that are over where those had no more. */
  private readonly noted: (Made | undefined)[] = [];
  /** Why a worker that is being ended takes its started calls with it. */
  condemned: ((task: string, position: number) => Error) | undefined;
  /** How much of its time it has calls, where somebody counts. */
  use: Use | undefined;
  private measures: Measures | undefined;
  /** Takes calls that the worker was asked to leave alone, and that are to be sent elsewhere. */
  sendElsewhere: (lane: Lane, call: Made) => void = nothing;
  /** The calls that the worker has not started. */
  readonly unstarted: Unstarted = new Unstarted(this);
  /** A number that no other worker of the pool has; the one that comes in its place gets it. */
  readonly seat: number;

  constructor(
    region: Region,
    specs: readonly TaskSpec[],
    limits: LaneLimits,
    seat: number,
  ) {
    const { views } = region;
    this.specs = specs;
    this.seat = seat;
    this.i32 = views.i32;
    this.submissions = new Producer(views, requestPlace(region, limits), () =>
      this.countRead(),
    );
    this.reasons = new Reasons(this.submissions, limits.longest);
    this.completions = new Consumer(
      views,
      new Reader(views),
      responsePlace(region, limits),
    );
  }

  get inFlight(): number {
    return this.pending.count;
  }

  /** Calls in flight whose caller still waits. */
  get unanswered(): number {
    return this.pending.count - this.abandoned;
  }

  /** Calls that the worker has not got to yet, or still keeps its thread with, as far as it has said. */
  get unread(): number {
    const unread =
      (this.submissions.head -
        Atomics.load(this.i32, LANE_REQUESTS_READ >> 2)) |
      0;
    return Math.max(0, Math.min(unread, this.pending.count));
  }

  /** Whether the pending table can hold one more call. */
  hasRoom(): boolean {
    return this.pending.count < mostPending;
  }

  /** Publishes the request that the writer holds; returns the call's id. */
  submit(spec: TaskSpec, resolve: Resolve): number {
    const { submissions } = this;
    const { id, pace } = spec;
    const call = this.pending.enter(id, submissions.head, resolve);
    if (pace.ahead < this.ahead) this.ahead = pace.ahead;
    submissions.commit(spec.requestShape, call, id);
    return call;
  }

  /** The same for a call that more is known of. */
  submitMade(made: Made): void {
    const { submissions } = this;
    const { spec, kind } = made;
    const call = this.pending.enter(spec.id, submissions.head, made.resolve!);
    if (spec.pace.ahead < this.ahead) this.ahead = spec.pace.ahead;
    submissions.commit(spec.requestShape, call, kind);
    made.sent(this, call);
  }

  /** Publishes a request that was encoded elsewhere; returns the call's id, 0 when there is no room now. */
  send({ spec, kind, message, resolve }: Made): number {
    // Entered first, as the id is part of the message; taken back when there was no room.
    const { submissions, pending } = this;
    const call = pending.enter(spec.id, submissions.head, resolve!);
    if (submissions.send(spec.requestShape, message!, call, kind)) {
      if (spec.pace.ahead < this.ahead) this.ahead = spec.pace.ahead;
      return call;
    }
    pending.leave(pending.find(call));
    return 0;
  }

  /** Keeps what is known of a call in flight, for the case that it must be sent elsewhere. */
  note(call: Made): void {
    this.noted[this.pending.find(call.call)] = call;
    this.use?.sent(this.inFlight);
  }

  /** Whether the caller of that id still waits for an answer. */
  awaits(call: number): boolean {
    const index = this.pending.find(call);
    return index !== 0 && !this.isGivenUp(index);
  }

  /** Whether nobody waits for the answer of a call in flight. */
  isGivenUp(index: number): boolean {
    return this.pending.isLeftTo(index, this.ignore);
  }

  /** Nobody waits for the answer of a call any more; returns what would have taken it. */
  abandon(index: number): Resolve {
    this.abandoned += 1;
    return this.pending.replace(index, this.ignore);
  }

  /**
   * Answers a call before its worker does; false if it has its answer. A call that has not started is
   * not run; a task that can be aborted is told.
   */
  giveUp(call: number, value: unknown, reason: unknown): boolean {
    if (!this.awaits(call)) return false;
    const { pending } = this;
    const index = pending.find(call);
    const resolve = this.abandon(index);
    this.submissions.cancel(pending.position(index));
    if (this.specs[pending.task(index)]!.abort) this.tellAborted(call, reason);
    resolve(value);
    return true;
  }

  /** Takes the answer of a call that was given up. */
  private readonly ignore: Resolve = (value) => {
    this.abandoned -= 1;
    this.use?.answered(this.inFlight);
    this.takeMeasures();
    const word = abortWord(this.completions.call);
    // The id comes again one day.
    if (Atomics.load(this.i32, word) === (this.completions.call | 0))
      Atomics.store(this.i32, word, 0);
    if (value instanceof Promise) value.catch(() => {});
  };

  private tellAborted(call: number, reason: unknown): void {
    // SYNC: pairs with the worker's load in `RunningCall.hasAborted`.
    Atomics.store(this.i32, abortWord(call), call);
    this.reasons.tell(call, reason);
    this.wake();
  }

  hasCompletion(): boolean {
    return this.completions.ready();
  }

  /** Settles every call that has come back; returns how many. */
  drain(): number {
    const { completions } = this;
    const before = this.unanswered;
    while (this.broken === undefined && completions.next()) this.settle();
    if (
      completions.position - this.announced >= announceEvery ||
      this.unannounced >= announceBytes
    )
      this.announce();
    if (this.pending.count === 0) this.ahead = mostAhead;
    if (this.reasons.hasWaiting && this.reasons.flush(this.pending))
      this.wake();
    return before - this.unanswered;
  }

  private settle(): void {
    const { completions, pending, submissions } = this;
    const { call, kind } = completions;
    if (call === bootCall) {
      this.settleBoot(kind);
      return;
    }
    const index = pending.find(call);
    if (index === 0) {
      this.broken = corrupt(
        `a completion of call ${call}, which is not in flight`,
      );
      return;
    }
    if (kind === STATUS_CANCELLED && !this.isGivenUp(index)) {
      this.leftAlone(index);
      return;
    }
    const spec = this.specs[pending.task(index)]!;
    // Workers take calls in order: what came before this call has been taken as well.
    submissions.release(
      advanced(submissions.released, pending.position(index) + 1),
    );
    this.unannounced += completions.size;
    pending.leave(index)(
      kind === STATUS_RETURNED
        ? this.readResult(spec)
        : this.readOther(spec, kind),
    );
  }

  /** The worker left a call alone that its caller still waits for. */
  private leftAlone(index: number): void {
    // Of a worker that is being ended all calls are taken at once.
    if (this.condemned !== undefined) return;
    const call = this.unstarted.leftAlone(index);
    if (call === undefined) {
      this.broken = corrupt(`call ${this.pending.id(index)} was not cancelled`);
      return;
    }
    this.sendElsewhere(this, call);
    this.use?.answered(this.inFlight);
  }

  /** What is no plain result: it was timed, or thrown, or there is none. */
  private readOther(spec: TaskSpec, kind: number): unknown {
    const took = tookOf(kind);
    const status = kind & STATUS_MASK;
    if (took !== undefined) {
      // What always stands in its slot has a size that both sides know.
      const bytes = this.completions.size || spec.response;
      this.measures = { took, bytes };
    }
    if (status === STATUS_RETURNED) return this.readResult(spec);
    return status === STATUS_THREW ? this.readRejection() : undefined;
  }

  /** What was measured of the answer that is being given, once; undefined where its task was not timed. */
  takeMeasures(): Measures | undefined {
    const { measures } = this;
    this.measures = undefined;
    this.use?.answered(this.inFlight);
    return measures;
  }

  private readResult(spec: TaskSpec): unknown {
    if (spec.read === undefined) return undefined;
    const { completions } = this;
    try {
      completions.open(spec.response);
      return spec.read(completions.reader);
    } catch (error) {
      return rejectionOf(error);
    }
  }

  private readRejection(): Promise<never> {
    try {
      return rejectionOf(this.readThrown());
    } catch (error) {
      return rejectionOf(error);
    }
  }

  private readThrown(): unknown {
    const { completions } = this;
    completions.open(8);
    return adopt(readDynamic(completions.reader, completions.reader.base));
  }

  private settleBoot(kind: number): void {
    try {
      if (kind === STATUS_READY) {
        if (this.completions.size > 0) this.whenTold(this.copyTold());
        this.booted = true;
        this.whenTaking();
        this.whenBooted();
      } else {
        this.broken = this.readThrown() as Error;
      }
    } catch (error) {
      this.broken = error as Error;
    }
  }

  /** Sends the worker its hooks, before anything else. */
  sendHooks(message: Uint8Array): void {
    this.submissions.send(hooksShape, message, 0, HOOKS);
  }

  /** What went wrong while the worker ended; its calls are over, and what it says of them is passed over. */
  lastWords(): unknown {
    const { completions } = this;
    while (completions.next()) {
      const { call, kind } = completions;
      if (call === bootCall && kind === STATUS_THREW) return this.readLast();
    }
    return undefined;
  }

  private readLast(): unknown {
    try {
      return this.readThrown();
    } catch (error) {
      return error;
    }
  }

  /** What the worker says of its tasks. */
  private copyTold(): Uint8Array {
    const { completions } = this;
    completions.open(8);
    const { u8, base, limit } = completions.reader;
    return u8.slice(base, limit);
  }

  /** Tells the worker how many completions were taken, and wakes it if it waits for that. */
  announce(): void {
    const { i32, completions } = this;
    if (completions.position === this.announced) return;
    this.announced = completions.position;
    this.unannounced = 0;
    // SYNC: pairs with the load in the worker's `countTaken`.
    Atomics.store(i32, LANE_COMPLETIONS_TAKEN >> 2, completions.position | 0);
    // SYNC: pairs with the worker's store of `worker_wants_room`, before it looks again and parks.
    if (Atomics.load(i32, LANE_WORKER_WANTS_ROOM >> 2) === 1) {
      Atomics.store(i32, LANE_WORKER_WANTS_ROOM >> 2, 0);
      this.wake();
    }
  }

  /** Wakes the worker if it is parked; whether it was. */
  wake(): boolean {
    const parked = LANE_WORKER_PARKED >> 2;
    // SYNC: pairs with the worker's store before it looks at the ring once more: one of the two
    // sees the other, whichever comes first.
    if (Atomics.load(this.i32, parked) === 0) return false;
    if (Atomics.exchange(this.i32, parked, 0) === 1) this.peer.ring();
    return true;
  }

  /** Says that the host will wait for the bell; false if there is something to do after all. */
  park(wantsRoom: boolean): boolean {
    this.announce();
    if (wantsRoom) Atomics.store(this.i32, LANE_HOST_WANTS_ROOM >> 2, 1);
    // SYNC: pairs with the worker's exchange after it published a completion.
    Atomics.store(this.i32, LANE_HOST_PARKED >> 2, 1);
    if (!this.hasCompletion() && !(wantsRoom && this.submissions.reclaim()))
      return true;
    this.unpark();
    return false;
  }

  unpark(): void {
    Atomics.store(this.i32, LANE_HOST_PARKED >> 2, 0);
  }

  /** The low 32 bits of how many calls the worker has started. */
  get started(): number {
    return Atomics.load(this.i32, LANE_CALLS_STARTED >> 2);
  }

  /** The low 32 bits of how many calls the worker has timed as samples; a hint, as the worker may write anything there. */
  get callsSampled(): number {
    return this.i32[LANE_CALLS_SAMPLED >> 2]!;
  }

  /** The same of how long those took, in microseconds. */
  get microsecondsSampled(): number {
    return this.i32[LANE_MICROSECONDS_SAMPLED >> 2]!;
  }

  /** The task, among those in flight, that the worker started last. */
  get lastStarted(): string | undefined {
    const { pending, started } = this;
    let last: number | undefined;
    let least = Infinity;
    for (const index of pending.indexes()) {
      const ago = (started - pending.position(index)) | 0;
      if (ago <= 0 || ago >= least) continue;
      last = index;
      least = ago;
    }
    return last === undefined
      ? undefined
      : this.specs[pending.task(last)]!.name;
  }

  /** Whether a call is in flight that was among the first `started`. */
  hasCallBefore(started: number): boolean {
    for (const index of this.pending.indexes()) {
      if (((this.pending.position(index) - started) | 0) < 0) return true;
    }
    return false;
  }

  /** The worker is about to be ended: it starts no more calls, and those that it has started reject with `error`. */
  condemn(error: (task: string, position: number) => Error): void {
    this.condemned = error;
    this.unstarted.cancel();
  }

  /** Answers calls that were among the first `started` and whose callers still wait; returns how many. */
  rejectBefore(started: number, error: (task: string) => Error): number {
    const { pending } = this;
    const before = this.unanswered;
    for (const index of pending.indexes()) {
      if (((pending.position(index) - started) | 0) >= 0) continue;
      const call = pending.id(index);
      if (!this.awaits(call)) continue;
      const reason = error(this.specs[pending.task(index)]!.name);
      this.giveUp(call, rejection(reason), reason);
    }
    return before - this.unanswered;
  }

  /** A call in flight, of which more than its row is known from now on. */
  made(call: number): Made {
    const { pending, specs } = this;
    const index = pending.find(call);
    const known = this.knownOf(index);
    if (known !== undefined) return known;
    const made = new Made(specs[pending.task(index)]!, undefined);
    made.lane = this;
    made.call = call;
    this.noted[index] = made;
    return made;
  }

  /** What is known of a call in flight besides its row. */
  knownOf(index: number): Made | undefined {
    const noted = this.noted[index];
    return noted?.lane === this && noted.call === this.pending.id(index)
      ? noted
      : undefined;
  }

  private countRead(): number {
    // SYNC: pairs with the worker's store in `Loop.tellRead`.
    return advanced(
      this.submissions.released,
      Atomics.load(this.i32, LANE_REQUESTS_READ >> 2),
    );
  }

  /** Takes every call in flight out and gives each `error(task, position)` as its reason. */
  rejectAll(error: (task: string, position: number) => Error): void {
    this.pending.clear((task, position) =>
      error(this.specs[task]!.name, position),
    );
  }
}

function nothing(): void {}
