// What AsyncLocalStorage holds where a call is made is what it holds where its answer is taken.

import assert from "node:assert/strict";
import { AsyncLocalStorage } from "node:async_hooks";

import { failure, runtime, workers } from "../shared/case.ts";
import { createPool } from "./tasks.knit/pool.ts";

const storage = new AsyncLocalStorage<string>();
const pool = createPool(workers(1));
const { call } = pool;
await call.add(1, 2);

/** Makes a call in a context of its own and looks at it after every way to take its answer. */
async function keeps(
  name: string,
  make: () => Promise<unknown>,
): Promise<void> {
  const seen: (string | undefined)[] = [];
  const look = (): void => void seen.push(storage.getStore());
  await storage.run(name, async () => {
    const promise = make();
    const then = promise.then(look, look);
    const last = promise.finally(look).catch(() => {});
    try {
      await promise;
    } catch {
      // Some calls fail; their context is what matters.
    }
    look();
    await Promise.all([then, last]);
    look();
  });
  assert.deepEqual(seen, [name, name, name, name], name);
  assert.equal(storage.getStore(), undefined);
}

const controller = new AbortController();
await keeps("at once", () => call.add(1, 2));
await keeps("thrown", () => call.fail());
await keeps("later", () => call.wait(10));
await keeps("timed out", () => pool.with({ timeout: 5 }).wait(30));
const other = { timeout: { time: 5, default: 0 } };
await keeps("timed out, with a default", () => pool.with(other).wait(30));
await keeps("a wrong value", () => call.add("1" as never, 2));
await keeps("promises", () => call.add(Promise.resolve(1), Promise.resolve(2)));
await keeps("aborted before", () =>
  pool.with({ signal: AbortSignal.abort() }).add(1, 2),
);
await keeps("aborted", () => {
  setTimeout(() => controller.abort(), 5);
  return pool.with({ signal: controller.signal }).wait(30);
});

// Many at once, each in its own, whoever's turn it is that finds their answers.
const signals = new AbortController();
const { signal } = signals;
setTimeout(() => storage.run("who aborts", () => signals.abort()), 20);
const blocked = keeps("blocks", () => call.block(30));
const many = Array.from({ length: 60 }, (_, index) => {
  const name = `one of many, ${index}`;
  const ways = [
    () => call.add(index, 1),
    () => call.wait(index % 5),
    () => call.fail(),
    () => pool.with({ priority: index % 3 }).add(index, 1),
    () => pool.with({ timeout: index % 7 }).wait(3),
    () => pool.with({ signal }).wait(50),
  ];
  return keeps(name, ways[index % ways.length]!);
});
await Promise.all([blocked, ...many]);

// Getters of arguments, and listeners of the caller's own signal, run where the caller is.
{
  const seen: (string | undefined)[] = [];
  const value = {
    get name() {
      seen.push(storage.getStore());
      return "a getter";
    },
  };
  await storage.run("getter", () => call.names([value]));
  const busy = call.block(10);
  await storage.run("getter, waiting", () => call.names([value]));
  await busy;
  assert(seen.length >= 2);
  assert.deepEqual([...new Set(seen)].sort(), ["getter", "getter, waiting"]);
}

// Calls that were waiting or running when the pool is shut down.
const closed = [
  keeps("closed while it runs", () => call.wait(1000)),
  keeps("closed while it waits", () => call.block(1)),
];
await storage.run("who shuts down", () => pool.shutdown());
await Promise.all(closed);
await keeps("closed before", () => call.add(1, 2));

// A worker that is ended for running too long.
{
  const options = { threads: 1, worker: { runtime, hardTimeoutMs: 100 } };
  await using limited = createPool(options);
  await limited.ready;
  await Promise.all([
    keeps("too long", () => limited.call.block(1e6)),
    keeps("sent elsewhere", () => limited.call.add(1, 2)),
  ]);
  await failure(limited.call.fail());
}
console.log("ok");
