import assert from "node:assert/strict";

import { workers } from "../shared/case.ts";
import { createPool } from "./tasks.knit/pool.ts";

await using pool = createPool({
  ...workers(1),
  payload: { payloadMaxByteLength: 64 * 1024 },
});
const { call } = pool;

// Far more than the arenas hold, both ways.
const echoes = await Promise.all(
  Array.from({ length: 200 }, (_, tag) =>
    call.echo(new Uint8Array(20_000).fill(tag), tag),
  ),
);
echoes.forEach(({ value, tag }, at) => {
  assert.equal(tag, at);
  assert.equal(value.length, 20_000);
  assert(value.every((byte) => byte === at % 256));
});

// Only one way: the other's arena stays empty.
const lengths = await Promise.all(
  Array.from({ length: 200 }, (_, at) => call.swallow("x".repeat(at * 200))),
);
assert(lengths.every((length, at) => length === at * 200));
const swollen = await Promise.all(
  Array.from({ length: 200 }, (_, at) => call.swell("xyz", at * 60)),
);
assert(swollen.every((text, at) => text === "xyz".repeat(at * 60)));

// Results that come late and out of order, among small calls that must not be stalled for good.
const mixed = await Promise.all(
  Array.from({ length: 400 }, (_, at) =>
    at % 4 === 0
      ? call.later(String(at).repeat(5000), at % 11)
      : call.swell(String(at), 1 + (at % 9)),
  ),
);
assert(
  mixed.every((text, at) =>
    at % 4 === 0
      ? text === String(at).repeat(5000)
      : text === String(at).repeat(1 + (at % 9)),
  ),
);
console.log("ok");
