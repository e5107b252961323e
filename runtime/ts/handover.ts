// Calls that a worker was given and did not start: they go to another one, unless too many workers went of them.

import type { Backlog } from "./backlog.ts";
import type { Crew } from "./crew.ts";
import type { Host } from "./host.ts";
import type { Lane } from "./lane.ts";
import type { Made } from "./made.ts";
import { rejection } from "./rejection.ts";

/** A call is lost with so many workers that went before they started it: its arguments may be what they go of. */
const mostLost = 3;

export class Handover {
  private readonly host: Host;
  private readonly crew: Crew;
  private readonly backlog: Backlog;

  constructor(host: Host, crew: Crew, backlog: Backlog) {
    this.host = host;
    this.crew = crew;
    this.backlog = backlog;
  }

  /**
   * The worker of a lane that was retired is gone. The calls that it had started reject with `error`, unless it was
   * condemned for a reason of its own; the others go elsewhere: now that it is gone, it cannot start them any more.
   */
  lose(lane: Lane, error: (task: string) => Error): void {
    const { host, crew, backlog } = this;
    if (!crew.leave(lane)) return;
    host.unanswered -= lane.drain();
    const unstarted = lane.unstarted.take();
    host.unanswered -= lane.unanswered;
    lane.rejectAll(lane.condemned ?? error);
    const waiting = [...unstarted, ...backlog.unbind(lane)];
    this.putBack(
      lane,
      waiting.filter((call) => call.lost < mostLost),
    );
    for (const call of waiting.filter(({ lost }) => lost >= mostLost))
      this.giveUp(call, error);
    host.pump.start();
  }

  /** Rejects a call that may be what its workers went of. */
  private giveUp(call: Made, error: (task: string) => Error): void {
    const reason = error(call.spec.name);
    if (call.giveUp(rejection(reason), reason)) this.host.unanswered -= 1;
  }

  /** A worker left a call alone that was taken for answered thereby. */
  readonly sendElsewhere = (lane: Lane, call: Made): void => {
    this.host.unanswered += 1;
    this.putBack(lane, [call]);
  };

  /** Lets calls wait again that were taken from a worker, before all others. */
  putBack(lane: Lane, calls: readonly Made[]): void {
    this.host.deadlines.follow(lane, calls);
    this.backlog.putBack(calls, (call) => this.crew.boundTo(call.affinity));
  }
}
