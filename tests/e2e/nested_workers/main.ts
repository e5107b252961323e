// Pools that are made by tasks: so deep and no deeper, and none outlives the one it is in.

import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { failure, runtime, until, workers } from "../shared/case.ts";
import { createPool } from "./tasks.knit/pool.ts";

const folder = mkdtempSync(join(tmpdir(), "knit-"));
{
  await using pool = createPool(workers(1));
  assert.equal(await pool.call.depth(3, runtime), 3);
  const error = await failure(pool.call.depth(4, runtime));
  assert.match(
    error.message,
    /^createPool: pools can be 3 deep at most, each in a worker of the one before; this one would be the 4th$/,
  );
}
for (const inner of ["thread", "process"] as const) {
  const file = join(folder, inner);
  const pool = createPool(workers(1));
  await pool.call.leave(file, inner);
  await until(() => existsSync(file));
  await pool.shutdown();
  // What stands still for as long as this has ended.
  let size = -1;
  await until(async () => {
    const before = size;
    await new Promise((resolve) => setTimeout(resolve, 200));
    size = statSync(file).size;
    return size === before;
  });
}
rmSync(folder, { recursive: true });
console.log("ok");
