import assert from "node:assert/strict";

import { workers } from "../shared/case.ts";
import { createPool } from "./tasks.knit/pool.ts";

{
  await using pool = createPool({ ...workers(1), only: ["add", "later"] });
  assert.deepEqual(Object.keys(pool.call), ["add", "later"]);
  assert.equal(await pool.call.add(1, 2), 3);
  const some = pool.with({ priority: 1 });
  assert.deepEqual(Object.keys(some), ["add", "later"]);
  assert.equal(await some.later("text"), "text");
  // @ts-expect-error: it was not asked for
  assert.equal(pool.call.negate, undefined);
}
{
  await using pool = createPool({ ...workers(1), only: undefined } as never);
  assert.equal(
    await (pool.call as { negate(a: number): unknown }).negate(1),
    -1,
  );
}

const there = "there are `add`, `negate`, `later`";
for (const [only, message] of [
  [["ad"], `option \`only\` names \`ad\`, which is no task; ${there}`],
  [["add", 5], `option \`only\` names number, which is no task; ${there}`],
  [[], `option \`only\` must list tasks; ${there}`],
  ["add", `option \`only\` must list tasks; ${there}`],
] as const) {
  assert.throws(
    () => createPool({ only } as never),
    new TypeError(`createPool: ${message}`),
  );
}
console.log("ok");
