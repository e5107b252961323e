import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { WorkerCrashedError, WorkerStartupError } from "@knit/runtime";

import { failure, workers } from "../shared/case.ts";
import { createPool } from "./tasks.knit/pool.ts";

const folder = mkdtempSync(join(tmpdir(), "knit-"));

/** Lets the first `count` starts of workers from now on fail. */
function letFail(count: number): () => number {
  const file = join(folder, String(count));
  process.env["KNIT_TEST_STARTS"] = file;
  process.env["KNIT_TEST_FAILURES"] = String(count);
  return () => readFileSync(file, "utf8").split("\n").length - 1;
}

// A start that fails is tried again, and the calls wait for it.
{
  const starts = letFail(2);
  await using pool = createPool(workers(1));
  const sum = pool.call.add(1, 2);
  await pool.ready;
  assert.equal(await sum, 3);
  assert.equal(starts(), 3);
}

// But not for ever: then every call rejects with what the worker met.
{
  const starts = letFail(1000);
  await using pool = createPool(workers(1));
  const calls = [failure(pool.ready), failure(pool.call.add(1, 2))];
  for (const error of [
    ...(await Promise.all(calls)),
    await failure(pool.call.add(1, 2)),
  ]) {
    assert(error instanceof WorkerStartupError, String(error));
    assert.equal(error.message, "a worker could not start: start 3 fails");
    assert(error.cause instanceof RangeError);
    // It was thrown in the worker, by the task module.
    assert.match(error.cause.stack!, /restarts.tasks\.[jt]s/);
  }
  assert.equal(starts(), 3);
}

// Of eight calls in flight on four workers, a crash takes those that its worker ran; nobody waits in vain after it.
{
  letFail(0);
  await using pool = createPool(workers(4));
  await pool.ready;
  const blocked = Array.from({ length: 7 }, () => pool.call.block(50));
  const error = await failure(pool.call.exit(5));
  assert(error instanceof WorkerCrashedError);
  assert.equal(error.exitCode, 5);
  assert.equal(error.lastTask, "exit");
  assert.deepEqual(await Promise.all(blocked), Array(7).fill(50));
  const sums = Array.from({ length: 100 }, (_, a) => pool.call.add(a, 1));
  assert.deepEqual(
    await Promise.all(sums),
    Array.from({ length: 100 }, (_, a) => a + 1),
  );
}
rmSync(folder, { recursive: true });
console.log("ok");
