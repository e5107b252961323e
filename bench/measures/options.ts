// What calls with options of their own cost, against the same calls without: 100,000 of each in bursts.

import type { Pool } from "@knit/runtime";

import type { Kind } from "../kind.ts";
import { createPool, type Calls } from "../tasks.knit/pool.ts";
import { inBursts, type Effort } from "./hot.ts";
import { median, time, type Measured } from "./report.ts";

/** A timeout that does not fire; told without a bar as well: a pool that counts and measures its calls. */
export async function options(
  pool: Pool<Calls>,
  kind: Kind,
  effort: Effort,
): Promise<Measured[]> {
  const plain = (): Promise<unknown> => pool.call.add(1, 2);
  const { add } = pool.with({ timeout: 60_000 });
  const counted = createPool({
    threads: 1,
    worker: { runtime: kind },
    stats: true,
  });
  const rows = [
    await alternate("a timeout, per call", () => add(1, 2), plain, effort),
    await alternate(
      "statistics, per call",
      () => counted.call.add(1, 2),
      plain,
      effort,
    ),
  ];
  await counted.shutdown();
  return rows;
}

async function alternate(
  measure: string,
  ours: () => Promise<unknown>,
  theirs: () => Promise<unknown>,
  { rounds }: Effort,
): Promise<Measured> {
  const calls = 100_000 / rounds;
  const mine: number[] = [];
  const reference: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    reference.push(((await time(() => inBursts(theirs, calls))) * 1e6) / calls);
    mine.push(((await time(() => inBursts(ours, calls))) * 1e6) / calls);
  }
  return {
    measure,
    ours: median(mine),
    reference: median(reference),
    unit: "ns",
  };
}
