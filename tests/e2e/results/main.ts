import assert from "node:assert/strict";

import { workers } from "../shared/case.ts";
import { createPool } from "./tasks.knit/pool.ts";

await using pool = createPool(workers());
const { call } = pool;

assert.equal(await call.set(5), undefined);
assert.equal(await call.get(), 5);
assert.equal(await call.later(), undefined);
assert.equal(await call.get(), 6);
assert.equal(await call.chatty(), undefined);
assert.equal(await call.missing(), undefined);
assert.equal(await call.empty(), null);
assert.equal(await call.one(), 1);
assert.equal(await call.nested(), "nested");
assert.equal(await call.either(true), 1);
assert.equal(await call.either(false), 2);
assert.deepStrictEqual(await call.maybe(true), { at: 1 });
assert.equal(await call.maybe(false), undefined);

// Calls that share a worker share what its module holds; the host's own copy is another.
const values = await Promise.all([
  call.set(1),
  call.get(),
  call.set(2),
  call.get(),
]);
assert.deepStrictEqual(values, [undefined, 1, undefined, 2]);
console.log("ok");
