// The worker module was generated for another wire than the host goes by.

import assert from "node:assert/strict";

import { SchemaMismatchError } from "@knit/runtime";
import { startPool } from "@knit/runtime/v1/pool";

import { failure, workers } from "../shared/case.ts";
import { createPool } from "./tasks.knit/pool.ts";

const other = "0123456789abcdef";
const tasks = [{ name: "add", request: 16, response: 8, tail: false }];
const worker = new URL("./tasks.knit/worker.ts", import.meta.url);
const load = () => import("./tasks.ts");

{
  await using pool = startPool(
    { worker, load, fingerprint: other, tasks },
    (host) => ({
      add: () => {
        host.open(0);
        return host.submit(0);
      },
    }),
    workers(),
  );
  for (const error of [
    await failure(pool.ready),
    await failure(pool.call.add()),
  ]) {
    assert(error instanceof SchemaMismatchError, error.stack);
    assert.equal(error.name, "SchemaMismatchError");
    assert.equal(error.code, "KNIT_SCHEMA_MISMATCH");
    assert.equal(error.host, other);
    assert.match(error.worker!, /^[0-9a-f]{16}$/);
    assert.equal(
      error.message,
      `pool.ts was generated for wire ${other}, worker.ts for wire ${error.worker}: run \`knit gen\` again and restart or rebuild both`,
    );
  }
}
{
  await using pool = createPool(workers());
  assert.equal(await pool.call.add(1, 2), 3);
}
console.log("ok");
