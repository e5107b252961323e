import assert from "node:assert/strict";

import { PoolClosedError, type PoolStats, type TaskStats } from "@knit/runtime";

import { failure, runtime, until, workers } from "../shared/case.ts";
import { createPool } from "./tasks.knit/pool.ts";

const nothing: TaskStats["run"] = {
  count: 0,
  least: 0,
  most: 0,
  mean: 0,
  p50: 0,
  p99: 0,
  p999: 0,
};

/** The calls of each task add up; returns how many there are in all. */
function checkSums({ tasks }: PoolStats): number {
  let all = 0;
  for (const [name, each] of Object.entries(tasks)) {
    const { calls, answered, errors, aborted, timedOut, pending } = each;
    assert.equal(calls, answered + errors + aborted + timedOut + pending, name);
    assert(each.run.count <= answered + errors, name);
    assert.equal(each.run.count, each.wait.count);
    all += calls;
  }
  return all;
}

// From the start.
{
  await using pool = createPool({ ...workers(1), stats: true });
  const { call } = pool;
  assert.equal(pool.stats().workers[0]!.state, "starting");
  await pool.ready;
  assert.deepEqual(pool.stats().tasks.add, {
    calls: 0,
    answered: 0,
    errors: 0,
    aborted: 0,
    timedOut: 0,
    pending: 0,
    wait: nothing,
    run: nothing,
    requestBytes: 0,
    responseBytes: 0,
  });

  for (let count = 0; count < 10; count += 1) await call.add(count, 1);
  await Promise.all(Array.from({ length: 90 }, () => call.add(1, 2)));
  assert.equal(await call.text("x".repeat(1000)), "x".repeat(2000));
  for (let count = 0; count < 5; count += 1) await call.block(10);
  await Promise.all([call.wait(30), call.wait(30)]);
  await failure(call.fail());
  await failure(call.failLater());
  await failure(call.text(5 as never));

  const { tasks, workers: each, waiting } = pool.stats();
  const { add, text, block, wait, fail, failLater } = tasks;
  assert.equal(checkSums(pool.stats()), 111);
  assert.equal(waiting, 0);
  assert.equal(add.calls, 100);
  assert.equal(add.answered, 100);
  assert.equal(add.run.count, 100);
  assert.equal(add.requestBytes, 1600);
  assert.equal(add.responseBytes, 800);
  assert(add.run.least > 0 && add.run.p50 <= add.run.p99);
  assert(add.wait.p50 > 0 && add.wait.p99 <= add.wait.p999);
  assert.equal(text.calls, 2);
  assert.equal(text.errors, 1);
  assert(text.requestBytes >= 1000 && text.requestBytes < 1100);
  assert(text.responseBytes >= 2000 && text.responseBytes < 2100);
  assert.equal(block.answered, 5);
  assert(block.run.least >= 10 && block.run.p50 >= 9.8, String(block.run.p50));
  assert(block.run.mean <= block.run.most);
  assert.equal(wait.answered, 2);
  assert(wait.run.least > 25);
  assert.equal(fail.errors, 1);
  assert.equal(failLater.errors, 1);
  assert.equal(fail.run.count, 1);
  assert.equal(each.length, 1);
  assert.equal(each[0]!.state, "idle");
  assert.equal(each[0]!.calls, 110);
  assert.equal(each[0]!.inFlight, 0);
  assert(each[0]!.utilisation > 0 && each[0]!.utilisation < 1);

  // A call that waits for another one waits that long.
  const blocked = [call.block(50), call.wait(1)];
  const during = pool.stats();
  assert.equal(during.tasks.block.pending, 1);
  assert.equal(during.tasks.wait.pending, 1);
  assert.equal(during.waiting + during.workers[0]!.inFlight, 2);
  assert.equal(during.workers[0]!.state, "busy");
  await Promise.all(blocked);
  const after = pool.stats().tasks.wait;
  assert(after.wait.most >= 40, String(after.wait.most));
  assert.equal(after.run.count, 3);
}

// Given up in every way, before and after the start.
{
  await using pool = createPool({ ...workers(1), stats: true });
  const { call } = pool;
  await call.add(1, 2);
  const late = pool.with({ timeout: 5 });
  const controller = new AbortController();
  const given = pool.with({ signal: controller.signal });
  const calls = [
    call.block(300),
    late.wait(1),
    pool.with({ timeout: { time: 5, default: 0 } }).wait(1),
    given.wait(1),
    given.wait(2),
  ];
  controller.abort();
  calls.push(pool.with({ signal: controller.signal }).wait(3));
  calls.push(call.wait(3000), call.wait(3000));
  const all = Promise.allSettled(calls);
  await until(() => pool.stats().tasks.wait.timedOut === 2);
  const { wait } = pool.stats().tasks;
  assert.equal(wait.calls, 7);
  assert.equal(wait.aborted, 3);
  assert.equal(wait.pending, 2);
  assert.equal(wait.answered + wait.errors, 0);
  checkSums(pool.stats());
  await until(() => pool.stats().tasks.block.pending === 0);
  await pool.shutdown();
  const outcomes = await all;
  const last = outcomes.at(-1)!;
  assert(last.status === "rejected" && last.reason instanceof PoolClosedError);
  await failure(call.wait(4));
  const { wait: end } = pool.stats().tasks;
  assert.equal(end.errors, 3);
  assert.equal(end.pending, 0);
  checkSums(pool.stats());
}

// From the first time that somebody asks.
{
  await using pool = createPool(workers(2));
  await pool.ready;
  await pool.call.add(1, 2);
  const before = pool.call.wait(40);
  const { tasks, workers: both } = pool.stats();
  assert.equal(tasks.add.calls, 0);
  assert.equal(tasks.wait.pending, 0);
  assert.deepEqual(
    both.map(({ seat }) => seat),
    [0, 1],
  );
  await pool.call.add(1, 2);
  await before;
  assert.equal(pool.stats().tasks.add.answered, 1);
  assert.equal(pool.stats().tasks.wait.calls, 0);
  await Promise.all(Array.from({ length: 6 }, () => pool.call.block(20)));
  const { workers: busy, elapsed } = pool.stats();
  const time = busy.reduce((sum, { utilisation }) => sum + utilisation, 0);
  assert(time * elapsed >= 110, `${time} of ${elapsed} ms`);
  for (const { utilisation } of busy) assert(utilisation <= 1);
}

// Calls that are given up at random moments, while workers are ended under them.
{
  await using pool = createPool({
    threads: 2,
    worker: { runtime, hardTimeoutMs: 100 },
    stats: true,
  });
  await pool.ready;
  const calls: Promise<unknown>[] = [];
  for (let round = 0; round < 100; round += 1) {
    for (let index = 0; index < 20; index += 1) {
      const number = round * 20 + index;
      const controller = new AbortController();
      const { signal } = controller;
      if (number % 3 === 0)
        setTimeout(() => controller.abort(), (number * 7) % 13);
      const timeout = number % 5 === 0 ? (number * 3) % 11 : 60_000;
      const some = pool.with({ signal, timeout });
      const ms = number % 500 === 7 ? 1e6 : number % 4;
      calls.push(some.wait(ms).catch(() => {}));
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await Promise.all(calls);
  const { wait } = pool.stats().tasks;
  checkSums(pool.stats());
  assert.equal(wait.calls, 2000);
  assert.equal(wait.pending, 0);
  assert(wait.aborted > 0 && wait.timedOut > 0 && wait.answered > 0);
  assert(wait.errors > 0);
  await until(() =>
    pool.stats().workers.every(({ inFlight }) => inFlight === 0),
  );
}
console.log("ok");
