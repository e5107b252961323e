// A pool with an inliner runs calls on the host's own thread as well: by reference, in turns, and with the
// timeouts, signals, counts and failures that calls to workers have.

import assert from "node:assert/strict";

import { AbortError, PoolClosedError, TaskTimeoutError } from "@knit/runtime";
import type { InlinerOptions, PoolOptions } from "@knit/runtime";

import { failure, runtime, until, workers } from "../shared/case.ts";
import { createPool } from "./tasks.knit/pool.ts";
import { storage, told } from "./tasks.ts";

const firstIdle = { balancer: "firstIdle", stats: true } as const;

/** A pool that prefers the host's thread, unless told otherwise. */
async function inlining(
  inliner: InlinerOptions = { position: "first", batchSize: 100 },
  options: PoolOptions = firstIdle,
): Promise<ReturnType<typeof createPool>> {
  const pool = createPool({ ...workers(1), ...options, inliner });
  await pool.ready;
  return pool;
}

// Nothing is copied, and nothing is held against its type; a worker gets a copy.
{
  await using pool = await inlining();
  const box = { items: [1] };
  assert.equal(await pool.call.fill(box, 2), box);
  assert.deepEqual(box, { items: [1, 2] });
  const odd = { items: { push: () => 0 } };
  assert.equal(await pool.call.fill(odd as never, 3), odd);
  await using plain = createPool(workers(1));
  assert.deepEqual(await plain.call.fill(box, 3), { items: [1, 2, 3] });
  assert.deepEqual(box, { items: [1, 2] });
}

// The balancer takes the thread for a worker, and `position` says which one.
{
  await using pool = await inlining({ position: "last" });
  assert.equal(await pool.call.place(), "worker");
  const both = [pool.call.place(), pool.call.place()];
  assert.deepEqual(await Promise.all(both), ["worker", "host"]);
}
for (const balancer of ["pull", "leastLoaded", "roundRobin"] as const) {
  await using pool = await inlining(undefined, { balancer });
  const calls = Array.from({ length: 20 }, () => pool.call.rest(5));
  const places = new Set(await Promise.all(calls));
  assert.deepEqual([...places].sort(), ["host", "worker"], balancer);
}

// Below the threshold only workers are used.
{
  const dispatchThreshold = 3;
  await using pool = await inlining({ position: "first", dispatchThreshold });
  const places = await Promise.all([1, 2, 3].map((ms) => pool.call.rest(ms)));
  assert.deepEqual(places, ["worker", "worker", "host"]);
  assert.equal(await pool.call.place(), "worker");
}

// Each turn of the event loop runs `batchSize` calls at most, also of calls that follow one from the other.
{
  await using pool = await inlining({ position: "first" });
  let turns = 0;
  const count = setInterval(() => (turns += 1), 0);
  const end = performance.now() + 100;
  let calls = 0;
  while (performance.now() < end) {
    assert.equal(await pool.call.place(), "host");
    calls += 1;
  }
  clearInterval(count);
  assert(calls > 1 && turns > 1, `${calls} calls, ${turns} turns`);
}

// Calls with an affinity and imported tasks stay with workers; promises are awaited before.
{
  await using pool = await inlining();
  assert.equal(await pool.with({ affinity: "a" }).place(), "worker");
  assert.equal(await pool.call.elsewhere(), "worker");
  const box = { items: [] as number[] };
  assert.equal(await pool.call.fill(Promise.resolve(box), 1), box);
  const lost = new Error("lost");
  await assert.rejects(
    pool.call.fill(box, Promise.reject(lost)),
    (error) => error === lost,
  );
}

// What a task throws is what the caller catches.
{
  await using pool = await inlining();
  const error = await failure(pool.call.fail("no"));
  assert(error instanceof RangeError);
  assert.equal((error as unknown as { place: string }).place, "host");
  const later = await failure(pool.call.failLater("later"));
  assert.equal(later.message, "later");
}

