import assert from "node:assert/strict";

import { Severity } from "@acme/shared";
import { createPool } from "@/tasks.knit/pool";

const runtime = process.argv[2] as "thread" | "process";
await using pool = createPool({ threads: 1, worker: { runtime } });
const { call } = pool;

assert.deepEqual(Object.keys(call).sort(), [
  "areas",
  "convert",
  "review",
  "severest",
  "shout",
  "slug",
]);
assert.deepEqual(
  await call.areas([
    { width: { value: 200, unit: "cm" }, height: { value: 3, unit: "m" } },
  ]),
  [6],
);
const finding = {
  id: 1,
  createdAt: new Date(0),
  severity: Severity.High,
  message: "careful",
};
const low = { ...finding, severity: Severity.Low, tags: ["minor"] };
assert.deepEqual(await call.review([finding, low]), [finding]);
assert.equal(await call.severest(Severity.Low), false);
assert.deepEqual(await call.convert({ value: 1, unit: "m" }, "cm"), {
  value: 100,
  unit: "cm",
});
assert.equal(await call.slug("Hello, World"), "hello-world");
assert.equal(await call.shout("hello"), "HELLO!");
console.log("ok");
