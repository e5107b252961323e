// D-20: a host with worker processes that are idle, asleep in a task and busy with one. How it ends is its
// argument's business, or that of whoever kills it.

import { createPool } from "./tasks.knit/pool.ts";

const pool = createPool({ threads: 3, worker: { runtime: "process" } });
const waiting = [10, 10, 10].map((ms) => pool.call.pidAfter(ms));
const pids = await Promise.all(waiting);
void pool.call.busy();
void pool.call.never();
console.log(pids.join(" "));
if (process.argv[2] === "exit") process.exit(0);
if (process.argv[2] === "throw")
  setTimeout(() => {
    throw new Error("the host's own");
  });
