// Pools that grow and shrink: one worker more for each call that has waited for a moment, one less for each
// worker that has had nothing to do for a while.

import type { Balancer } from "./balancer.ts";
import type { Host } from "./host.ts";
import type { Lane } from "./lane.ts";

/** How long calls wait before another worker is started for them, in milliseconds: one may come free in no time. */
const patience = 2;

/** How often in its time an idle worker is looked at. */
const looksEach = 4;

/** How many workers a pool has and may have. */
export interface Staff {
  /** Starts one more; false if there may be no more. */
  grow(): boolean;
  /** Ends one that has nothing to do, if there may be less. */
  shrink(lane: Lane): void;
}

/** What was seen of an idle worker: how many messages it had been sent, and since when they are all answered. */
interface Note {
  readonly head: number;
  readonly since: number;
}

export class Elastic {
  private readonly host: Host;
  private readonly staff: Staff;
  private readonly idleTime: number;
  private readonly notes = new WeakMap<Lane, Note>();
  private readonly watch: ReturnType<typeof setInterval>;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** Looks after the workers of `host`; one that is idle for `idleTime` milliseconds is ended. */
  constructor(host: Host, staff: Staff, idleTime: number) {
    this.host = host;
    this.staff = staff;
    this.idleTime = idleTime;
    host.whenWaiting = this.press;
    this.watch = setInterval(this.endIdle, Math.max(1, idleTime / looksEach));
    this.watch.unref();
  }

  end(): void {
    clearTimeout(this.timer);
    clearInterval(this.watch);
  }

  /** Calls wait. */
  private readonly press = (): void => {
    if (this.timer !== undefined) return;
    if (this.host.lanes.length === 0 && this.staff.grow()) return;
    // The calls that wait keep the process alive.
    this.timer = setTimeout(this.look, patience);
    this.timer.unref();
  };

  private readonly look = (): void => {
    this.timer = undefined;
    let waiting = this.countWaiting();
    if (waiting === 0) return;
    while (waiting > 0 && this.staff.grow()) waiting -= 1;
    // Where there may be no more of them, nothing is gained by looking.
    if (waiting === 0) this.press();
  };

  /** Calls that wait and that no worker is on its way for. */
  private countWaiting(): number {
    let waiting = this.host.waiting;
    for (const lane of this.host.lanes)
      waiting += lane.booted ? Math.max(0, lane.unread - 1) : -1;
    return Math.max(0, waiting);
  }

  private readonly endIdle = (): void => {
    const now = performance.now();
    for (const lane of [...this.host.lanes]) {
      const { head } = lane.submissions;
      const note = this.notes.get(lane);
      if (!lane.booted || lane.inFlight > 0) this.notes.delete(lane);
      else if (note?.head !== head) this.notes.set(lane, { head, since: now });
      else if (now - note.since >= this.idleTime) this.staff.shrink(lane);
    }
  };
}

/** Tells `press` of calls that wait in a worker's ring, where the balancer lets them. */
export function pressing(balancer: Balancer, host: () => Host): Balancer {
  return (places, spec) => {
    const place = balancer(places, spec);
    if (place !== undefined && place.inFlight > 0) host().whenWaiting();
    return place;
  };
}
