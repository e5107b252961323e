// D-17: the only worker ends by an error that nobody catches, at rest and with a call; calls to it from
// then on are answered, one way or another.

import assert from "node:assert/strict";

import { WorkerCrashedError } from "@knit/runtime";
import { createPool } from "./tasks.knit/pool.ts";

const runtime = process.argv[2] === "process" ? "process" : "thread";
for (const waiting of [0, 1]) {
  const pool = createPool({ threads: 1, worker: { runtime } });
  const lost = Array.from({ length: waiting }, () => pool.call.never());
  const ended = Promise.allSettled(lost);
  await pool.call.stray();
  const calls: Promise<PromiseSettledResult<unknown>[]>[] = [];
  for (let round = 0; round < 30; round += 1) {
    calls.push(Promise.allSettled([pool.call.pid()]));
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  for (const each of [...(await ended), ...(await Promise.all(calls)).flat()])
    if (each.status === "rejected")
      assert(each.reason instanceof WorkerCrashedError, String(each.reason));
  await pool.shutdown();
}
console.log("ok");
