// `worker.hardTimeoutMs`: a worker whose task runs too long is ended and replaced. What it had started is
// lost; what it had not goes to the others.
//
// A call says nothing when it starts, so the host notes now and then how many each worker has started:
// a call among those that is still in flight when the note is old enough has run too long.

import { HardTimeoutError, WorkerCrashedError } from "./errors.ts";
import type { Host } from "./host.ts";
import type { Lane } from "./lane.ts";

interface Note {
  readonly started: number;
  readonly at: number;
}

export class HardLimit {
  private readonly host: Host;
  private readonly milliseconds: number;
  private readonly replace: (lane: Lane) => void;
  private readonly notes = new Map<Lane, Note[]>();
  private readonly timer: ReturnType<typeof setInterval>;

  /** Ends workers of `host` whose tasks run longer; `replace` starts another one for each. */
  constructor(host: Host, milliseconds: number, replace: (lane: Lane) => void) {
    this.host = host;
    this.milliseconds = milliseconds;
    this.replace = replace;
    this.timer = setInterval(this.check, Math.max(1, milliseconds / 8));
    // Calls in flight keep the process alive by themselves.
    this.timer.unref();
  }

  end(): void {
    clearInterval(this.timer);
  }

  private readonly check = (): void => {
    const now = performance.now();
    this.host.drain();
    for (const lane of [...this.host.lanes]) {
      const notes = this.notesOf(lane);
      const { started } = lane.progress;
      if (notes.at(-1)?.started !== started) notes.push({ started, at: now });
      while (notes.length > 0 && now - notes[0]!.at > this.milliseconds) {
        if (lane.progress.hasCallBefore(notes[0]!.started)) {
          this.endWorker(lane, notes[0]!.started);
          break;
        }
        // The last note stays: as long as nothing starts it says all there is to say.
        if (notes.length === 1) break;
        notes.shift();
      }
    }
    this.host.pump.start();
  };

  private notesOf(lane: Lane): Note[] {
    let notes = this.notes.get(lane);
    if (notes === undefined) {
      notes = [];
      this.notes.set(lane, notes);
    }
    return notes;
  }

  /**
   * Ends a worker; the first `started` of its calls have run too long. Which of the others it has started is
   * looked at when it is gone: until then it could start one that is on its way to another worker already.
   */
  private endWorker(lane: Lane, started: number): void {
    const { host, milliseconds } = this;
    this.notes.delete(lane);
    const overdue = (task: string): Error =>
      new HardTimeoutError(task, milliseconds);
    host.rejectBefore(lane, started, overdue);
    const lastTask = lane.progress.lastStarted(lane.specs);
    host.condemn(lane, (task) => {
      const end = { exitCode: null, signal: null };
      const cause = overdue(task);
      return new WorkerCrashedError(task, end, { cause, lastTask });
    });
    this.replace(lane);
  }
}
