import assert from "node:assert/strict";

import { failure, workers } from "../shared/case.ts";
import { createPool } from "./tasks.knit/pool.ts";
import type { Folder, Point } from "./tasks.ts";

await using pool = createPool(workers());
const { call } = pool;

const points = new Map<string, Point>([
  ["a", { x: 1, label: "first" }],
  ["", { x: -0 }],
  ["__proto__", { x: NaN }],
  ["ü\ud800", { x: 4 }],
]);
const arrived = await call.points(points);
assert.deepStrictEqual(arrived, points);
assert.deepStrictEqual([...arrived.keys()], [...points.keys()]);
assert.equal("label" in arrived.get("")!, false);
assert.equal(Object.getPrototypeOf(arrived), Map.prototype);
assert.deepStrictEqual(await call.points(new Map()), new Map());

const numbers = new Set([3, NaN, 1, Infinity, 2]);
assert.deepStrictEqual([...(await call.numbers(numbers))], [...numbers]);
const many = new Set(Array.from({ length: 100_000 }, (_, index) => index / 2));
assert.deepStrictEqual([...(await call.numbers(many))], [...many]);

const groups = new Map([
  [1, new Set(["a", "b"])],
  [2, new Set<string>()],
]);
assert.deepStrictEqual(await call.groups(groups), groups);

const keyed = new Map<Point, bigint>([
  [{ x: 1 }, 1n],
  [{ x: 1 }, 2n ** 70n],
]);
assert.deepStrictEqual(
  [...(await call.keyed(keyed)).entries()],
  [...keyed.entries()],
);

let folder: Folder = { name: "0", folders: new Map(), files: new Set(["x"]) };
for (let depth = 1; depth < 200; depth += 1) {
  const folders = new Map([["in", folder]]);
  folder = { name: `${depth}`, folders, files: new Set() };
}
// Level by level: Bun's comparison takes twice as long for each map within a map.
let back = await call.folder(folder);
for (let level: Folder | undefined = folder; level !== undefined;) {
  assert.deepStrictEqual([...back.folders.keys()], [...level.folders.keys()]);
  assert.deepStrictEqual([back.name, back.files], [level.name, level.files]);
  level = level.folders.get("in");
  if (level !== undefined) back = back.folders.get("in")!;
}

for (const value of [
  new Map([["a", 1]]),
  new Set(["a"]),
  { x: 1 },
  ["a"],
  new Date(1),
  null,
]) {
  assert.deepStrictEqual(await call.either(value), value);
  assert.equal(await call.kindOf(value), Object.prototype.toString.call(value));
}
const marks = new Set(["b", "a"] as const);
assert.deepStrictEqual([...(await call.marks(marks))], ["b", "a"]);
const none = new Set([null]);
assert.deepStrictEqual(
  await call.nothing(new Map([[null, undefined]]), none),
  [1, 1],
);

// A subclass and its own iteration make no difference; a getter cannot change what is counted.
class Odd extends Map<string, Point> {
  override *[Symbol.iterator](): MapIterator<[string, Point]> {}
  override get size(): number {
    return 7;
  }
}
assert.deepStrictEqual(await call.points(new Odd(points)), points);
const growing = new Map<string, Point>();
growing.set("a", {
  get x() {
    growing.set("late", { x: 2 });
    return 1;
  },
});
assert.deepStrictEqual(await call.points(growing), new Map([["a", { x: 1 }]]));

const wrong = async (task: keyof typeof call, value: unknown) =>
  (await failure((call[task] as (value: unknown) => Promise<unknown>)(value)))
    .message;
assert.equal(
  await wrong("points", new Map([["a", { x: "1" }]])),
  'points: value.get("a").x: expected number, got string',
);
assert.equal(
  await wrong("points", new Map([[1, { x: 1 }]])),
  "points: value[Map key 0]: expected string, got number",
);
assert.equal(
  await wrong("points", { a: { x: 1 } }),
  "points: value: expected Map<string, Point>, got object",
);
assert.equal(
  await wrong("numbers", new Set([1, "2"])),
  "numbers: value[Set member 1]: expected number, got string",
);
assert.equal(
  await wrong("numbers", [1]),
  "numbers: value: expected Set<number>, got array of 1",
);
assert.equal(
  await wrong("groups", new Map([[4, new Set([1])]])),
  "groups: value.get(4)[Set member 0]: expected string, got number",
);
assert.equal(
  await wrong("keyed", new Map([[{ x: 1 }, 1]])),
  "keyed: value[Map value 0]: expected bigint, got number",
);
assert.equal(
  await wrong("marks", new Set(["c"])),
  'marks: value[Set member 0]: expected "a" | "b", got "c"',
);
assert.deepStrictEqual(await call.points(points), points);
console.log("ok");
