// Which worker the calls of a key go to: each key has its own order of preference among the seats of a
// pool, so a worker that comes or goes moves no keys but those that like its seat best. A worker that
// takes the place of another one takes its seat, and its keys with it.

import type { Lane } from "./lane.ts";

/** The lane that calls of this key go to; undefined where there is none. */
export function favourite(
  lanes: readonly Lane[],
  key: string | number,
): Lane | undefined {
  const hash = hashOf(key);
  let best: Lane | undefined;
  let most = -1;
  for (const lane of lanes) {
    const liking = mix(hash ^ Math.imul(lane.seat + 1, 0x9e3779b1));
    if (liking > most) {
      best = lane;
      most = liking;
    }
  }
  return best;
}

function hashOf(key: string | number): number {
  const text = String(key);
  let hash = 0;
  for (let index = 0; index < text.length; index += 1)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash;
}

/** Spreads what a few bits say over all 32 (the end of MurmurHash3). */
function mix(hash: number): number {
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
