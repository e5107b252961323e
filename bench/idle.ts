// The processor time of this process over three seconds, in percent of a core: with an idle pool of
// two workers when the argument says so, else of the runtime alone.

import { createPool } from "./tasks.knit/pool.ts";
import { sleep } from "./measures/report.ts";

const kind = process.argv[2];
const settling = 500;
const watched = 3000;

const pool =
  kind === "thread" || kind === "process"
    ? createPool({ threads: 2, worker: { runtime: kind } })
    : undefined;
if (pool !== undefined)
  await Promise.all([pool.call.add(1, 2), pool.call.add(3, 4)]);
await sleep(settling);
const before = process.cpuUsage();
await sleep(watched);
const { user, system } = process.cpuUsage(before);
console.log(((user + system) / 1000 / watched) * 100);
await pool?.shutdown();
