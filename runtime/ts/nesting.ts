// How deep pools are in one another: a task module that makes a pool whenever it is loaded, in its workers as well,
// must come to an end before the machine does.

/** The most pools that are in one another, the outermost included. */
const deepest = 3;

/** How many pools this program is in: 0 in one that no pool has started. */
let depth = 0;

/** This is a worker of a pool that is so deep. */
export function enter(pools: number): void {
  depth = pools;
}

/** How deep a pool is that is made here; an error where it would be too deep. */
export function depthOfPool(): number {
  if (depth >= deepest)
    throw new RangeError(
      `createPool: pools can be ${deepest} deep at most, each in a worker of the one before; this one would be the ${depth + 1}th`,
    );
  return depth + 1;
}
