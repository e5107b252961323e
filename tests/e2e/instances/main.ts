import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { inspect } from "node:util";

import { failure, workers } from "../shared/case.ts";
import { createPool } from "./tasks.knit/pool.ts";
import { HttpError } from "./tasks.ts";
import type { Thing } from "./tasks.ts";

await using pool = createPool(workers());
const { call } = pool;

const address = new URL("https://user@example.org:8080/a%20b?c=d#é");
const things: [Thing, string][] = [
  [/a+/giu, "RegExp true"],
  [/[\\/\n]/, "RegExp false"],
  [address, "URL example.org:8080"],
  [new Error("plain"), "Error plain"],
  [new TypeError("typed"), "TypeError"],
  [Symbol.for("knit.mark"), "symbol true"],
  [Symbol.for(""), "symbol false"],
  [new Date(5), "Date"],
  ["text", "string"],
];
for (const [value, word] of things) {
  assert.deepStrictEqual(await call.thing(value), value);
  assert.equal(await call.seen(value), word);
}

// All that hangs on an error.
const cause = new RangeError("deep", { cause: { at: [1, , 3] } });
const problem = Object.assign(new Error("told", { cause }), { code: "E1" });
const sent = {
  pattern: null,
  query: new URLSearchParams([
    ["a", "1"],
    ["a", "ü"],
  ]),
  problem,
  causes: [cause, new RangeError()],
};
const back = await call.report(sent);
// Bun's comparison finds equal errors unequal.
assert.equal(inspect(back, { depth: 9 }), inspect(sent, { depth: 9 }));
assert.equal(Reflect.get(back.problem, "code"), "E1");
assert.equal(back.problem.stack, problem.stack);
assert.equal((back.problem.cause as Error).stack, cause.stack);
assert.deepEqual([...back.query], [...sent.query]);
assert.equal("at" in back, false);
assert.equal(back.causes[1]!.constructor, RangeError);

const several = new AggregateError([cause, 1, "two"], "several");
const arrived = await call.many(several);
assert.equal(inspect(arrived.errors), inspect(several.errors));
assert.equal(arrived.constructor, AggregateError);

// Of a class of one's own, the fields and the class that it extends.
const http = await call.problem(new HttpError(404, "not there"));
assert.deepEqual([http.status, http.message], [404, "not there"]);
assert.equal(Object.getPrototypeOf(http), Error.prototype);

const gone = await call.gone(new DOMException("stopped", "AbortError"));
assert.equal(gone.constructor, DOMException);
assert.deepEqual([gone.name, gone.message], ["AbortError", "stopped"]);

const failed = await call.fail("far");
assert.equal(failed.constructor, RangeError);
assert.equal((failed.cause as Error).constructor, SyntaxError);

// Node's buffers stay what they are; other bytes are none.
const shouted = await call.upper(Buffer.from("words"));
assert(Buffer.isBuffer(shouted));
assert.equal(shouted.toString(), "WORDS");
assert.deepStrictEqual(await call.bytes(Buffer.alloc(0)), Buffer.alloc(0));
const large = Buffer.alloc(100_000, "knit");
assert((await call.bytes(large)).equals(large));
for (const value of [Buffer.from([1, 2]), new Uint8Array([1, 2])]) {
  assert.deepStrictEqual(await call.either(value), value);
}

const { call: wild } = pool as unknown as {
  call: Record<string, (value: unknown) => Promise<unknown>>;
};
const wrong = async (task: string, value: unknown): Promise<string> =>
  (await failure(wild[task]!(value))).message;

assert.equal(
  await wrong("report", { ...sent, pattern: "a+" }),
  "report: value.pattern: expected RegExp | null, got string",
);
assert.equal(
  await wrong("report", { ...sent, causes: [cause, new TypeError("t")] }),
  "report: value.causes[1]: expected RangeError, got TypeError",
);
assert.equal(
  await wrong("report", { ...sent, problem: { message: "none" } }),
  "report: value.problem: expected Error, got object",
);
assert.equal(
  await wrong("report", { ...sent, at: "https://example.org" }),
  "report: value.at: expected URL, got string",
);
assert.equal(
  await wrong("mark", Symbol("own")),
  "mark: value: expected symbol made by `Symbol.for`, got symbol",
);
assert.equal(
  await wrong("mark", "knit.mark"),
  "mark: value: expected symbol, got string",
);
assert.equal(
  await wrong("bytes", new Uint8Array(2)),
  "bytes: value: expected Buffer, got Uint8Array",
);
assert.equal(
  await wrong("thing", 1),
  "thing: value: expected Thing, got number",
);
assert.equal(inspect(await call.report(sent)), inspect(sent));
console.log("ok");
