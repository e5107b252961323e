import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { WorkerStartupError, type BootstrapOptions } from "@knit/runtime";

import { failure, runtime } from "../shared/case.ts";
import { createPool } from "./tasks.knit/pool.ts";

const href = new URL("./hooks.ts", import.meta.url);
const folder = mkdtempSync(join(tmpdir(), "knit-"));
const file = join(folder, "cleared");

// Each worker has been prepared before it loads its tasks, and clears up before it is gone.
const data = {
  file,
  since: new Date(5),
  sizes: new Map([["a", 1n << 70n]]),
};
const pool = createPool({
  threads: 2,
  worker: {
    runtime,
    bootstrap: { href, name: "prepare", data },
    teardown: { href: href.href, data: file },
  },
});
const all = await Promise.all(
  Array.from({ length: 20 }, () => pool.call.preparation()),
);
for (const each of all) {
  const { thread, ...rest } = each as { thread: number };
  assert(thread === 0 || thread === 1);
  assert.deepEqual(rest, { ...data, totalNumberOfThread: 2, runtime });
}
await pool.ready;
await pool.shutdown();
assert.deepEqual(readFileSync(file, "utf8").split("\n").sort(), ["", "0", "1"]);

// What cannot be prepared does not start; the error says why.
await refused({ href, name: "fail" }, /: cannot prepare$/);
await refused(
  { href: `./hooks${href.pathname.slice(-3)}`, name: "missing" },
  /worker.bootstrap: `file:.*hooks.[jt]s` does not export a function `missing`; it exports .*`prepare`/,
);
assert.throws(
  () => createPool({ worker: { bootstrap: { href, data: { f() {} } } } }),
  /^TypeError: createPool: option `worker.bootstrap.data`: f: expected data, got function$/,
);

// An error of a teardown is told, one that takes too long is cut short, and a worker that is busy waits for none.
const stumbles = withTeardown("stumble");
await stumbles.call.preparation();
const error = await failure(stumbles.shutdown());
assert(error instanceof RangeError);
assert.equal(error.message, "cannot clear");
const slow = withTeardown("never");
await slow.call.preparation();
await slow.shutdown();
const busy = withTeardown("stumble");
void busy.call.forever().catch(() => {});
await busy.ready;
await busy.shutdown();

rmSync(folder, { recursive: true });
console.log("ok");

function withTeardown(name: string): ReturnType<typeof createPool> {
  return createPool({
    worker: { runtime, teardown: { href, name, timeoutMs: 200 } },
  });
}

async function refused(
  bootstrap: BootstrapOptions,
  message: RegExp,
): Promise<void> {
  await using unprepared = createPool({ worker: { runtime, bootstrap } });
  const error = await failure(unprepared.call.preparation());
  assert(error instanceof WorkerStartupError);
  assert.match(error.message, message);
}
