// Where messages travel between host and worker, and how far each side has come.

import type { Region } from "./region.ts";
import type { RingPlace } from "./ring.ts";

/** How much of an arena is used before it has ever been full, and the longest message, in bytes. */
export interface LaneLimits {
  readonly initial: number;
  readonly longest: number;
}

/** The count that shared memory holds the low 32 bits of, when it was at least `before`. */
export function advanced(before: number, low: number): number {
  return before + Math.max(0, (low - before) | 0);
}

/** Where requests travel. */
export function requestPlace(region: Region, limits: LaneLimits): RingPlace {
  return placeOf(region.submissions, region.requests, limits);
}

/** Where responses travel. */
export function responsePlace(region: Region, limits: LaneLimits): RingPlace {
  return placeOf(region.completions, region.responses, limits);
}

function placeOf(
  ring: number,
  arena: Region["requests"],
  limits: LaneLimits,
): RingPlace {
  return {
    ring,
    arenaStart: arena.start,
    arenaBytes: arena.bytes,
    arenaInitial: limits.initial,
    longest: limits.longest,
  };
}
