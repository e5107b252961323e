// Large payloads against plain copies, and work for two workers against two bare ones.

import { createPool, type Calls } from "../tasks.knit/pool.ts";
import type { Reference } from "../reference/worker.ts";
import { median, time, type Measured } from "./report.ts";

/** Echoes of bytes, as the speed of four plain copies over the speed of one echo. */
export async function bytes(call: Calls, repeats: number): Promise<Measured[]> {
  const rows: Measured[] = [];
  for (const [name, size] of [
    ["64 KiB", 2 ** 16],
    ["1 MiB", 2 ** 20],
    ["16 MiB", 2 ** 24],
  ] as const) {
    rows.push(
      await echo(
        `echo of ${name}, four copies of which`,
        call,
        new Uint8Array(size).fill(7),
        repeats,
      ),
    );
  }
  return rows;
}

async function echo(
  measure: string,
  call: Calls,
  payload: Uint8Array,
  repeats: number,
): Promise<Measured> {
  const each = Math.max(1, Math.min(64, 2 ** 24 / payload.length));
  const mine: number[] = [];
  const copies: number[] = [];
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    mine.push(
      (await time(() => repeated(each, () => call.bytes(payload)))) / each,
    );
    copies.push(
      (await time(() => repeated(each, async () => fourCopies(payload)))) /
        each,
    );
  }
  // Speeds: a bar of "at least" needs more to be better.
  return {
    measure,
    ours: 1000 / median(mine),
    reference: 1000 / median(copies),
    unit: "/s",
  };
}

async function repeated(
  count: number,
  work: () => Promise<unknown>,
): Promise<void> {
  for (let index = 0; index < count; index += 1) await work();
}

let sink: Uint8Array;

function fourCopies(payload: Uint8Array): void {
  for (let copy = 0; copy < 4; copy += 1) sink = payload.slice();
  void sink;
}

const rounds = 3_000_000;

/** Orders per second for two workers, ours and bare ones. */
export async function twoWorkers(
  references: readonly Reference[],
  repeats: number,
): Promise<Measured> {
  const pool = createPool({ threads: 2 });
  const orders = 24;
  const mine: number[] = [];
  const bare: number[] = [];
  await Promise.all([pool.call.crunch(rounds), pool.call.crunch(rounds)]);
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    mine.push(
      await time(() =>
        Promise.all(
          Array.from({ length: orders }, () => pool.call.crunch(rounds)),
        ),
      ),
    );
    bare.push(
      await time(() =>
        Promise.all(
          references.map((worker) => share(worker, orders / references.length)),
        ),
      ),
    );
  }
  await pool.shutdown();
  return {
    measure: "two workers on CPU-bound work",
    ours: (orders * 1000) / median(mine),
    reference: (orders * 1000) / median(bare),
    unit: "/s",
  };
}

async function share(worker: Reference, orders: number): Promise<void> {
  for (let order = 0; order < orders; order += 1)
    await worker.ask({ task: "crunch", amount: rounds });
}

/** One in ten tasks is ten times longer; the ideal gives each to whoever is free first. */
export async function skewed(): Promise<Measured> {
  const pool = createPool({ threads: 2 });
  const lengths = Array.from({ length: 60 }, (_, index) =>
    index % 10 === 3 ? 50 : 5,
  );
  await Promise.all([pool.call.nap(1), pool.call.nap(1)]);
  const ours = await time(() =>
    Promise.all(lengths.map((length) => pool.call.nap(length))),
  );
  await pool.shutdown();
  return {
    measure: "skewed task lengths, two workers",
    ours,
    reference: ideal(lengths, 2),
    unit: "ms",
  };
}

function ideal(lengths: readonly number[], workers: number): number {
  const busyUntil = new Array<number>(workers).fill(0);
  for (const length of lengths) {
    const first = busyUntil.indexOf(Math.min(...busyUntil));
    busyUntil[first]! += length;
  }
  return Math.max(...busyUntil);
}
