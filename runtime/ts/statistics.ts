// What a pool knows of its calls, once somebody has asked. Until then nobody counts: calls that are measured go the
// way of calls with options, and plain calls know nothing of it.

import { TIMED } from "./abi.ts";
import { AbortError, TaskTimeoutError } from "./errors.ts";
import { Histogram, type Distribution } from "./histogram.ts";
import type { Lane } from "./lane.ts";
import type { Made } from "./made.ts";
import type { Resolve } from "./pending.ts";
import type { TaskSpec } from "./task.ts";

/** What became of the calls of one task: `calls` is the sum of `answered`, `errors`, `aborted`, `timedOut` and `pending`. */
export interface TaskStats {
  /** Calls that were made, those that were refused included. */
  readonly calls: number;
  /** Calls that came back with a result. */
  readonly answered: number;
  /** Calls that rejected: by what the task threw, for a wrong value, or with a failure of knit's own. */
  readonly errors: number;
  /** Calls whose signal aborted. */
  readonly aborted: number;
  /** Calls whose timeout was over, whatever they came to. */
  readonly timedOut: number;
  /** Calls that have no answer yet. */
  readonly pending: number;
  /** From the call to its answer but for the run: waiting for a worker, and the way there and back. */
  readonly wait: Distribution;
  /** How long the task ran in its worker, what it awaited included. */
  readonly run: Distribution;
  /** What was sent and what came back, in bytes of the wire. */
  readonly requestBytes: number;
  readonly responseBytes: number;
}

/** One worker. */
export interface WorkerStats {
  /** The number of its place in the pool; a worker that replaces another one gets its number. */
  readonly seat: number;
  /** `starting` before it takes calls, `ending` when it gets no more. */
  readonly state: "starting" | "idle" | "busy" | "ending";
  /** Calls that it was given and has not answered, those that were given up included. */
  readonly inFlight: number;
  /** Calls that it was given. */
  readonly calls: number;
  /** The part of the time in which it had calls, from 0 to 1. */
  readonly utilisation: number;
}

/** What `pool.stats()` tells. */
export interface PoolStats<Task extends string = string> {
  /** Since when calls are counted, in milliseconds; those that were made before are left out of everything but `inFlight`. */
  readonly elapsed: number;
  /** Calls that wait on the host because no worker can take them yet. */
  readonly waiting: number;
  readonly tasks: Readonly<Record<Task, TaskStats>>;
  readonly workers: readonly WorkerStats[];
}

/** What a call can come to. */
export type Outcome = "answered" | "errors" | "aborted" | "timedOut";

/** How a call is counted that is answered with `reason` before its worker does. */
export function outcomeOf(reason: unknown): Outcome {
  if (reason instanceof AbortError) return "aborted";
  return reason instanceof TaskTimeoutError ? "timedOut" : "errors";
}

/** The counts of one task. */
class Tally {
  calls = 0;
  requestBytes = 0;
  responseBytes = 0;
  readonly outcomes: Record<Outcome, number> = {
    answered: 0,
    errors: 0,
    aborted: 0,
    timedOut: 0,
  };
  readonly wait: Histogram = new Histogram();
  readonly run: Histogram = new Histogram();

  tell(): TaskStats {
    const { calls, outcomes, wait, run, requestBytes, responseBytes } = this;
    const { answered, errors, aborted, timedOut } = outcomes;
    return {
      calls,
      ...outcomes,
      pending: calls - answered - errors - aborted - timedOut,
      wait: wait.tell(),
      run: run.tell(),
      requestBytes,
      responseBytes,
    };
  }
}

/** How much of its time a worker has calls. */
export class Use {
  calls = 0;
  private readonly from: number = performance.now();
  /** 0 while it has none. */
  private busySince: number;
  private busy = 0;

  constructor(inFlight: number) {
    this.busySince = inFlight > 0 ? this.from : 0;
  }

  /** A call was sent to the worker, which has so many now. */
  sent(inFlight: number): void {
    this.calls += 1;
    if (inFlight === 1) this.busySince = performance.now();
  }

  /** A call was answered by the worker, which has so many left. */
  answered(inFlight: number): void {
    if (inFlight === 0 && this.busySince > 0) {
      this.busy += performance.now() - this.busySince;
      this.busySince = 0;
    }
  }

  get utilisation(): number {
    const now = performance.now();
    const busy = this.busy + (this.busySince > 0 ? now - this.busySince : 0);
    return busy / Math.max(now - this.from, busy, Number.MIN_VALUE);
  }
}

export class Statistics {
  private readonly from: number = performance.now();
  private readonly specs: readonly TaskSpec[];
  /** By task; made when the first call is. */
  private readonly tallies: (Tally | undefined)[] = [];

  /** Counts the calls of these tasks that are made from now on. */
  constructor(specs: readonly TaskSpec[]) {
    this.specs = specs;
    for (const spec of specs) spec.isWatched = true;
  }

  /** A call was refused: it was never sent. */
  refused({ id }: TaskSpec, reason: unknown): void {
    const tally = this.tallyOf(id);
    tally.calls += 1;
    tally.outcomes[outcomeOf(reason)] += 1;
  }

  /** Counts a call that is being made with so many bytes, and takes its answer before `resolve` does. */
  measure(call: Made, bytes: number, resolve: Resolve): Resolve {
    const { spec } = call;
    const tally = this.tallyOf(spec.id);
    const from = performance.now();
    tally.calls += 1;
    tally.requestBytes += bytes;
    call.kind = spec.id + TIMED;
    return (value) => {
      const outcome = value instanceof Promise ? "errors" : "answered";
      tally.outcomes[call.outcome ?? outcome] += 1;
      const answer = call.takeMeasures();
      if (answer !== undefined) {
        tally.responseBytes += answer.bytes;
        tally.run.add(answer.took);
        tally.wait.add(performance.now() - from - answer.took);
      }
      resolve(value);
    };
  }

  private tallyOf(task: number): Tally {
    return (this.tallies[task] ??= new Tally());
  }

  tell(
    waiting: number,
    lanes: readonly Lane[],
    leaving: readonly Lane[],
  ): PoolStats {
    const tasks = this.specs.map(
      ({ id, name }) =>
        [name, (this.tallies[id] ?? new Tally()).tell()] as const,
    );
    return {
      elapsed: performance.now() - this.from,
      waiting,
      tasks: Object.fromEntries(tasks),
      workers: [
        ...lanes.map((lane) => tellWorker(lane, stateOf(lane))),
        ...leaving.map((lane) => tellWorker(lane, "ending")),
      ],
    };
  }
}

function stateOf(lane: Lane): WorkerStats["state"] {
  if (!lane.booted) return "starting";
  return lane.inFlight > 0 ? "busy" : "idle";
}

function tellWorker(lane: Lane, state: WorkerStats["state"]): WorkerStats {
  const { seat, inFlight, use } = lane;
  return {
    seat,
    state,
    inFlight,
    calls: use?.calls ?? 0,
    utilisation: use?.utilisation ?? 0,
  };
}
