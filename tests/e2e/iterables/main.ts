import assert from "node:assert/strict";

import { failure, workers } from "../shared/case.ts";
import { createPool } from "./tasks.knit/pool.ts";

await using pool = createPool(workers());
const { call } = pool;

function* words(): Generator<string> {
  yield "a";
  yield "b";
}
for (const value of [["a", "b"], new Set(["a", "b"]), words(), "ab"]) {
  assert.deepStrictEqual(await call.batch({ words: value }), ["a", "b"]);
}
const pairs = new Map([
  ["x", 1],
  ["y", 2],
]);
assert.deepStrictEqual(await call.batch({ words: [], pairs }), [...pairs]);

assert.equal(await call.either("abc"), "abc");
assert.deepStrictEqual(await call.either({ x: 1 }), { x: 1 });
assert.deepStrictEqual(await call.either(new Set([1, 2])), [1, 2]);
assert.deepStrictEqual(await call.either(new Float32Array([0.5])), [0.5]);

const wild = call as unknown as {
  batch(value: unknown): Promise<unknown>;
};
const wrong = async (words: unknown): Promise<string> =>
  (await failure(wild.batch({ words }))).message;
assert.equal(
  await wrong(5),
  "batch: value.words: expected Iterable<string>, got number",
);
assert.equal(
  await wrong({ length: 0 }),
  "batch: value.words: expected Iterable<string>, got object",
);
assert.equal(
  await wrong(new Set(["a", 1])),
  "batch: value.words[1]: expected string, got number",
);
console.log("ok");
