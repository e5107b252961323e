import assert from "node:assert/strict";

import { failure, workers } from "../shared/case.ts";
import { createPool } from "./tasks.knit/pool.ts";
import type { Headers_, Json, Patterns, Scores } from "./tasks.ts";

await using pool = createPool(workers());
const { call } = pool;

const scores: Scores = {
  a: { x: 1 },
  "": { x: -0, note: undefined },
  "odd key": { x: NaN, note: "n" },
  "ü\ud800": { x: Infinity },
  constructor: { x: 5 },
  toString: { x: 6 },
};
const back = await call.scores(scores);
assert.deepStrictEqual(back, scores);
assert.deepStrictEqual(Object.keys(back), Object.keys(scores));
assert.equal("note" in back["a"]!, false);
assert.equal("note" in back[""]!, true);
assert.deepStrictEqual(await call.scores({}), {});

// `__proto__` is a key like any other, and changes no object's prototype.
const hostile = JSON.parse('{"__proto__": {"x": 7}, "z": {"x": 8}}') as Scores;
const tamed = await call.scores(hostile);
assert.deepStrictEqual(Object.keys(tamed), ["__proto__", "z"]);
assert.equal(Object.getPrototypeOf(tamed), Object.prototype);
assert.equal(JSON.stringify(tamed), '{"__proto__":{"x":7},"z":{"x":8}}');
assert.deepStrictEqual(await call.inspect(hostile), {
  keys: ["__proto__", "z"],
  plain: true,
  polluted: false,
});

// Only own enumerable properties; a prototype of any kind does not matter.
const own = Object.create({ inherited: { x: 1 } }) as Scores;
own["a"] = { x: 1 };
Object.defineProperty(own, "hidden", { value: { x: 2 }, enumerable: false });
assert.deepStrictEqual(await call.scores(own), { a: { x: 1 } });
const bare = Object.assign(Object.create(null) as Scores, { b: { x: 2 } });
assert.deepStrictEqual(await call.scores(bare), { b: { x: 2 } });

const headers: Headers_ = { host: "h", te: ["a", "b"], empty: undefined };
const received = await call.headers(headers);
assert.deepStrictEqual(received, headers);
assert.equal("empty" in received, true);
assert.equal("accept" in received, false);
const accepting = { host: "h", accept: "x", "x-1": "1" };
assert.deepStrictEqual(await call.headers(accepting), accepting);

const patterns: Patterns = { name: "n", "a-": 1, "a-b": 2, "b-1.5": "t" };
assert.deepStrictEqual(await call.patterns(patterns), patterns);
const both = { 0: 1, 7: 2, text: "t", other: 3 };
assert.deepStrictEqual(await call.both(both), both);
const dates = { 0: new Date(0), "-1.5": new Date(1), 1e21: new Date(2) };
assert.deepStrictEqual(await call.dates(dates), dates);
assert.deepStrictEqual(await call.dates([new Date(3)]), { 0: new Date(3) });

let json: Json = [1, "a", null, true, { deep: [{}] }];
for (let depth = 0; depth < 300; depth += 1) json = { in: json };
assert.deepStrictEqual(await call.json(json), json);
const many = Object.fromEntries(
  Array.from({ length: 20_000 }, (_, index) => [`k${index}`, { x: index }]),
);
assert.deepStrictEqual(await call.scores(many), many);

const wrong = async (task: keyof typeof call, value: unknown) =>
  (await failure((call[task] as (value: unknown) => Promise<unknown>)(value)))
    .message;
assert.equal(
  await wrong("scores", { a: { x: 1 }, b: { x: "1" } }),
  'scores: value["b"].x: expected number, got string',
);
assert.equal(
  await wrong("scores", { "odd key": 1 }),
  'scores: value["odd key"]: expected { x: number; note?: string | undefined }, got number',
);
for (const [value, got] of [
  [new Map(), "Map"],
  [[], "array of 0"],
  [new Uint8Array(1), "Uint8Array"],
  [new Date(), "Date"],
  ["text", "string"],
  [null, "null"],
]) {
  const message = `scores: value: expected Scores, got ${got as string}`;
  assert.equal(await wrong("scores", value), message);
}
assert.equal(
  await wrong("headers", { host: "h", te: 1 }),
  'headers: value["te"]: expected string | string[] | undefined, got number',
);
assert.equal(
  await wrong("headers", { te: "1" }),
  "headers: value.host: expected string, got undefined",
);
assert.equal(
  await wrong("patterns", { name: "n", "a-x": 3 }),
  'patterns: value["a-x"]: expected 1 | 2, got 3',
);
assert.equal(
  await wrong("patterns", { name: "n", "b-x": "t" }),
  'patterns: value["b-x"]: expected no property of this name, got string',
);
assert.equal(
  await wrong("both", { 0: "text" }),
  'both: value["0"]: expected number, got string',
);
assert.equal(
  await wrong("dates", { "01": new Date() }),
  'dates: value["01"]: expected no property of this name, got Date',
);
assert.deepStrictEqual(await call.scores(scores), scores);
console.log("ok");
