import assert from "node:assert/strict";
import { test } from "node:test";
import { runInNewContext } from "node:vm";
import { readDynamic } from "../../runtime/ts/dynamic/read.ts";
import { writeThrown } from "../../runtime/ts/dynamic/write.ts";
import { base, memory, startReading, startWriting, travel } from "./support.ts";

/** Checks what every error keeps, and hands out what arrived. */
function check<Thrown extends Error>(error: Thrown): Thrown {
  const result = travel(error);
  assert.equal(result.name, error.name);
  assert.equal(result.message, error.message);
  assert.equal(result.stack, error.stack);
  assert.equal(Object.hasOwn(result, "cause"), Object.hasOwn(error, "cause"));
  assert.deepEqual(Object.keys(result), Object.keys(error));
  return result;
}

test("classes of the language", () => {
  for (const made of [
    Error,
    EvalError,
    RangeError,
    ReferenceError,
    SyntaxError,
    TypeError,
    URIError,
  ]) {
    const result = check(new made("bad \ud800"));
    assert.equal(Object.getPrototypeOf(result), made.prototype);
    assert.equal(String(result), `${made.name}: bad \ud800`);
    assert.ok(!Object.hasOwn(check(new made()), "message"));
  }
});

test("errors of errors", () => {
  const result = check(
    new AggregateError([new TypeError("a"), "b"], "both", { cause: 3 }),
  );
  assert.ok(result instanceof AggregateError);
  assert.ok(result.errors[0] instanceof TypeError);
  assert.equal(result.errors[1], "b");
  assert.equal(result.cause, 3);
  assert.deepEqual(Object.keys(result), []);
});

test("causes are values, and may lead back", () => {
  const outer = new Error("outer", { cause: new RangeError("inner") });
  const result = check(outer);
  assert.ok(result.cause instanceof RangeError);
  assert.equal(result.cause.message, "inner");
  const ring = new Error("ring");
  ring.cause = { ring };
  const back = check(ring);
  assert.equal((back.cause as { ring: Error }).ring, back);
  assert.ok(Object.hasOwn(check(new Error("", { cause: undefined })), "cause"));
});

test("own fields", () => {
  const error = Object.assign(new Error("no such file"), {
    code: "ENOENT",
    errno: -2,
    details: { path: ["a", "b"] },
  });
  assert.deepEqual({ ...check(error) }, { ...error });
  const listed = Object.assign(new Error("m"), { name: "Mine", stack: "s" });
  assert.equal(check(listed).stack, "s");
});

test("classes of the user arrive as the nearest of the language", () => {
  class NotFound extends RangeError {
    readonly id: number;
    override get name(): string {
      return "NotFound";
    }
    constructor(id: number) {
      super(`no ${id}`);
      this.id = id;
    }
  }
  const result = check(new NotFound(7));
  assert.equal(Object.getPrototypeOf(result), RangeError.prototype);
  assert.equal(Reflect.get(result, "id"), 7);

  function Old(this: Error): void {
    this.message = "old";
  }
  Old.prototype = Object.create(TypeError.prototype);
  const old = Reflect.construct(Old, []) as Error;
  assert.ok(travel(old) instanceof TypeError);
  assert.equal(travel(old).message, "old");
});

test("errors of another realm", () => {
  const foreign = runInNewContext("new SyntaxError('far')") as Error;
  const result = travel(foreign);
  assert.ok(result instanceof SyntaxError);
  assert.equal(result.message, "far");
});

test("DOMException", () => {
  const error = new DOMException("stopped", "AbortError");
  const result = travel(error);
  assert.ok(result instanceof DOMException);
  assert.equal(result.name, "AbortError");
  assert.equal(result.message, "stopped");
  assert.equal(result.code, DOMException.ABORT_ERR);
  assert.equal(result.stack, error.stack);
});

test("fields that cannot travel are left out", () => {
  const shared = { a: 1 };
  const error = Object.assign(new TypeError("kept"), {
    retry: () => 1,
    config: { shared, deep: [new Date(1), { headers: { get: () => 1 } }] },
    status: 500,
    shared,
  });
  Object.defineProperty(error, "late", {
    enumerable: true,
    get: () => {
      throw new Error("getter");
    },
  });
  const result = travel({ error, shared });
  assert.ok(result.error instanceof TypeError);
  assert.equal(result.error.message, "kept");
  assert.deepEqual({ ...result.error }, { status: 500, shared: { a: 1 } });
  assert.equal(result.error.shared, result.shared);
});

test("what is thrown arrives, or tells why it does not", () => {
  const through = memory("shared", 1 << 16);
  const thrown = (value: unknown): unknown => {
    writeThrown(startWriting(through, 8), base, value);
    return readDynamic(startReading(through, 8), base);
  };
  assert.equal(thrown("text"), "text");
  assert.equal(thrown(undefined), undefined);
  assert.deepEqual(thrown({ status: 404 }), { status: 404 });
  const told = thrown({ then: () => 1 });
  assert.ok(told instanceof TypeError);
  assert.equal(
    told.message,
    "what was thrown cannot travel: expected data, got function",
  );
});
