import assert from "node:assert/strict";

import { createPool } from "./tasks.knit/pool.ts";

const runtime = process.argv[2] as "thread" | "process";
await using pool = createPool({ threads: 1, worker: { runtime } });
const { call } = pool;

const points = [
  { x: 0, y: 0 },
  { x: 3, y: 4 },
];
assert.equal(await call.distance(points[0]!, points[1]!), 5);
assert.deepEqual(await call.around(points), [0, 0, 3, 4]);
const circle = { kind: "circle", centre: points[0]!, radius: 2 } as const;
assert.deepEqual(await call.grow(circle, 2), { ...circle, radius: 4 });
assert.equal(await call.level({ name: "x", level: 4 }), 4);
assert.equal(await call.sentence({ words: ["a", "b"], separator: "-" }), "a-b");
assert.deepEqual(await call.darkest(), { r: 0, g: 0, b: 0 });
assert.deepEqual(await call.stamped({ number: 1, stamped: false }), {
  number: 1,
  stamped: true,
});
assert.deepEqual(await call.receipt([1, 2]), { total: 3 });
assert.equal((await call.split("/a/b.txt")).ext, ".txt");
assert.equal(await call.platform(), process.platform);
assert.deepEqual(await call.limited(["a", "b", "c", "d"]), ["a", "b", "c"]);
console.log("ok");
