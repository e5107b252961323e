import assert from "node:assert/strict";

import { workers } from "../shared/case.ts";
import { createPool } from "./tasks.knit/pool.ts";

await using pool = createPool(workers());
const { call } = pool;

assert.equal(await call.add(1), 22);
assert.equal(await call.add(1, 2), 6);
assert.equal(await call.add(1, 2, 3), 6);
assert.equal(await call.add(1, undefined, 3), 14);
assert.equal(await call.greet("Ada"), "hello Ada!");
assert.equal(await call.greet("Ada", "hi"), "hi Ada!");
assert.equal(await call.greet("Ada", undefined, "?"), "hello Ada?");
assert.equal(await call.given(), "undefined default");
assert.equal(await call.given(0, ""), "0 ");
assert.equal(await call.given(undefined, null), "undefined null");
assert.equal(await call.all(), '[{},{"most":5}]');
assert.equal(
  await call.all({ deep: true }, { most: 1 }),
  '[{"deep":true},{"most":1}]',
);
assert.equal(await call.none(), "none");
assert.equal(
  await call.many(1, 2, 3, 4, 5, 6, "g", "h", true, false, 11, 12),
  "1 2 3 4 5 6 g h true false 11 12",
);
assert.equal(
  await call.many(1, 2, 3, 4, 5, 6, "g", "h", true, false, undefined, 12),
  "1 2 3 4 5 6 g h true false  12",
);
assert.equal(await call.expression(), "true -5");
assert.equal(await call.expression(false, 1n), "false 1");
assert.equal(await call.later({ x: 1, y: 2 }, ["p"]), "p12");
assert.equal(await call.renamed({ x: 3, y: 4 }, ["q"]), "q34");

// More arguments than there are parameters are dropped, as everywhere in the language.
const loose = call.none as (...args: unknown[]) => Promise<string>;
assert.equal(await loose(1, () => {}), "none");
console.log("ok");
