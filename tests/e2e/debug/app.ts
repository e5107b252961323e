// A program whose pool is debugged. It ends with its input: what workers say is passed on only while they live.

import assert from "node:assert/strict";

import type { DebugOptions } from "@knit/runtime";

import { failure, runtime } from "../shared/case.ts";
import { createPool } from "./tasks.knit/pool.ts";

/** More calls than a worker is given ahead. */
export const many = 300;

export async function app(debug?: boolean | DebugOptions): Promise<void> {
  const href = new URL("./prepare.ts", import.meta.url);
  const pool = createPool({
    worker: { runtime, bootstrap: { href } },
    ...(debug !== undefined && { debug }),
  });
  const { call } = pool;
  await failure(call.leave());
  assert.equal(await call.add(1, 2), 3);
  await failsHere(call.fail);
  await failure(call.add("1" as never, 2));
  const timeout = { time: 5, default: -1 };
  assert.equal(await pool.with({ timeout }).never(), -1);
  const controller = new AbortController();
  const aborted = failure(pool.with({ signal: controller.signal }).never());
  controller.abort();
  await aborted;
  await failure(pool.with({ signal: controller.signal }).never());
  assert.equal(await call.scale(2), 20);
  await Promise.all(Array.from({ length: many }, () => call.add(1, 1)));
  await call.last();
  for await (const _ of process.stdin);
  await pool.shutdown();
  console.log("ok");
}

/** Errors know who awaits their calls, as they do where nothing is said of them. */
async function failsHere(fail: () => Promise<void>): Promise<void> {
  try {
    await fail();
    assert.fail("it should have thrown");
  } catch (error) {
    assert(error instanceof RangeError);
    if (!("Bun" in globalThis))
      assert.match(error.stack!, /at async failsHere /);
  }
}
