// What the benchmark calls; small on purpose, so that the way there and back is what is measured.

export type Account = {
  id: number;
  name: string;
  email: string;
  active: boolean;
  balance: number;
  limit: number;
  rate: number;
  history: number[];
};

export type Sample = { time: number; value: number };

export function add(a: number, b: number): number {
  return a + b;
}

export function account(value: Account): Account {
  return value;
}

export function samples(value: Sample[]): Sample[] {
  return value;
}

export function bytes(value: Uint8Array): Uint8Array {
  return value;
}

/** Keeps the worker's thread busy. */
export function busy(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

/** Keeps the worker's thread asleep, so that more workers than cores can be compared. */
export function nap(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

/** The same; returns how long it was asleep, in milliseconds. */
export function slept(milliseconds: number): number {
  const start = performance.now();
  nap(milliseconds);
  return performance.now() - start;
}

/** A fixed amount of work for a processor. */
export function crunch(rounds: number): number {
  let state = 1;
  for (let round = 0; round < rounds; round += 1)
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + round;
  return state;
}
