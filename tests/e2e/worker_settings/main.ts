import assert from "node:assert/strict";

import {
  HardTimeoutError,
  WorkerCrashedError,
  WorkerStartupError,
} from "@knit/runtime";

import { failure, runtime } from "../shared/case.ts";
import { createPool } from "./tasks.knit/pool.ts";

const onBun = "Bun" in globalThis;
const onDeno = "Deno" in globalThis;

// Variables come and go for the workers alone.
process.env["KNIT_TEST_HOST"] = "host";
process.env["KNIT_TEST_GONE"] = "gone";
{
  const env = { KNIT_TEST_OWN: "own", KNIT_TEST_GONE: undefined };
  await using pool = createPool({ worker: { runtime, env } });
  assert.equal(await pool.call.variable("KNIT_TEST_OWN"), "own");
  assert.equal(await pool.call.variable("KNIT_TEST_HOST"), "host");
  assert.equal(await pool.call.variable("KNIT_TEST_GONE"), undefined);
  assert.equal(process.env["KNIT_TEST_OWN"], undefined);
  assert.equal(process.env["KNIT_TEST_GONE"], "gone");
  assert.equal(await pool.call.ownSource(), false);
}

// An entry of one's own, which loads the generated one or is told that it does not.
{
  const source = new URL("./own.ts", import.meta.url);
  await using pool = createPool({ source, worker: { runtime } });
  assert.equal(await pool.call.ownSource(), true);
}
{
  const source = new URL("./empty.ts", import.meta.url).href;
  await using pool = createPool({
    source: new URL(source),
    worker: { runtime },
  });
  const error = await failure(pool.call.ownSource());
  assert(error instanceof WorkerStartupError);
  assert.match(error.message, /does `source` import the generated worker.ts\?/);
}

// Memory that is limited: the worker that needs more is lost, and no other.
const resourceLimits = { maxOldGenerationSizeMb: 48 };
if (onBun) {
  assert.throws(
    () => createPool({ worker: { runtime, resourceLimits } }),
    /^TypeError: createPool: option `worker.resourceLimits.maxOldGenerationSizeMb` cannot be had on Bun$/,
  );
} else {
  // Deno does not always say that a thread has ended for want of memory.
  const limits = onDeno
    ? { resourceLimits, hardTimeoutMs: 3000 }
    : { resourceLimits };
  await using pool = createPool({ worker: { runtime, ...limits } });
  if (runtime === "thread") {
    assert.equal(await pool.call.limit(), 48);
    const error = await failure(pool.call.fill());
    if (!(onDeno && error instanceof HardTimeoutError)) {
      assert(error instanceof WorkerCrashedError, error.stack);
      assert.match(String(error.cause), /memory limit/);
    }
  }
  assert.equal(await pool.call.wait(1), 1);
  assert.throws(
    () =>
      createPool({
        worker: { runtime: "process", resourceLimits: { stackSizeMb: 4 } },
      }),
    /^TypeError: createPool: option `worker.resourceLimits.stackSizeMb` cannot be had with process workers$/,
  );
}

// Workers that spin for longer or not at all, and memory that is used from the start, answer as others do.
for (const spinMicroseconds of [0, 500]) {
  await using pool = createPool({
    worker: { runtime, timers: { spinMicroseconds, parkMs: 5 } },
    payload: { mode: "fixed", payloadMaxByteLength: 65_536 },
    host: { dispatcher: "per-thread" },
  });
  assert.equal(await pool.call.wait(5), 5);
}

// A pool that lets its calls finish before it is gone.
const patient = createPool({
  worker: { runtime, name: "patient", resolveAfterFinishingAll: true },
});
if (!onDeno && process.versions.node >= "24")
  assert.equal(await patient.call.name(), "patient-0");
const last = patient.call.wait(100);
await patient.shutdown();
assert.equal(await last, 100);
console.log("ok");
