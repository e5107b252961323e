// Calls one after the other and in bursts, against the floor and against JSON text.

import type { Calls } from "../tasks.knit/pool.ts";
import type { Floor } from "../floor/ring.ts";
import type { Account, Sample } from "../tasks.ts";
import { median, sleep, time, type Measured } from "./report.ts";

const burst = 100;

export const account: Account = {
  id: 47110,
  name: "Ada King Lovelace",
  email: "ada@analytical.engine.org",
  active: true,
  balance: 1024.125,
  limit: 5000,
  rate: 0.125,
  history: [
    12.25, 7.5, 99, 3, 18.25, 41.5, 5, 66, 23.75, 8, 31.5, 2, 77, 14, 55.25, 9,
  ],
};

export const samples: Sample[] = Array.from({ length: 11 }, (_, index) => ({
  time: index * 16.5,
  value: index ** 2,
}));

export interface Effort {
  readonly rounds: number;
  readonly calls: number;
}

/** Nanoseconds per call, one at a time and in bursts, each alternating with the floor. */
export async function calls(
  call: Calls,
  floor: Floor,
  effort: Effort,
): Promise<Measured[]> {
  const add = (): Promise<number> => call.add(1, 2);
  const plain = (): Promise<number> => floor.add(1, 2);
  return [
    await alternate("one call awaited", add, plain, floor, effort, oneByOne),
    await alternate(
      "burst of 100, per call",
      add,
      plain,
      floor,
      effort,
      inBursts,
    ),
  ];
}

type Way = (call: () => Promise<unknown>, count: number) => Promise<unknown>;

async function alternate(
  measure: string,
  ours: () => Promise<unknown>,
  theirs: () => Promise<unknown>,
  floor: Floor,
  { rounds, calls }: Effort,
  way: Way,
): Promise<Measured> {
  const mine: number[] = [];
  const reference: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    floor.wake();
    await theirs();
    reference.push(((await time(() => way(theirs, calls))) * 1e6) / calls);
    floor.rest();
    // The floor's worker looks for its rest now and then only.
    await sleep(3);
    await ours();
    mine.push(((await time(() => way(ours, calls))) * 1e6) / calls);
  }
  return {
    measure,
    ours: median(mine),
    reference: median(reference),
    unit: "ns",
  };
}

async function oneByOne(
  call: () => Promise<unknown>,
  count: number,
): Promise<void> {
  for (let index = 0; index < count; index += 1) await call();
}

/** Makes so many calls, 100 at a time. */
export async function inBursts(
  call: () => Promise<unknown>,
  count: number,
): Promise<void> {
  for (let done = 0; done < count; done += burst) {
    const answers: Promise<unknown>[] = [];
    for (let index = 0; index < burst; index += 1) answers.push(call());
    await Promise.all(answers);
  }
}

/** Echoes of structured values in bursts, against the text that others would send. */
export async function echoes(call: Calls, effort: Effort): Promise<Measured[]> {
  return [
    await againstJson(
      "object of 206 bytes, echo",
      account,
      () => call.account(account),
      effort,
    ),
    await againstJson(
      "11 records, echo",
      samples,
      () => call.samples(samples),
      effort,
    ),
  ];
}

async function againstJson(
  measure: string,
  value: unknown,
  call: () => Promise<unknown>,
  { rounds, calls }: Effort,
): Promise<Measured> {
  const mine: number[] = [];
  const reference: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    mine.push(((await time(() => inBursts(call, calls))) * 1e6) / calls);
    reference.push(
      ((await time(async () => bothWays(value, calls))) * 1e6) / calls,
    );
  }
  return {
    measure,
    ours: median(mine),
    reference: median(reference),
    unit: "ns",
  };
}

let sink: unknown;

/** Argument and result as JSON text: two encodes and two decodes. */
function bothWays(value: unknown, count: number): void {
  for (let index = 0; index < count; index += 1)
    sink = JSON.parse(JSON.stringify(JSON.parse(JSON.stringify(value))));
  void sink;
}
