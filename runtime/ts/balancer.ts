// Which worker a call goes to.

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

/** Where a call may go, as far as the choice goes: a worker's lane, or the caller's own thread. */
export interface Place {
  /** Calls that it has. */
  readonly inFlight: number;
  /** Calls of those that it has not got to yet. */
  readonly unread: number;
  /** The fewest calls ahead that the kinds of call in flight allow. */
  readonly ahead: number;
  hasRoom(): boolean;
}

/** Chooses among places; undefined: none can take the call now, it waits on the host. */
export type Balancer = <Where extends Place>(
  places: readonly Where[],
  spec: TaskSpec,
) => Where | undefined;

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
      return (places, spec) => places.find(isIdle) ?? robin(places, spec);
    case "randomLane":
      return anyOf;
    case "firstIdleOrRandom":
      return (places) => places.find(isIdle) ?? anyOf(places);
  }
}

/**
 * As if workers took calls when they are free to: the lane with the fewest calls that its worker has not
 * got to yet, if they are few. How few depends on how long such calls keep a worker; behind a long one
 * nothing waits that another worker could take.
 */
function pull<Where extends Place>(
  places: readonly Where[],
  spec: TaskSpec,
): Where | undefined {
  const { ahead } = spec.pace;
  let best: Where | undefined;
  let fewest = Infinity;
  for (const place of places) {
    const { unread } = place;
    // Of those that are equally free, the one that waits for the least.
    if (
      unread < fewest ||
      (unread === fewest && place.inFlight < best!.inFlight)
    ) {
      best = place;
      fewest = unread;
    }
  }
  if (best === undefined || !best.hasRoom()) return undefined;
  const window = Math.min(ahead, best.ahead);
  // Where all calls are that short, a full ring costs less than a queue on the host.
  return fewest < window || window === mostAhead ? best : undefined;
}

function leastLoaded<Where extends Place>(
  places: readonly Where[],
): Where | undefined {
  let best: Where | undefined;
  for (const place of places) {
    if (best === undefined || place.inFlight < best.inFlight) best = place;
  }
  return withRoom(best);
}

function roundRobin(): Balancer {
  let next = 0;
  return (places) => {
    next = (next + 1) % Math.max(1, places.length);
    return withRoom(places[next]);
  };
}

function anyOf<Where extends Place>(
  places: readonly Where[],
): Where | undefined {
  return withRoom(places[Math.floor(Math.random() * places.length)]);
}

function isIdle(place: Place): boolean {
  return place.inFlight === 0;
}

function withRoom<Where extends Place>(
  place: Where | undefined,
): Where | undefined {
  return place?.hasRoom() === true ? place : undefined;
}
