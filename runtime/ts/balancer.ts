// Which worker a call goes to.

import type { Lane } from "./lane.ts";
import { mostAhead } from "./pace.ts";
import type { TaskSpec } from "./task.ts";

/** The ways to choose a worker; `robinRound` is `roundRobin`. */
export const strategies = [
  "pull",
  "leastLoaded",
  "roundRobin",
  "robinRound",
  "firstIdle",
  "randomLane",
  "firstIdleOrRandom",
] as const;

export type Strategy = (typeof strategies)[number];

/** Chooses among lanes; undefined: none can take the call now, it waits on the host. */
export type Balancer = (
  lanes: readonly Lane[],
  spec: TaskSpec,
) => Lane | undefined;

export function balancer(strategy: Strategy): Balancer {
  const robin = roundRobin();
  switch (strategy) {
    case "pull":
      return pull;
    case "leastLoaded":
      return leastLoaded;
    case "roundRobin":
    case "robinRound":
      return robin;
    case "firstIdle":
      return (lanes, spec) => lanes.find(isIdle) ?? robin(lanes, spec);
    case "randomLane":
      return anyOf;
    case "firstIdleOrRandom":
      return (lanes) => lanes.find(isIdle) ?? anyOf(lanes);
  }
}

/**
 * As if workers took calls when they are free to: the lane with the fewest calls that its worker has not
 * got to yet, if they are few. How few depends on how long such calls keep a worker; behind a long one
 * nothing waits that another worker could take.
 */
function pull(lanes: readonly Lane[], spec: TaskSpec): Lane | undefined {
  const { ahead } = spec.pace;
  let best: Lane | undefined;
  let fewest = Infinity;
  for (const lane of lanes) {
    const { unread } = lane;
    // Of those that are equally free, the one that waits for the least.
    if (
      unread < fewest ||
      (unread === fewest && lane.inFlight < best!.inFlight)
    ) {
      best = lane;
      fewest = unread;
    }
  }
  if (best === undefined || !best.hasRoom()) return undefined;
  const window = Math.min(ahead, best.ahead);
  // Where all calls are that short, a full ring costs less than a queue on the host.
  return fewest < window || window === mostAhead ? best : undefined;
}

function leastLoaded(lanes: readonly Lane[]): Lane | undefined {
  let best: Lane | undefined;
  for (const lane of lanes) {
    if (best === undefined || lane.inFlight < best.inFlight) best = lane;
  }
  return withRoom(best);
}

function roundRobin(): Balancer {
  let next = 0;
  return (lanes) => {
    next = (next + 1) % Math.max(1, lanes.length);
    return withRoom(lanes[next]);
  };
}

function anyOf(lanes: readonly Lane[]): Lane | undefined {
  return withRoom(lanes[Math.floor(Math.random() * lanes.length)]);
}

function isIdle(lane: Lane): boolean {
  return lane.inFlight === 0;
}

function withRoom(lane: Lane | undefined): Lane | undefined {
  return lane?.hasRoom() === true ? lane : undefined;
}
