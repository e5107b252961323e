// Tasks by themselves: on a pool of all that is started when it is needed, and on pools of one.
import assert from "node:assert/strict";

import { failure, runtime, workers } from "../shared/case.ts";
import * as tasks from "./tasks.knit/pool.ts";

const { add, count, double, who } = tasks;

// Nothing has to be started or shut down; all of them share one worker.
assert.equal(await add(1, 2), 3);
assert.equal(await add(Promise.resolve(3), add(1, 2)), 6);
assert.equal(await count(), 3);
assert.equal(await double(21), 42);
assert.equal(await tasks.delete("it"), "it removed");
assert.equal(
  String(await failure(add("1" as never, 2))),
  "TypeError: add: a: expected number, got string",
);

// A pool of one task has workers of its own, and the task as its `call`.
{
  await using pool = add.createPool(workers(2));
  await pool.ready;
  assert.equal(await pool.call(1, 2), 3);
  assert.equal(await pool.with({ timeout: 60_000 })(2, 3), 5);
  await pool.drain();
  assert.equal(await count(), 3);
}
{
  await using one = who.createPool(workers(1));
  const [here, there] = await Promise.all([who(), one.call()]);
  assert.notEqual(here, there);
  assert.equal(here.startsWith(`${process.pid} `), true);
  assert.equal(there.startsWith(`${process.pid} `), runtime === "thread");
}
assert.throws(
  () => add.createPool({ only: ["add"] } as never),
  new TypeError(
    "createPool: option `only` is for pools of several tasks, and this one is for `add`",
  ),
);
{
  await using pool = tasks.createPool(workers(1));
  assert.equal(await pool.call.createPool(5), 5);
}

// The pool that all share is idle and open: the process ends all the same.
console.log("ok");
