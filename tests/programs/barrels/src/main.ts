import assert from "node:assert/strict";

import { Turn } from "./features/images";
import { createPool } from "./tasks.knit/pool";

const runtime = process.argv[2] as "thread" | "process";
await using pool = createPool({ threads: 1, worker: { runtime } });
const { call } = pool;

const names = ["caption", "log", "rotate", "sum", "version"];
assert.deepEqual(Object.keys(call).sort(), names);
const image = {
  name: "cat",
  pixels: new Uint8Array([1, 2, 3]),
  size: [3, 1] as [number, number],
};
const turned = await call.rotate(image, Turn.Left);
assert.deepEqual(turned, { ...image, size: [1, 3] });
assert.deepEqual(await call.log(), ["apply"]);
assert.equal(await call.caption(turned, { longest: 8 }), "cat, 1 x");
assert.deepEqual(await call.sum(image.pixels), {
  method: "polynomial",
  value: 1026n,
});
assert.equal(await call.version(), "1.0");
console.log("ok");
