// The host's side of waiting across a lane: who says that it sleeps is rung, and what one side waits for the other
// announces.

import {
  LANE_COMPLETIONS_TAKEN,
  LANE_HOST_PARKED,
  LANE_HOST_WANTS_ROOM,
  LANE_WORKER_PARKED,
  LANE_WORKER_WANTS_ROOM,
} from "./abi.ts";
import type { Consumer, Producer } from "./ring.ts";

/** The host says how many completions it took at least this often, in calls and in bytes. */
const announceEvery = 32;
const announceBytes = 64 * 1024;

export class Bells {
  /** Bytes of completions that were taken and not announced. */
  unannounced = 0;
  private readonly i32: Int32Array;
  private readonly submissions: Producer;
  private readonly completions: Consumer;
  private readonly ring: () => void;
  private announced = 0;

  /** `ring` wakes the worker out of its event loop. */
  constructor(
    i32: Int32Array,
    submissions: Producer,
    completions: Consumer,
    ring: () => void,
  ) {
    this.i32 = i32;
    this.submissions = submissions;
    this.completions = completions;
    this.ring = ring;
  }

  /** Completions were taken: tells the worker if these are many, or large. */
  taken(): void {
    if (
      this.completions.position - this.announced >= announceEvery ||
      this.unannounced >= announceBytes
    )
      this.announce();
  }

  /** Tells the worker how many completions were taken, and wakes it if it waits for that. */
  private announce(): void {
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
    if (Atomics.exchange(this.i32, parked, 0) === 1) this.ring();
    return true;
  }

  /** Says that the host will wait for the bell; false if there is something to do after all. */
  park(wantsRoom: boolean): boolean {
    this.announce();
    if (wantsRoom) Atomics.store(this.i32, LANE_HOST_WANTS_ROOM >> 2, 1);
    // SYNC: pairs with the worker's exchange after it published a completion.
    Atomics.store(this.i32, LANE_HOST_PARKED >> 2, 1);
    if (!this.completions.ready() && !(wantsRoom && this.submissions.reclaim()))
      return true;
    this.unpark();
    return false;
  }

  unpark(): void {
    Atomics.store(this.i32, LANE_HOST_PARKED >> 2, 0);
  }
}
