// Forecasts a portfolio on two workers. `--processes` as an argument uses processes instead of threads.

import { createPool } from "./tasks.knit/pool.ts";
import { forecast, type Position } from "./tasks.ts";

const runs = 20_000;
const lines = [
  "ACME 12 @ 182.50 ~ 0.3",
  "GLOBEX 40 @ 33.10 ~ 0.55",
  "INITECH 7 @ 410 ~ 0.2",
  "HOOLI 3 @ 990.90 ~ 0.4",
];

const runtime = process.argv.includes("--processes") ? "process" : "thread";
await using pool = createPool({ threads: 2, worker: { runtime } });
console.log(`two workers, each a ${runtime}`);

const positions: Position[] = await Promise.all(
  lines.map((line) => pool.call.parsePosition(line)),
);
console.log(`worth today: ${(await pool.call.worth(positions)).toFixed(2)}`);

const forecasts = await Promise.all(
  positions.map((position) => pool.call.forecast(position, runs)),
);
for (const { symbol, mean, range, note } of forecasts) {
  const text = `${symbol}: ${mean.toFixed(0)} in a year, most likely ${range.low.toFixed(0)} to ${range.high.toFixed(0)}`;
  console.log(note === undefined ? text : `${text} (${note})`);
}

try {
  await pool.call.parsePosition("twelve ACME");
} catch (error) {
  console.log(`a task threw: ${String(error)}`);
}
const signature = await pool.call.digest(JSON.stringify(forecasts));
console.log(`signed: ${Buffer.from(signature).toString("hex").slice(0, 16)}`);

// How much faster than doing the same here, and what a call costs.
const work = Array.from(
  { length: 16 },
  (_, index) => positions[index % positions.length]!,
);
const here = await time(() => work.map((position) => forecast(position, runs)));
const there = await time(() =>
  Promise.all(work.map((position) => pool.call.forecast(position, runs))),
);
console.log(`speed-up over the main thread: ${(here / there).toFixed(2)}x`);

const calls = 20_000;
await oneByOne(calls);
await burst(calls);
const each = await time(() => oneByOne(calls));
const inBursts = await time(() => burst(calls));
console.log(
  `a call costs ${perCall(each)} us awaited one at a time, ${perCall(inBursts)} us in bursts of 100`,
);

async function oneByOne(count: number): Promise<void> {
  for (let call = 0; call < count; call += 1) await pool.call.worth(positions);
}

async function burst(count: number): Promise<void> {
  for (let call = 0; call < count; call += 100) {
    await Promise.all(
      Array.from({ length: 100 }, () => pool.call.worth(positions)),
    );
  }
}

async function time(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function perCall(milliseconds: number): string {
  return ((milliseconds * 1000) / calls).toFixed(2);
}
