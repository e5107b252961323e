// Calls that find everybody asleep, and calls that take long: how late their results are seen.

import type { Calls } from "../tasks.knit/pool.ts";
import type { Reference } from "../reference/worker.ts";
import { median, sleep, time, type Measured } from "./report.ts";

const idle = 20;

/** Alternating with a bare worker, in microseconds. */
export async function againstMessages(
  call: Calls,
  reference: Reference,
  repeats: number,
): Promise<Measured[]> {
  const rows: Measured[] = [];
  for (const milliseconds of [5, 20, 50]) {
    rows.push(
      await alternate(
        `a task of ${milliseconds} ms, seen late`,
        () => late(milliseconds, call.busy(milliseconds)),
        () =>
          late(
            milliseconds,
            reference.ask({ task: "busy", amount: milliseconds }),
          ),
        repeats,
      ),
    );
  }
  rows.push(
    await alternate(
      "a call after 20 ms of idleness",
      () => time(() => call.add(1, 2)),
      () => time(() => reference.ask({ task: "nothing", amount: 3 })),
      repeats * 2,
    ),
  );
  return rows;
}

/** Process workers against threads, each cold. */
export async function coldCalls(
  ours: Calls,
  threads: Calls,
  repeats: number,
): Promise<Measured> {
  return alternate(
    "a call after 20 ms of idleness, against threads",
    () => time(() => ours.add(1, 2)),
    () => time(() => threads.add(1, 2)),
    repeats * 2,
  );
}

async function late(
  milliseconds: number,
  answer: Promise<unknown>,
): Promise<number> {
  return (await time(() => answer)) - milliseconds;
}

async function alternate(
  measure: string,
  ours: () => Promise<number>,
  theirs: () => Promise<number>,
  repeats: number,
): Promise<Measured> {
  const mine: number[] = [];
  const reference: number[] = [];
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    await sleep(idle);
    mine.push((await ours()) * 1000);
    await sleep(idle);
    reference.push((await theirs()) * 1000);
  }
  return {
    measure,
    ours: median(mine),
    reference: median(reference),
    unit: "us",
  };
}
