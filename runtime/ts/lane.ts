// The host's end of one worker: its region, the calls in flight there, and what became of them.
// It knows nothing of event loops; `host.ts` decides when to look, when to spin and when to park.

import { HOOKS, STATUS_CANCELLED, STATUS_READY } from "./abi.ts";
import { abortWord } from "./abort.ts";
import { Answers, bootCall, type Measures } from "./answers.ts";
import { Bells } from "./bells.ts";
import { corrupt } from "./cursor.ts";
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
import { Progress } from "./progress.ts";
import type { Region } from "./region.ts";
import { Reasons } from "./reasons.ts";
import { rejection } from "./rejection.ts";
import { Producer, shapeOf, type Shape } from "./ring.ts";
import type { Use } from "./statistics.ts";
import type { TaskSpec } from "./task.ts";
import type { Peer } from "./peer.ts";
import { Unstarted } from "./unstarted.ts";

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
  /** Set when the worker cannot be used any more; it is ended then. */
  broken: Error | undefined;
  readonly specs: readonly TaskSpec[];
  readonly pending: Pending = new Pending();
  /** How far the worker is with them, as it says. */
  readonly progress: Progress;
  readonly bells: Bells;
  private readonly answers: Answers;
  private readonly i32: Int32Array;
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
    this.progress = new Progress(views.i32, this.pending);
    this.submissions = new Producer(views, requestPlace(region, limits), () =>
      advanced(this.submissions.released, this.progress.read),
    );
    this.reasons = new Reasons(this.submissions, limits.longest);
    this.answers = new Answers(views, responsePlace(region, limits));
    this.bells = new Bells(
      views.i32,
      this.submissions,
      this.answers.completions,
      () => this.peer.ring(),
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
    const unread = (this.submissions.head - this.progress.read) | 0;
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
    const { call } = this.answers.completions;
    const word = abortWord(call);
    // The id comes again one day.
    if (Atomics.load(this.i32, word) === (call | 0))
      Atomics.store(this.i32, word, 0);
    if (value instanceof Promise) value.catch(() => {});
  };

  private tellAborted(call: number, reason: unknown): void {
    // SYNC: pairs with the worker's load in `RunningCall.hasAborted`.
    Atomics.store(this.i32, abortWord(call), call);
    this.reasons.tell(call, reason);
    this.bells.wake();
  }

  hasCompletion(): boolean {
    return this.answers.completions.ready();
  }

  /** Settles every call that has come back; returns how many. */
  drain(): number {
    const { completions } = this.answers;
    const before = this.unanswered;
    while (this.broken === undefined && completions.next()) this.settle();
    this.bells.taken();
    if (this.pending.count === 0) this.ahead = mostAhead;
    if (this.reasons.hasWaiting && this.reasons.flush(this.pending))
      this.bells.wake();
    return before - this.unanswered;
  }

  private settle(): void {
    const { answers, pending, submissions } = this;
    const { call, kind, size } = answers.completions;
    if (call === bootCall) {
      this.settleBoot(kind);
      return;
    }
    const index = pending.find(call);
    if (index === 0) {
      this.breakWith(
        corrupt(`a completion of call ${call}, which is not in flight`),
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
    this.bells.unannounced += size;
    pending.leave(index)(answers.read(spec, kind));
  }

  /** The worker left a call alone that its caller still waits for. */
  private leftAlone(index: number): void {
    // Of a worker that is being ended all calls are taken at once.
    if (this.condemned !== undefined) return;
    const call = this.unstarted.leftAlone(index);
    if (call === undefined) {
      const id = this.pending.id(index);
      this.breakWith(corrupt(`call ${id} was not cancelled`));
      return;
    }
    this.sendElsewhere(this, call);
    this.use?.answered(this.inFlight);
  }

  /** What was measured of the answer that is being given, once; undefined where its task was not timed. */
  takeMeasures(): Measures | undefined {
    this.use?.answered(this.inFlight);
    return this.answers.takeMeasures();
  }

  private settleBoot(kind: number): void {
    try {
      if (kind === STATUS_READY) {
        const { answers } = this;
        if (answers.completions.size > 0) this.whenTold(answers.copy());
        this.booted = true;
        this.whenTaking();
        this.whenBooted();
      } else {
        this.breakWith(this.answers.readThrown() as Error);
      }
    } catch (error) {
      this.breakWith(error as Error);
    }
  }

  private breakWith(error: Error): void {
    this.broken = error;
    void this.peer.close(0);
  }

  /** Sends the worker its hooks, before anything else. */
  sendHooks(message: Uint8Array): void {
    this.submissions.send(hooksShape, message, 0, HOOKS);
  }

  /** What went wrong while the worker ended; its calls are over. */
  lastWords(): unknown {
    return this.answers.lastWords();
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

  /** Takes every call in flight out and gives each `error(task, position)` as its reason. */
  rejectAll(error: (task: string, position: number) => Error): void {
    this.pending.clear((task, position) =>
      error(this.specs[task]!.name, position),
    );
  }
}

function nothing(): void {}
