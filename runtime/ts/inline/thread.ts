// The caller's own thread as a place where calls run: the first of a burst as soon as the caller lets go of the
// thread, the others in turns of the event loop, so that timers and I/O get theirs.

import type { Place } from "../balancer.ts";
import { mostAhead } from "../pace.ts";
import { afterInput, soon } from "../platform.ts";
import { Queue } from "../queue.ts";
import type { InlineCall } from "./call.ts";

export class OwnThread implements Place {
  /** Calls that the tasks are not through with, those that have not begun included. */
  inFlight = 0;
  readonly ahead: number = mostAhead;
  private readonly batchSize: number;
  private readonly whenTurn: () => void;
  private readonly queue = new Queue<InlineCall>();
  private isDue = false;

  /** Runs `batchSize` calls in a turn at most; `whenTurn` is called before each. */
  constructor(batchSize: number, whenTurn: () => void) {
    this.batchSize = batchSize;
    this.whenTurn = whenTurn;
  }

  /** Calls that have not begun. */
  get unread(): number {
    return this.queue.size;
  }

  hasRoom(): boolean {
    return true;
  }

  push(call: InlineCall): void {
    this.inFlight += 1;
    this.queue.push(call);
    if (this.isDue) return;
    this.isDue = true;
    soon(this.turn);
  }

  /** A call is over. */
  left(): void {
    this.inFlight -= 1;
  }

  private readonly turn = (): void => {
    this.whenTurn();
    for (let ran = 0; ran < this.batchSize; ran += 1) {
      const call = this.queue.shift();
      if (call === undefined) break;
      call.run();
    }
    // Also where nothing is left: calls that follow from these come in the next turn, however fast they follow.
    afterInput(this.nextTurn);
  };

  private readonly nextTurn = (): void => {
    this.isDue = this.queue.size > 0;
    if (this.isDue) this.turn();
  };
}
