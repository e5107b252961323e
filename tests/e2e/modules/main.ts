import assert from "node:assert/strict";

import { workers } from "../shared/case.ts";
import { createPool } from "./tasks.knit/pool.ts";

await using pool = createPool(workers());
const { call } = pool;

const inch = await call.inUnit({ id: 1, value: 2, unit: "inch" }, "cm");
assert.deepStrictEqual(inch, { id: 1, value: 5.08, unit: "cm" });
assert.equal(await call.evaluated(), 1);
assert.equal((globalThis as { evaluated?: number }).evaluated, undefined);
assert.equal(await call.lazily(2), 5.08);
assert.equal(await call.asset(), "file:");
assert.deepStrictEqual(Object.keys(call).sort(), [
  "asset",
  "evaluated",
  "inUnit",
  "lazily",
]);
console.log("ok");
