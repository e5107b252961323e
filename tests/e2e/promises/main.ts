import assert from "node:assert/strict";

import { failure, workers } from "../shared/case.ts";
import { createPool } from "./tasks.knit/pool.ts";

await using pool = createPool(workers());
const { call } = pool;

const later = <Value>(value: Value): Promise<Value> =>
  new Promise((resolve) => setTimeout(resolve, 10, value));

assert.equal(await call.add(later(1), 2), 3);
assert.equal(await call.add(1, Promise.resolve(2)), 3);
assert.equal(await call.add(later(1), later(2)), 3);
assert.equal(await call.add(call.add(1, 2), call.add(3, 4)), 10);
assert.equal(await call.join(later(["a", "b"])), "a-b");
assert.equal(await call.join(["a", "b"], later("+")), "a+b");
assert.equal(await call.length(later({ a: 1, b: 2 })), 2);

// A promise that rejects rejects the call with its reason, and nothing is sent.
const before = await call.count();
const lost = new RangeError("lost");
const rejected = Promise.reject<number>(lost);
assert.equal(await failure(call.add(1, rejected)), lost);
const wrong = await failure(call.add(later("1" as never), 2));
assert(wrong instanceof TypeError);
assert.equal(wrong.message, "add: a: expected number, got string");
assert.equal(await call.count(), before);
console.log("ok");
