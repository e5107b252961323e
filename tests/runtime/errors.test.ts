// Every failure is documented, and comes back from a worker as an instance of its class.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import * as errors from "../../runtime/ts/errors.ts";
import * as index from "../../runtime/ts/index.ts";
import { travel } from "./support.ts";

const { KnitError } = errors;

/** One of each class. */
const samples = [
  new errors.AbortError("task", "no need"),
  new errors.TaskTimeoutError("task", 5),
  new errors.HardTimeoutError("task", 5),
  new errors.WorkerCrashedError(
    "task",
    { exitCode: 1, signal: null },
    { lastTask: "other", cause: "why" },
  ),
  new errors.WorkerStartupError("no luck", { cause: new RangeError("none") }),
  new errors.SchemaMismatchError({ detail: "no", host: "a", worker: "b" }),
  new errors.PayloadTooLargeError("task", "result", 5, 4),
  new errors.QueueFullError("task", 3),
  new errors.PoolClosedError("task"),
];

test("each class is among the samples, exported and in the table of failures", () => {
  const page = readFileSync(
    new URL("../../docs/pools.md", import.meta.url),
    "utf8",
  );
  const classes = Object.values(errors).filter(
    (value) =>
      typeof value === "function" && value.prototype instanceof KnitError,
  );
  assert.deepEqual(
    samples.map(({ name }) => name).sort(),
    classes.map(({ name }) => name).sort(),
  );
  for (const sample of samples) {
    assert(sample instanceof KnitError && sample instanceof Error);
    assert.equal(Reflect.get(index, sample.name), sample.constructor);
    const row = page
      .split("\n")
      .find((line) => line.startsWith(`| \`${sample.name}\` | `));
    assert(row !== undefined, `${sample.name} is not in the table`);
    assert(row.includes(`| \`${sample.code}\` |`), row);
    for (const field of Object.keys(sample))
      if (field !== "code" && field !== "name")
        assert(row.includes(`\`${field}\``), `${field} is not in: ${row}`);
  }
});

test("each comes back as what it was", () => {
  for (const sample of samples) {
    const back = errors.adopt(travel(sample));
    assert(back instanceof KnitError);
    assert.equal(back.constructor, sample.constructor);
    assert.deepEqual({ ...back }, { ...sample });
    assert.equal(back.message, sample.message);
    assert.equal(back.stack, sample.stack);
    assert.deepEqual(back.cause, sample.cause);
  }
});
