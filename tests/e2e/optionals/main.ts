import assert from "node:assert/strict";

import { workers } from "../shared/case.ts";
import { createPool } from "./tasks.knit/pool.ts";
import type { Settings, Strict } from "./tasks.ts";

await using pool = createPool(workers());
const { call } = pool;

const all: Settings = {
  name: "all",
  label: "",
  size: 0,
  quiet: false,
  count: 0n,
  note: null,
  tags: [],
  when: new Date(0),
  bytes: new Uint8Array(0),
  parent: { name: "parent" },
};
const none: Settings = { name: "none" };
const blank: Settings = { name: "blank" };
for (const key of Object.keys(all).slice(1))
  Object.assign(blank, { [key]: undefined });

assert.equal(Object.keys(blank).length, Object.keys(all).length);
for (const value of [all, none, blank]) {
  assert.deepStrictEqual(await call.echo(value), value);
  assert.deepEqual(await call.echo({ name: "nested", parent: value }), {
    name: "nested",
    parent: value,
  });
}
assert.deepStrictEqual(await call.keys(none), ["name"]);
assert.deepStrictEqual(await call.keys(all), Object.keys(all));
assert.deepStrictEqual(
  await call.keys({ name: "mixed", label: undefined, size: 1 }),
  ["name", "label undefined", "size"],
);

// Each alone: no presence is taken for another's.
for (const [key, value] of Object.entries(all).slice(1)) {
  const alone = { name: "alone", [key]: value } as Settings;
  assert.deepStrictEqual(await call.echo(alone), alone);
}

const strict: Strict[] = [{}, { first: 1 }, { second: "" }];
strict.push({ first: undefined } as unknown as Strict);
for (const value of strict)
  assert.deepStrictEqual(await call.strict(value), value);

assert.deepStrictEqual(await call.maybe(undefined, null), [undefined, null]);
assert.deepStrictEqual(await call.maybe("", 0), ["", 0]);
assert.equal(await call.find(0), "zero");
assert.equal(await call.find(1), undefined);
console.log("ok");
