import assert from "node:assert/strict";

import { failure, reason, workers } from "../shared/case.ts";
import { createPool } from "./tasks.knit/pool.ts";

await using pool = createPool(workers());
const { call } = pool;

const plain = await failure(call.plain());
assert.equal(Object.getPrototypeOf(plain), Error.prototype);
assert.equal(plain.message, "plain");
assert.match(plain.stack ?? "", /plain[^]*tasks\.[jt]s/);
assert.deepStrictEqual(Object.keys(plain), []);

const typed = await failure(call.typeError("wörds\ud800"));
assert.equal(Object.getPrototypeOf(typed), TypeError.prototype);
assert.equal(typed.name, "TypeError");
assert.equal(typed.message, "wörds\ud800");

const range = await failure(call.rangeError());
assert(range instanceof RangeError);
assert.equal(range.message, "out");
assert((await failure(call.syntax())) instanceof SyntaxError);
assert((await failure(call.reference())) instanceof TypeError);
assert((await failure(call.rejected())) instanceof EvalError);

const custom = (await failure(call.custom())) as RangeError & {
  status: number;
  headers: unknown;
};
assert(custom instanceof RangeError);
assert.equal(custom.name, "HttpError");
assert.equal(custom.message, "status 503");
assert.equal(custom.status, 503);
assert.deepStrictEqual(custom.headers, { retry: [1, 2] });
const cause = custom.cause as Error;
assert(cause instanceof TypeError);
assert.equal(cause.message, "socket");
assert.equal(cause.cause, "wire");

const both = await failure(call.aggregate());
assert(both instanceof AggregateError);
assert.equal(both.message, "both");
assert(both.errors[0] instanceof RangeError);
assert.equal(both.errors[1], "two");

assert.equal(await reason(call.text()), "a text");
assert.equal(await reason(call.nothing()), undefined);
assert.deepStrictEqual(await reason(call.record()), { code: 7, list: [null] });
assert.equal((await failure(call.unsendable())).message, "with a function");
const abort = await failure(call.abort());
assert.equal(abort.name, "AbortError");
assert.equal(abort.message, "stopped");

const liar = await failure(call.liar());
assert(liar instanceof TypeError);
assert.equal(
  liar.message,
  "liar: result[1].value: expected number, got string",
);

assert.equal(await call.fine(), "fine");
const mixed = await Promise.allSettled(
  Array.from({ length: 500 }, (_, at) =>
    at % 2 === 0 ? call.fine() : call.plain(),
  ),
);
assert(
  mixed.every(
    ({ status }, at) => status === (at % 2 === 0 ? "fulfilled" : "rejected"),
  ),
);
console.log("ok");
