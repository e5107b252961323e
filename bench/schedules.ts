// How well the default balancer spreads tasks whose lengths it does not know: the time until all are done,
// against a list schedule that gives each to whichever worker is free first. The tasks sleep, so that two
// cores are enough for four workers; what each really slept is what the schedule goes by. Started by
// `bench/schedules`.

import type { Kind } from "./kind.ts";
import { runtime } from "./kind.ts";
import { median, sleep, time } from "./measures/report.ts";
import { createPool, type Calls } from "./tasks.knit/pool.ts";

const kind: Kind = process.argv[2] === "process" ? "process" : "thread";

/** The most that a schedule may take, as a ratio to the ideal one. */
const bar = 1.1;

/** A short task that waits so much longer than it takes has waited for a long one, in milliseconds. */
const late = 100;

let holds = true;
for (const [name, lengths] of Object.entries(schedules()))
  await onFour(name, lengths);
await afterShortOnes();
await stream();
process.exit(holds ? 0 : 1);

/** Lengths of tasks in milliseconds, the same in each run. */
function schedules(): Record<string, number[]> {
  const random = generator(1);
  return {
    "equal lengths": Array.from({ length: 100 }, () => 10),
    "one in ten 50 times longer": Array.from({ length: 120 }, () =>
      random() < 0.1 ? 100 : 2,
    ),
    "heavy-tailed": Array.from({ length: 150 }, () =>
      Math.min(150, 2 / (1 - random()) ** 0.8),
    ),
  };
}

async function onFour(name: string, lengths: readonly number[]): Promise<void> {
  const pool = createPool({ threads: 4, worker: { runtime: kind } });
  await warm(pool.call);
  await measure(name, pool.call, lengths);
  await pool.shutdown();
}

/** A burst of long tasks of a kind that has been short so far. */
async function afterShortOnes(): Promise<void> {
  const pool = createPool({ threads: 4, worker: { runtime: kind } });
  await warm(pool.call);
  const lengths = Array.from({ length: 16 }, () => 50);
  for (let round = 0; round < 100; round += 1)
    await Promise.all(Array.from({ length: 100 }, () => pool.call.slept(0)));
  await measure("16 long ones after 10,000 short ones", pool.call, lengths, 1);
  await pool.shutdown();
}

/** The middle one of so many times. */
async function measure(
  name: string,
  call: Calls,
  lengths: readonly number[],
  times = 3,
): Promise<void> {
  const ratios: number[] = [];
  for (let time = 0; time < times; time += 1) {
    const started = performance.now();
    const slept = await Promise.all(
      lengths.map((length) => call.slept(length)),
    );
    ratios.push((performance.now() - started) / ideal(slept, 4));
  }
  const ratio = median(ratios);
  holds &&= ratio <= bar;
  console.log(
    `${runtime} ${kind}: ${name}: ${ratio.toFixed(3)} of the ideal schedule (<= ${bar})`,
  );
}

/** Tasks of 1 ms, one after the other and a few at a time, beside tasks of 500 ms, on two workers. */
async function stream(): Promise<void> {
  const pool = createPool({ threads: 2, worker: { runtime: kind } });
  await warm(pool.call);
  let over = false;
  const long = (async () => {
    while (!over) await pool.call.slept(500);
  })();
  const waits: number[] = [];
  const end = performance.now() + 3000;
  for (let round = 0; performance.now() < end; round += 1) {
    const size = 1 + (round % 3);
    const took = await time(() =>
      Promise.all(Array.from({ length: size }, () => pool.call.slept(1))),
    );
    waits.push(took - size);
    await sleep(round % 4);
  }
  over = true;
  await long;
  await pool.shutdown();
  waits.sort((a, b) => a - b);
  const most = waits.at(-1)!;
  const waited = waits.filter((wait) => wait > late).length;
  holds &&= waited === 0;
  console.log(
    `${runtime} ${kind}: 1 ms beside 500 ms: ${waits.length} rounds, p50 ${waits[waits.length >> 1]!.toFixed(2)} ms late, p99 ${waits[Math.floor(waits.length * 0.99)]!.toFixed(2)}, most ${most.toFixed(2)}; ${waited} waited for a long one (0)`,
  );
}

async function warm(call: Calls): Promise<void> {
  await Promise.all(Array.from({ length: 8 }, () => call.slept(1)));
}

function ideal(lengths: readonly number[], workers: number): number {
  const busyUntil = new Array<number>(workers).fill(0);
  for (const length of lengths) {
    const first = busyUntil.indexOf(Math.min(...busyUntil));
    busyUntil[first]! += length;
  }
  return Math.max(...busyUntil);
}

/** Numbers from 0 to 1 that are the same in each run: xorshift. */
function generator(seed: number): () => number {
  let state = seed * 0x9e3779b9;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
