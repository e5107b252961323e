import assert from "node:assert/strict";

import { failure, workers } from "../shared/case.ts";
import { createPool } from "./tasks.knit/pool.ts";

await using pool = createPool(workers());
const call = pool.call as unknown as Record<
  string,
  (value: unknown) => Promise<unknown>
>;

const right: [string, string][] = [
  ["css", "auto"],
  ["css", "%"],
  ["css", "a\nb%"],
  ["css", "\ud800%"],
  ...[0, -0, -1.5, 1e21, 5e-324, NaN, Infinity, -Infinity].map(
    (number): [string, string] => ["css", `${number}px`],
  ),
  ["css", "0x1Fpx"],
  ["handler", "on"],
  ["handler", "onClick"],
  ["handler", "on1"],
  ["handler", "onÜber"],
  ["shout", ""],
  ["shout", "ÄB 1!"],
  ["odd", "a.b/(-12)``"],
  ["odd", "a.b/(0)`\n\u2028"],
  ["mixed", "#"],
];
for (const [task, value] of right) {
  assert.equal(await call[task]!(value), value, `${task} ${value}`);
}
assert.equal(await call["mixed"]!(3), "3");
assert.equal(await call["wrongResult"]!("id-7"), "id-7");

const messages: [string, unknown, string][] = [
  ["css", "px", 'css: value: expected `${number}px` | `${string}%`, got "px"'],
  ["css", "1 px", 'expected `${number}px` | `${string}%`, got "1 px"'],
  ["css", "autox", 'got "autox"'],
  ["css", 5, "css: value: expected "],
  ["handler", "onclick", 'expected `on${Capitalize<string>}`, got "onclick"'],
  ["handler", "oN", 'got "oN"'],
  ["shout", "Ab", 'expected `${Uppercase<string>}`, got "Ab"'],
  ["odd", "axb/(1)`", "got "],
  ["odd", "a.b/(1.5)`", "got "],
  ["mixed", "x", 'expected `#${string}`, got "x"'],
  ["wrongResult", "id-x", 'result: expected `id-${number}`, got "id-x"'],
];
for (const [task, value, message] of messages) {
  const { message: found } = await failure(call[task]!(value));
  assert(found.includes(message), `${found}\nshould say\n${message}`);
}
console.log("ok");
