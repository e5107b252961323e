import assert from "node:assert/strict";

import { workers } from "../shared/case.ts";
import { createPool } from "./tasks.knit/pool.ts";
import type { Chain, Mutual, Person, Tree, Wide } from "./tasks.ts";

await using pool = createPool(workers());
const { call } = pool;

const person: Person = {
  name: "Ada",
  since: new Date(1234567890123),
  age: 36,
  address: { street: "Row 1", place: { code: 10115, town: "Ort" } },
  "odd key": true,
  ünïcode: "yes",
};
assert.deepStrictEqual(await call.person(person), person);
assert.deepStrictEqual(await call.keys(person), Object.keys(person));

// Properties that the type does not name are dropped, getters and inherited ones are read.
assert.deepStrictEqual(
  await call.person({ ...person, extra: () => {} } as Person),
  person,
);
class Reader implements Person {
  readonly name = person.name;
  readonly since = person.since;
  readonly address = person.address;
  readonly "odd key" = true;
  readonly ünïcode = "yes";
  get age(): number {
    return 36;
  }
}
assert.deepStrictEqual(await call.person(new Reader()), person);
assert.deepStrictEqual(
  await call.person(Object.create(person) as Person),
  person,
);

const leaf = (value: number): Tree => ({ value, children: [] });
const tree: Tree = {
  value: 1,
  children: [leaf(2), { value: 3, children: [leaf(4), leaf(5)] }],
};
assert.deepStrictEqual(await call.tree(tree), tree);

const depth = 1000;
let deep: Tree = leaf(0);
let chain: Chain = { value: 0 };
for (let value = 1; value < depth; value += 1) {
  deep = { value, children: [deep] };
  chain = { value, next: chain };
}
assert.deepStrictEqual(flat(await call.tree(deep)), flat(deep));
assert.equal(await call.depth(chain), depth);
const grown = await call.grow(depth);
assert.equal(await call.depth(grown), depth);
assert.equal(grown.value, depth - 1);

const mutual: Mutual = {
  name: "a",
  others: [
    { weight: 1, back: null },
    { weight: 2, back: { name: "b", others: [] } },
  ],
};
assert.deepStrictEqual(await call.mutual(mutual), mutual);

const named = Array.from({ length: 500 }, (_, at) => ({ name: `n${at}` }));
assert.deepStrictEqual(await call.many(named), named);

const wide: Wide = {
  a: true,
  b: -1.5,
  c: "text",
  d: false,
  e: 2n ** 80n,
  f: new Date(7),
  g: "y",
  h: null,
  i: true,
  j: new Uint8Array([1, 2, 3]),
  k: [9, false],
  l: ["", "l"],
  m: { p: true, q: 0.25 },
  n: undefined,
  o: new Float64Array([1, NaN]),
};
assert.deepStrictEqual(await call.wide(wide), wide);
assert.deepStrictEqual(await call.wide({ ...wide, h: 8, n: false, g: "x" }), {
  ...wide,
  h: 8,
  n: false,
  g: "x",
});
console.log("ok");

function flat(tree: Tree): number[] {
  const values: number[] = [];
  for (let at: Tree | undefined = tree; at !== undefined; at = at.children[0])
    values.push(at.value);
  return values;
}
