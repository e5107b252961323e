import assert from "node:assert/strict";

import { KnitError, PayloadTooLargeError } from "@knit/runtime";
import { failure, workers } from "../shared/case.ts";
import { createPool } from "./tasks.knit/pool.ts";

const mebi = 2 ** 20;

// Far larger than what an arena starts with.
{
  await using pool = createPool(workers(2));
  const { call } = pool;
  for (const size of [mebi, 16 * mebi, 40 * mebi]) {
    const sent = new Uint8Array(size).fill(size / mebi);
    const back = await call.echo(sent);
    assert.equal(Buffer.compare(back, sent), 0);
  }
  const text = "字".repeat(4 * mebi);
  assert((await call.text(text)) === text);
  const many = await Promise.all(
    Array.from({ length: 60 }, (_, at) => call.make(at * 100_000)),
  );
  assert(many.every((made, at) => made.length === at * 100_000));
  const records = await call.list(100_000);
  assert.equal(records.length, 100_000);
  assert.deepStrictEqual(records[77_777], { at: 77_777, name: "name 77777" });
}

// What can never fit is an error that says how much there may be; the pool goes on.
{
  const limit = 64 * 1024;
  await using pool = createPool({
    ...workers(1),
    payload: { maxPayloadBytes: limit },
  });
  const { call } = pool;
  tooLarge(
    await failure(call.bytes(new Uint8Array(2 * limit))),
    "bytes",
    limit,
  );
  tooLarge(await failure(call.text("x".repeat(mebi))), "text", limit);
  tooLarge(await failure(call.text("字".repeat(mebi))), "text", limit);
  assert.equal(await call.count(), 0);
  tooLarge(await failure(call.make(2 * limit)), "result", limit);
  tooLarge(await failure(call.makeLater(mebi)), "result", limit);
  tooLarge(await failure(call.list(100_000)), "result", limit);
  assert((await failure(call.fail(mebi))) instanceof Error);
  assert.equal(await call.bytes(new Uint8Array(limit - 64)), limit - 64);
  assert.equal((await call.make(limit - 64)).length, limit - 64);
}

{
  const limit = 4096;
  await using pool = createPool({
    ...workers(1),
    payload: { payloadMaxByteLength: limit },
  });
  const { call } = pool;
  tooLarge(
    await failure(call.bytes(new Uint8Array(limit + 1))),
    "bytes",
    limit,
  );
  assert.equal(await call.bytes(new Uint8Array(3000)), 3000);
  assert.equal((await call.make(3000)).length, 3000);
}
console.log("ok");

function tooLarge(error: Error, what: string, limit: number): void {
  assert(error instanceof PayloadTooLargeError, error.stack);
  assert(error instanceof KnitError);
  assert.equal(error.code, "KNIT_PAYLOAD_TOO_LARGE");
  assert.equal(error.limit, limit);
  assert(error.bytes > limit);
  assert(error.message.includes(what), error.message);
  assert(error.message.includes(`the limit is ${limit}`), error.message);
}
