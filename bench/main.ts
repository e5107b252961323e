// All measures for one runtime and one kind of worker; prints the rows as JSON. Started by `bench/run`.

import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

import { startFloor } from "./floor/start.ts";
import { runtime, type Kind } from "./kind.ts";
import { bytes, skewed, twoWorkers } from "./measures/bulk.ts";
import { calls, echoes } from "./measures/hot.ts";
import { againstMessages, coldCalls } from "./measures/latency.ts";
import { options } from "./measures/options.ts";
import { piscina } from "./measures/piscina.ts";
import type { Bar, Measured, Row } from "./measures/report.ts";
import { startup } from "./measures/startup.ts";
import { startReference } from "./reference/worker.ts";
import { createPool } from "./tasks.knit/pool.ts";

const kind: Kind = process.argv[2] === "process" ? "process" : "thread";
const quick = process.argv[3] === "quick";
const effort = quick
  ? { rounds: 5, calls: 5_000 }
  : { rounds: 15, calls: 20_000 };
const repeats = quick ? 7 : 21;
const rows: Row[] = [];

const floor = startFloor(kind);
const pool = createPool({ threads: 1, worker: { runtime: kind } });
tell(
  await calls(pool.call, floor, effort),
  { is: "<=", ratio: 1.5 },
  { is: "<=", ratio: kind === "thread" ? 1.25 : 1.5 },
);
floor.end();
tell(
  await echoes(pool.call, effort),
  { is: "<=", ratio: 0.25 },
  { is: "<=", ratio: 0.1 },
);
const [timeouts, ...others] = await options(pool, kind, effort);
tell([timeouts!], { is: "<=", ratio: 1.15 });
tell(others);
if (kind === "thread") await threadMeasures();
else await processMeasures();
tell(await bytes(pool.call, repeats), { is: ">=", ratio: 0.8 });
tell([idle()], { is: "<=", ratio: 1 });
await pool.shutdown();
console.log(JSON.stringify(rows));
process.exit();

async function threadMeasures(): Promise<void> {
  const reference = await startReference();
  tell(await againstMessages(pool.call, reference, repeats), {
    is: "<=",
    ratio: 1.3,
  });
  const second = await startReference();
  tell([await twoWorkers([reference, second], quick ? 3 : 7)], {
    is: ">=",
    ratio: 0.95,
  });
  await Promise.all([reference.close(), second.close()]);
  tell([await skewed()], { is: "<=", ratio: 1.1 });
  tell([await startup(kind, repeats)], { is: "<=", ratio: 1.2 });
  if (runtime.startsWith("node")) tell(await piscina(pool.call, effort));
}

async function processMeasures(): Promise<void> {
  const threads = createPool({ threads: 1 });
  tell([await coldCalls(pool.call, threads.call, repeats)], {
    is: "<=",
    ratio: 1.5,
  });
  await threads.shutdown();
  tell([await startup(kind, Math.ceil(repeats / 3))]);
}

/** Processor time of an idle pool, against an empty program of the runtime and 0.2 % of a core. */
function idle(): Measured {
  const allowance = 0.2;
  return {
    measure: "idle pool, % of a core over 3 s",
    ours: idleProgram(kind),
    reference: idleProgram("nothing") + allowance,
    unit: "%",
  };
}

function idleProgram(what: string): number {
  const flags = runtime.startsWith("deno") ? ["run", "-A", "--quiet"] : [];
  const entry = fileURLToPath(new URL("./idle.ts", import.meta.url));
  return Number(
    spawnSync(process.execPath, [...flags, entry, what], { encoding: "utf8" })
      .stdout,
  );
}

/** Adds rows; the last bar holds for all that follow the first. */
function tell(measured: readonly Measured[], ...bars: Bar[]): void {
  measured.forEach((one, index) => {
    const bar = bars[Math.min(index, bars.length - 1)];
    const ratio = one.ours / one.reference;
    const row: Row = { runtime, workers: kind, ...one, ratio };
    if (bar !== undefined) {
      row.bar = `${bar.is} ${bar.ratio}`;
      row.holds = bar.is === "<=" ? ratio <= bar.ratio : ratio >= bar.ratio;
    }
    rows.push(row);
  });
}
