// Short calls are sent ahead to a worker that is awake. If one of them turns out to be long, those behind it
// are asked back while another worker has nothing to do.
//
// The worker decides with a plain store and a load, which are too cheap to agree on anything at once: it says
// that a call has started, and then looks whether that call is cancelled. The host cancels, waits for
// milliseconds, and looks what has started. Either the worker has seen the mark; or its look came before the
// mark, and then the host sees its word, since no store takes a millisecond to be seen: a thread that loses
// its core has its stores written out as well. A call that the worker has taken up in between is its own; it
// says so if it left it alone.

import type { Host } from "./host.ts";
import type { Lane } from "./lane.ts";

/** How long a worker that starts nothing keeps what it has, and how long the host waits for its word, in milliseconds. */
const patience = 2;

export class Recall {
  private readonly host: Host;
  private readonly isWanted: boolean;
  private watching = false;
  /** What the workers had started when they were last looked at. */
  private started = new Map<Lane, number>();

  constructor(host: Host, isWanted: boolean) {
    this.host = host;
    this.isWanted = isWanted;
  }

  /** Looks after calls that wait for a worker, if there are any that another one could take. */
  watch(): void {
    if (this.watching || !this.isWanted || !this.isWorthIt()) return;
    this.watching = true;
    // Calls in flight keep the process alive by themselves.
    setTimeout(this.look, patience).unref();
  }

  private isWorthIt(): boolean {
    const { lanes } = this.host;
    if (lanes.length < 2) return false;
    let wait = false;
    let free = false;
    for (const lane of lanes) {
      if (lane.unstarted.isRecalling) return true;
      if (lane.unstarted.count > 0) wait = true;
      else if (lane.booted && lane.unread === 0) free = true;
    }
    return wait && free;
  }

  private readonly look = (): void => {
    const { host } = this;
    const { lanes } = host;
    this.watching = false;
    const before = this.started;
    this.started = new Map(lanes.map((lane) => [lane, lane.progress.started]));
    host.drain();
    for (const lane of lanes) {
      if (lane.unstarted.isRecalling)
        host.handover.putBack(lane, lane.unstarted.takeRecalled());
      else if (
        lane.unstarted.count > 0 &&
        before.get(lane) === lane.progress.started
      )
        lane.unstarted.recall();
    }
    host.pump.start();
    this.watch();
  };
}
