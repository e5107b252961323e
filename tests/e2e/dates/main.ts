import assert from "node:assert/strict";

import { workers } from "../shared/case.ts";
import { createPool } from "./tasks.knit/pool.ts";

await using pool = createPool(workers());
const { call } = pool;

for (const time of [0, -1, 1, 1e12, -1e12, 8.64e15, -8.64e15, NaN]) {
  const date = new Date(time);
  const back = await call.echo(date);
  assert(back instanceof Date);
  assert(Object.is(back.getTime(), date.getTime()), String(time));
  assert.equal(await call.spell(date), String(time));
  const range = await call.range({ from: date, to: new Date(5) });
  assert(Object.is(range.from.getTime(), date.getTime()));
  assert.deepStrictEqual(range.to, new Date(5));
}
assert.deepStrictEqual(await call.range({ from: new Date(3) }), {
  from: new Date(3),
});
assert.deepStrictEqual(
  await call.later(new Date("2024-02-28T12:00:00Z"), 2),
  new Date("2024-03-01T12:00:00Z"),
);
assert.deepStrictEqual(await call.either(new Date(9)), new Date(9));
assert.equal(await call.either("2024"), "2024");
assert.equal(await call.either(null), null);

class Moment extends Date {}
assert.equal((await call.echo(new Moment(7))).getTime(), 7);
console.log("ok");
