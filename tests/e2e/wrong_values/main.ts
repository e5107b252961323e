import { failure, workers } from "../shared/case.ts";
import { createPool } from "./tasks.knit/pool.ts";

await using pool = createPool(workers(1));
type Wrong = Record<string, (...args: unknown[]) => Promise<unknown>>;
const call = pool.call as unknown as Wrong;
const point = { x: 1, y: 2 };
class Money {}
const circle: { next?: object } = {};
circle.next = circle;

const wrong: [string, ...unknown[]][] = [
  ["centroid", [point, point, point, { x: "1", y: 2 }]],
  ["centroid", [{ x: 1 }]],
  ["centroid", [{ ...point, label: 5 }]],
  ["centroid", [{ ...point, label: null }]],
  ["centroid", [point, null]],
  ["centroid", [point, , point]], // eslint-disable-line no-sparse-arrays
  ["centroid", [[]]],
  ["centroid", { length: 0 }],
  ["centroid", "points"],
  ["centroid", undefined],
  ["centroid"],
  ["add", 1],
  ["add", "1", 2],
  ["add", 1, 2n],
  ["add", new Number(1), 2],
  ["add", 1, () => 2],
  ["scalars", 1, true, 1n, new Date(), null],
  ["scalars", "", 1, 1n, new Date(), null],
  ["scalars", "", true, 1, new Date(), null],
  ["scalars", "", true, 1n, "2024-01-01", null],
  ["scalars", "", true, 1n, new Date(), undefined],
  ["bytes", [1, 2], new ArrayBuffer(1)],
  ["bytes", new Uint16Array(1), new ArrayBuffer(1)],
  ["bytes", new Uint8Array(1), new Uint8Array(1)],
  ["level", "middle", 1],
  ["level", 4, 1],
  ["level", "low", "x"],
  ["level", "low", undefined],
  ["shape", { kind: "circle", radius: "1" }],
  ["shape", { kind: "box", sides: [1] }],
  ["shape", { kind: "box", sides: [1, "2"] }],
  ["shape", { kind: "line" }],
  ["shape", {}],
  ["shape", new Money()],
  ["headers", { headers: { "odd key": [1] } }],
  ["headers", { headers: {} }],
  ["headers", {}],
  ["pair", ["a"]],
  ["pair", ["a", 1, 2]],
  ["pair", ["a", "b"]],
  ["chain", circle],
  ["circle"],
];

for (const [task, ...args] of wrong) {
  // A stub never throws by itself: what is wrong rejects the call.
  const error = await failure(call[task]!(...args));
  console.log(`${error.name} ${error.message}`);
}
console.log("calls seen by the worker:", await pool.call.count());

// The pool goes on, also where right and wrong calls are mixed in one burst.
const burst = await Promise.allSettled(
  Array.from({ length: 100 }, (_, at) =>
    pool.call.add(1, (at % 2 === 0 ? 2 : "2") as number),
  ),
);
const fine = burst.filter(({ status }) => status === "fulfilled").length;
console.log("fine:", fine, "seen:", await pool.call.count());
