// The workers of a pool as its calls see them: where they may go, and which of them they go to.

import { favourite } from "./affinity.ts";
import type { Balancer } from "./balancer.ts";
import type { Lane } from "./lane.ts";
import type { TaskSpec } from "./task.ts";

export class Crew {
  /** The workers that are there, those that still start included. */
  readonly lanes: Lane[] = [];
  /** Those that calls may go to. */
  readonly takers: Lane[] = [];
  /** Lanes that get no more calls, as their workers are being ended. */
  private readonly leaving = new Set<Lane>();
  /** The lane that was used last, where it may be used again. */
  recent: Lane | undefined;
  private readonly balancer: Balancer;
  private readonly favoursRecent: boolean;

  /** With `favoursRecent` the lane that was used last may be used again while its calls are few and short. */
  constructor(balancer: Balancer, favoursRecent: boolean) {
    this.balancer = balancer;
    this.favoursRecent = favoursRecent;
  }

  /** Lanes whose workers are being ended. */
  get leavers(): Lane[] {
    return [...this.leaving];
  }

  get all(): Lane[] {
    return [...this.lanes, ...this.leaving];
  }

  /** Where a call goes; undefined where it must wait. */
  choose(spec: TaskSpec): Lane | undefined {
    const lane = this.balancer(this.takers, spec);
    if (this.favoursRecent) this.recent = lane;
    return lane;
  }

  /** Where the calls of a key go. */
  boundTo(key: string | number | undefined): Lane | undefined {
    return key === undefined ? undefined : favourite(this.lanes, key);
  }

  /** Calls go to a new lane at once if they could go nowhere else, and otherwise when its worker takes them. */
  join(lane: Lane): void {
    const { lanes, takers } = this;
    lanes.push(lane);
    if (takers.some(isBooted)) lane.whenTaking = () => takers.push(lane);
    else takers.push(lane);
  }

  /** A lane gets no more calls; it leaves once its worker is gone. */
  retire(lane: Lane): void {
    lane.whenTaking = nothing;
    takeOff(this.takers, lane);
    this.recent = undefined;
    if (takeOff(this.lanes, lane)) this.leaving.add(lane);
  }

  /** The worker of a lane that was retired is gone; false if that is known. */
  leave(lane: Lane): boolean {
    return this.leaving.delete(lane);
  }

  /** No worker gets a call any more. */
  disband(): void {
    this.lanes.length = 0;
    this.takers.length = 0;
    this.leaving.clear();
    this.recent = undefined;
  }
}

function nothing(): void {}

function isBooted(lane: Lane): boolean {
  return lane.booted;
}

/** Takes a lane off a list; whether it was there. */
function takeOff(list: Lane[], lane: Lane): boolean {
  const index = list.indexOf(lane);
  if (index >= 0) list.splice(index, 1);
  return index >= 0;
}
