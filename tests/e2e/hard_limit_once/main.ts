import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import {
  AbortError,
  HardTimeoutError,
  TaskTimeoutError,
  WorkerCrashedError,
} from "@knit/runtime";

import { failure, runtime } from "../shared/case.ts";
import { createPool } from "./tasks.knit/pool.ts";

const folder = mkdtempSync(join(tmpdir(), "knit-"));
const file = join(folder, "ran");
const options = { threads: 1, worker: { runtime, hardTimeoutMs: 200 } };

// A worker that goes on working while it is ended: no call runs there and once more elsewhere.
{
  await using pool = createPool(options);
  await pool.ready;
  let made = 0;
  let lost = 0;
  const answers = new Set<number>();
  const mark = async (): Promise<void> => {
    const id = made++;
    try {
      answers.add(await pool.call.mark(file, id));
    } catch (error) {
      // It was running when its worker was ended.
      assert(error instanceof WorkerCrashedError);
      assert(error.cause instanceof HardTimeoutError);
      lost += 1;
    }
  };
  for (let round = 0; round < 3; round += 1) {
    let ended = false;
    const overdue = failure(pool.call.never()).finally(() => (ended = true));
    const marks: Promise<void>[] = [];
    while (!ended) {
      for (let each = 0; each < 40; each += 1) marks.push(mark());
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    assert((await overdue) instanceof HardTimeoutError);
    await Promise.all(marks);
  }
  const ran = readFileSync(file, "utf8").trim().split("\n").map(Number);
  assert.equal(new Set(ran).size, ran.length, "a call ran twice");
  assert.equal(answers.size + lost, made);
  for (const id of answers) assert(ran.includes(id));
}

// What waits while its worker is ended keeps its options: it can be given up, and stays with its key.
{
  await using pool = createPool(options);
  await pool.ready;
  const { visit } = pool.with({ affinity: "key" });
  assert.equal(await visit(), 1);
  const overdue = failure(pool.call.never());
  assert((await overdue) instanceof HardTimeoutError);
  const controller = new AbortController();
  const signal = failure(
    pool.with({ signal: controller.signal, affinity: "key" }).never(),
  );
  const timeout = failure(pool.with({ timeout: 150 }).never());
  assert.equal(await visit(), 1);
  assert.equal(await visit(), 2);
  controller.abort();
  assert((await signal) instanceof AbortError);
  assert((await timeout) instanceof TaskTimeoutError);
}
rmSync(folder, { recursive: true });
console.log("ok");
