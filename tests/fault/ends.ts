// Makes a pool, awaits a call, and ends without closing it.

import { createPool } from "./tasks.knit/pool.ts";

const runtime = process.argv[2] === "process" ? "process" : "thread";
const pool = createPool({ threads: 2, worker: { runtime } });
await pool.call.pid();
console.log("answered");