// Timeouts: the task's own, and that of the call.
{
  await using pool = await inlining();
  assert.equal(await pool.call.late(1), "host");
  assert.equal(await pool.call.late(200), "late");
  const limited = pool.with({ timeout: 10 });
  assert((await failure(limited.rest(200))) instanceof TaskTimeoutError);
  // The host is not through with the two that were given up.
  assert.equal(await pool.with({ timeout: 5000 }).late(30), "worker");
}

// Signals: before the call, while it runs, and before its turn.
for (const note of ["note", undefined]) {
  await using pool = await inlining();
  const aborted = pool.with({ signal: AbortSignal.abort("early") });
  assert((await failure(aborted.heed(note))) instanceof AbortError);
  const controller = new AbortController();
  const { heed, fill } = pool.with({ signal: controller.signal });
  const running = heed(note);
  await new Promise((resolve) => setTimeout(resolve, 10));
  controller.abort("why");
  const error = await failure(running);
  assert(error instanceof AbortError);
  assert.equal(error.reason, "why");
  assert(told().includes(`${note ?? "none"}: ${String(error)}`));
  assert((await failure(fill({ items: [] }, 1))) instanceof AbortError);
  const { heed: heeds } = pool.stats().tasks;
  assert.deepEqual([heeds.calls, heeds.aborted], [2, 2]);
}
{
  await using pool = await inlining();
  const controller = new AbortController();
  const box = { items: [] as number[] };
  const { fill } = pool.with({ signal: controller.signal });
  const call = fill(box, 1);
  controller.abort();
  assert((await failure(call)) instanceof AbortError);
  assert.equal(await pool.call.place(), "host");
  assert.deepEqual(box, { items: [] });
}

// They are counted as all calls are.
{
  await using pool = await inlining();
  await Promise.allSettled([pool.call.rest(5), pool.call.fail("no")]);
  const { rest, fail } = pool.stats().tasks;
  assert.deepEqual([rest.calls, rest.answered, rest.run.count], [1, 1, 1]);
  assert(rest.run.p50 >= 4, `ran for ${rest.run.p50} ms`);
  assert.deepEqual([fail.calls, fail.errors, fail.pending], [1, 1, 0]);
}

// Each runs with what AsyncLocalStorage holds for its own caller.
{
  await using pool = await inlining(undefined, { balancer: "roundRobin" });
  const names = ["a", "b", "c", "d"];
  const calls = names.map((name) => storage.run(name, pool.call.stored));
  assert.deepEqual(await Promise.all(calls), ["worker", "b", "worker", "d"]);
}

// `drain` waits for them, `shutdown` rejects them, and none begins after it.
{
  const pool = await inlining();
  let answered = false;
  void pool.call.rest(30).then(() => (answered = true));
  await pool.drain();
  assert(answered);
  const box = { items: [] as number[] };
  const running = failure(pool.call.rest(1000));
  await new Promise((resolve) => setTimeout(resolve, 10));
  const waiting = failure(pool.call.fill(box, 1));
  await pool.shutdown();
  for (const error of await Promise.all([running, waiting]))
    assert(error instanceof PoolClosedError);
  assert((await failure(pool.call.place())) instanceof PoolClosedError);
  assert.deepEqual(box, { items: [] });
}

// One task's own pool.
{
  const { place } = await import("./tasks.knit/pool.ts");
  const inliner = { position: "first" } as const;
  await using pool = place.createPool({ worker: { runtime }, inliner });
  await pool.ready;
  assert.equal(await pool.call(), "host");
}

// The process stays for a call here: this is the last thing it waits for.
{
  const pool = await inlining();
  const forgotten = pool.call.late(100);
  await until(() => pool.stats().tasks.late.pending === 1);
  void forgotten.then((value) => {
    assert.equal(value, "late");
    console.log("ok");
  });
}
