// The same two numbers as `hot.ts` for piscina, to compare knit with what people use.

import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

import type { Calls } from "../tasks.knit/pool.ts";
import type { Effort } from "./hot.ts";
import { median, time, type Measured } from "./report.ts";

interface Piscina {
  run(task: { a: number; b: number }): Promise<number>;
  destroy(): Promise<void>;
}

type PiscinaClass = new (options: {
  filename: string;
  minThreads: number;
  maxThreads: number;
}) => Piscina;

export async function piscina(
  call: Calls,
  { rounds, calls }: Effort,
): Promise<Measured[]> {
  const from = process.env["KNIT_BENCH_MODULES"];
  if (from === undefined) return [];
  const { Piscina } = createRequire(from)("piscina") as {
    Piscina: PiscinaClass;
  };
  const filename = fileURLToPath(
    new URL("../reference/piscina.ts", import.meta.url),
  );
  const pool = new Piscina({ filename, minThreads: 1, maxThreads: 1 });
  // Hundreds of times slower: fewer calls tell as much.
  const count = Math.ceil(calls / 10);
  const theirs = (): Promise<number> => pool.run({ a: 1, b: 2 });
  const ours = (): Promise<number> => call.add(1, 2);
  const rows = [
    await compare(
      "one call awaited, against piscina",
      ours,
      theirs,
      rounds,
      count,
      1,
    ),
    await compare(
      "burst of 100, per call, against piscina",
      ours,
      theirs,
      rounds,
      count,
      100,
    ),
  ];
  await pool.destroy();
  return rows;
}

async function compare(
  measure: string,
  ours: () => Promise<unknown>,
  theirs: () => Promise<unknown>,
  rounds: number,
  count: number,
  atOnce: number,
): Promise<Measured> {
  const mine: number[] = [];
  const reference: number[] = [];
  const each = async (call: () => Promise<unknown>): Promise<number> =>
    ((await time(() => inGroups(call, count, atOnce))) * 1e6) / count;
  for (let round = 0; round < Math.min(rounds, 7); round += 1) {
    mine.push(await each(ours));
    reference.push(await each(theirs));
  }
  return {
    measure,
    ours: median(mine),
    reference: median(reference),
    unit: "ns",
  };
}

async function inGroups(
  call: () => Promise<unknown>,
  count: number,
  atOnce: number,
): Promise<void> {
  for (let done = 0; done < count; done += atOnce) {
    await Promise.all(Array.from({ length: atOnce }, call));
  }
}
