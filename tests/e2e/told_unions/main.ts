import assert from "node:assert/strict";

import { failure, workers } from "../shared/case.ts";
import { createPool } from "./tasks.knit/pool.ts";

await using pool = createPool(workers());
const { call: wild } = pool as unknown as {
  call: Record<string, (value: unknown) => Promise<unknown>>;
};

const right: Record<string, unknown[]> = {
  message: [
    { type: "move", version: 1, x: 1 },
    { type: "move", version: 2, to: { x: 1, y: 2 } },
    { type: "pause", version: 1, at: new Date(1) },
  ],
  nested: [
    { meta: { kind: "text", size: 1 }, text: "a" },
    { meta: { kind: "file" }, bytes: new Uint8Array([1]) },
  ],
  disjoint: [
    { radius: 1 },
    { radius: 1, label: "one" },
    { width: 1, height: 2 },
    { label: "line", points: [[0, 1]] },
    { label: "none", points: [] },
  ],
  keyed: [{ id: 1 }, { id: "a" }, { id: null }, { id: new Date(5) }],
  wider: [{ name: "a" }, { name: "a", age: 1 }],
  operation: [["add", 1, 2], ["negate", 1], ["sum"], ["sum", 1, 2, 3]],
  rows: [[], ["a"], ["a", "b"], [1, 2], [true], [false], [true, new Date(1)]],
  groups: [
    new Set(),
    new Set(["a"]),
    new Set([1n]),
    new Map(),
    new Map([["a", new Date(1)]]),
    new Map([[1, new Date(1)]]),
  ],
  tree: [null, { leaf: 1 }, { nodes: [{ leaf: 1 }, { nodes: [null] }] }],
};
async function allArrive(): Promise<void> {
  for (const [task, values] of Object.entries(right)) {
    for (const value of values) {
      assert.deepStrictEqual(await wild[task]!(value), value);
    }
  }
}
await allArrive();

const wrong: [task: string, value: unknown, message: string][] = [
  [
    "message",
    { type: "go" },
    '.type: expected "move" | "stop" | "pause", got "go"',
  ],
  ["message", { type: "move", version: 3 }, ".version: expected 1 | 2, got 3"],
  [
    "message",
    { type: "move", version: 2, to: 1 },
    ".to: expected { x: number; y: number }, got number",
  ],
  ["nested", { meta: 5 }, ".meta: expected object, got number"],
  [
    "nested",
    { meta: { kind: 1 } },
    '.meta.kind: expected "text" | "file", got 1',
  ],
  ["disjoint", { radius: "1" }, ".radius: expected number, got string"],
  [
    "disjoint",
    { points: [[1, "2"]], label: "a" },
    ".points[0][1]: expected number, got string",
  ],
  [
    "keyed",
    { id: true },
    ".id: expected number | string | null | Date, got boolean",
  ],
  ["wider", { name: "a", age: "b" }, ".age: expected number, got string"],
  [
    "operation",
    ["divide", 1, 2],
    '[0]: expected "add" | "negate" | "sum", got "divide"',
  ],
  ["operation", ["negate", "1"], "[1]: expected number, got string"],
  ["operation", ["sum", 1, 2, null], "[3]: expected number, got null"],
  ["rows", [1, "a"], "[1]: expected number, got string"],
  ["groups", new Map([["a", 1]]), '.get("a"): expected Date, got number'],
  [
    "tree",
    { nodes: [{ leaf: "1" }] },
    ".nodes[0].leaf: expected number, got string",
  ],
];
for (const [task, value, message] of wrong) {
  const error = await failure(wild[task]!(value));
  assert.equal(error.message, `${task}: value${message}`);
}
const neither = await failure(wild["disjoint"]!({}));
assert.match(
  neither.message,
  /^disjoint: value: expected Disjoint, got object$/,
);
await allArrive();
console.log("ok");
