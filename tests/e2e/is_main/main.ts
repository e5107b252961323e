// Tasks and app in one module: workers load it as well, and leave the app out.
import assert from "node:assert/strict";

import { isMain, task } from "@knit/runtime";

import { workers } from "../shared/case.ts";
import { add as addElsewhere, createPool } from "./main.knit/pool.ts";

export const add = (a: number, b: number): number => a + b;

export const where = task({
  timeout: { time: 60_000, default: undefined },
  f: (): boolean => isMain,
});

if (isMain) {
  await using pool = createPool(workers(2));
  assert.equal(await pool.call.add(1, 2), 3);
  assert.equal(await pool.call.where(), false);
  assert.equal(await addElsewhere(20, 22), 42);
  assert.equal(where(), true);
  console.log("ok");
}
