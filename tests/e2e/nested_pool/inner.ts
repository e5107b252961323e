import { parentPort } from "node:worker_threads";

import { workers } from "../shared/case.ts";
import { createPool } from "./tasks.knit/pool.ts";

await using pool = createPool(workers(2));
const sums = await Promise.all(
  Array.from({ length: 100 }, (_, a) => pool.call.add(a, 1)),
);
const total = sums.reduce((sum, each) => sum + each, 0);
parentPort?.postMessage(`${await pool.call.shout("total")} ${total}`);
