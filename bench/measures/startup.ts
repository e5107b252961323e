// From nothing to the first result, alternating with a bare worker's first message.

import { createPool } from "../tasks.knit/pool.ts";
import type { Kind } from "../kind.ts";
import { startReference } from "../reference/worker.ts";
import { median, time, type Measured } from "./report.ts";

export async function startup(kind: Kind, repeats: number): Promise<Measured> {
  const mine: number[] = [];
  const bare: number[] = [];
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    const start = performance.now();
    const pool = createPool({ threads: 1, worker: { runtime: kind } });
    await pool.call.add(1, 2);
    mine.push(performance.now() - start);
    await pool.shutdown();
    let close: () => Promise<unknown> = async () => {};
    bare.push(await time(async () => (close = (await startReference()).close)));
    await close();
  }
  return {
    measure: "createPool to first result",
    ours: median(mine),
    reference: median(bare),
    unit: "ms",
  };
}
