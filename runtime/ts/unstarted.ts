// The calls that a worker was given and has not started: they can be taken back and sent elsewhere, each
// at most once. How many it has started, the worker says; the messages of all others are still in the ring.

import type { Lane } from "./lane.ts";
import type { Made } from "./made.ts";

interface Taken {
  readonly call: Made;
  readonly position: number;
}

export class Unstarted {
  private readonly lane: Lane;
  /** What calls were sent as that were asked back, by id. */
  private readonly recalled = new Map<number, Uint8Array>();
  /** Calls sent before this position were asked back, or are the worker's in any case. */
  private recalledTo = 0;

  constructor(lane: Lane) {
    this.lane = lane;
  }

  /** How many there are, but for those that were asked back. */
  get count(): number {
    const { recalledTo } = this;
    const { progress, submissions } = this.lane;
    const { started } = progress;
    const from = ((recalledTo - started) | 0) > 0 ? recalledTo : started;
    return (submissions.head - from) | 0;
  }

  /** Marks them all, so that the worker starts none of them. */
  cancel(): void {
    const { pending, submissions, progress } = this.lane;
    const { started } = progress;
    for (const index of pending.indexes()) {
      const position = pending.position(index);
      if (((position - started) | 0) >= 0) submissions.cancel(position);
    }
  }

  /**
   * Takes out those whose callers still wait, to be sent elsewhere, in the order in which they were made.
   * Only once the worker is gone: until then it could start them.
   */
  take(): Made[] {
    const { lane } = this;
    const taken: Taken[] = [];
    for (const [index, position, message] of this.messages()) {
      const call = this.takeBack(index, message);
      if (lane.booted) call.lost += 1;
      taken.push({ call, position });
    }
    return inOrder(taken);
  }

  /** Row, position and message of those whose callers still wait. */
  private *messages(): Generator<[number, number, Uint8Array]> {
    const { lane } = this;
    const { pending, submissions, progress, specs } = lane;
    const { started } = progress;
    for (const index of pending.indexes()) {
      const position = pending.position(index);
      if (((position - started) | 0) < 0 || lane.isGivenUp(index)) continue;
      const { requestShape } = specs[pending.task(index)]!;
      const message = submissions.copyOf(position, requestShape.fixed);
      if (message !== undefined) yield [index, position, message];
    }
  }

  private takeBack(index: number, message: Uint8Array): Made {
    const { pending } = this.lane;
    const call = this.lane.made(pending.id(index));
    call.takenBack(message, pending.leave(index));
    return call;
  }

  /** Whether calls were asked back whose fate is not known. */
  get isRecalling(): boolean {
    return this.recalled.size > 0;
  }

  /** Asks for them back, but for those that belong to the worker. */
  recall(): void {
    const { lane } = this;
    const { pending, submissions, specs } = lane;
    this.recalledTo = submissions.head;
    for (const [index, position, message] of this.messages()) {
      if (lane.knownOf(index)?.affinity !== undefined) continue;
      submissions.cancel(position);
      this.recalled.set(pending.id(index), message);
      specs[pending.task(index)]!.pace.late();
    }
  }

  /** The worker says that it left a call alone: takes it out; undefined if it was not asked back. */
  leftAlone(index: number): Made | undefined {
    const id = this.lane.pending.id(index);
    const message = this.recalled.get(id);
    if (message === undefined) return undefined;
    this.recalled.delete(id);
    return this.takeBack(index, message);
  }

  /**
   * Takes out those that were asked back, in the order in which they were made. Their rows stay until the worker says
   * that it has left them alone, as it will do with all others.
   */
  takeRecalled(): Made[] {
    const { lane, recalled } = this;
    const { pending, progress } = lane;
    const { started } = progress;
    const taken: Taken[] = [];
    for (const [id, message] of recalled) {
      const index = pending.find(id);
      const isOver = index === 0 || lane.isGivenUp(index);
      const position = pending.position(index);
      if (!isOver && ((position - started) | 0) < 0) continue;
      recalled.delete(id);
      if (isOver) continue;
      const call = lane.made(id);
      call.takenBack(message, lane.abandon(index));
      taken.push({ call, position });
    }
    return inOrder(taken);
  }
}

function inOrder(taken: Taken[]): Made[] {
  return taken
    .sort((a, b) => (a.position - b.position) | 0)
    .map(({ call }) => call);
}
