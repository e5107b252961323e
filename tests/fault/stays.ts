// Has nothing but a call in flight to stay for.

import { createPool } from "./tasks.knit/pool.ts";

const runtime = process.argv[2] === "process" ? "process" : "thread";
const pool = createPool({ threads: 1, worker: { runtime } });
await pool.call.pid();
pool.call.pidAfter(400).then(
  () => console.log("answered"),
  (error) => console.log(error),
);
