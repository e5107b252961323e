import assert from "node:assert/strict";

import { failure, workers } from "../shared/case.ts";
import { createPool } from "./tasks.knit/pool.ts";
import type { Both, Middle, Optional, Tree } from "./tasks.ts";

await using pool = createPool(workers());
const { call } = pool;

for (const value of [
  [1],
  [1, "a"],
  [1, undefined],
  [1, "a", { x: 2 }],
  [1, undefined, { x: 2 }],
] as Optional[]) {
  const arrived = await call.optional(value);
  assert.deepStrictEqual(arrived, value);
  assert.equal(arrived.length, value.length);
}
for (const numbers of [[], [-0], [1, NaN, 3]]) {
  assert.deepStrictEqual(await call.rest(["a", ...numbers]), ["a", ...numbers]);
}
for (const texts of [[], ["a"], ["a", "ü", "c"]]) {
  const value: Middle = [1, ...texts, true, { x: 1 }];
  assert.deepStrictEqual(await call.middle(value), value);
}
assert.deepStrictEqual(await call.start(["end"]), ["end"]);
assert.deepStrictEqual(await call.start([new Date(1), new Date(2), "end"]), [
  new Date(1),
  new Date(2),
  "end",
]);
for (const value of [[1], [1, "a"], [1, "a", 2, null, 3]] as Both[]) {
  assert.deepStrictEqual(await call.both(value), value);
}
let tree: Tree = ["leaf"];
for (let depth = 0; depth < 200; depth += 1)
  tree = [`${depth}`, ["leaf"], tree];
assert.deepStrictEqual(await call.tree(tree), tree);

const wrong = async (task: keyof typeof call, value: unknown) =>
  (await failure((call[task] as (value: unknown) => Promise<unknown>)(value)))
    .message;
const messages: [keyof typeof call, unknown, string][] = [
  ["optional", [], "[number, (string | undefined)?, Point?], got array of 0"],
  ["optional", [1, "a", { x: 1 }, 4], "got array of 4"],
  ["optional", [1, 2], "optional: value[1]: expected string | undefined, got"],
  ["optional", [1, "a", { x: "1" }], "value[2].x: expected number, got string"],
  ["rest", [], "rest: value: expected [string, ...number[]], got array of 0"],
  ["rest", ["a", 1, "2"], "rest: value[2]: expected number, got string"],
  ["middle", [1, true], "got array of 2"],
  ["middle", [1, "a", 2, true, { x: 1 }], "value[2]: expected string, got num"],
  ["middle", [1, "a", "b", 5, { x: 1 }], "value[3]: expected boolean, got num"],
  ["middle", [1, true, { x: "" }], "value[2].x: expected number, got string"],
  ["start", [new Date(), 1, "end"], "value[1]: expected Date, got number"],
  ["start", [], "got array of 0"],
  ["both", [1, "a", "b"], "value[2]: expected number | null, got string"],
  ["tree", ["a", ["b", [1]]], "tree: value[1][1][0]: expected string, got num"],
];
for (const [task, value, message] of messages) {
  const found = await wrong(task, value);
  assert(found.includes(message), `${found}\nshould say\n${message}`);
}
assert.deepStrictEqual(await call.tree(["a", ["b"]]), ["a", ["b"]]);
console.log("ok");
