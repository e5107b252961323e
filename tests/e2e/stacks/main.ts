import assert from "node:assert/strict";

import { failure, reason, workers } from "../shared/case.ts";
import { createPool } from "./tasks.knit/pool.ts";

// JavaScriptCore does not say who awaits a promise that follows another one.
const joins = !("Bun" in globalThis);
const pool = createPool(workers());
const { call } = pool;

async function awaitsInside(make: () => Promise<unknown>): Promise<void> {
  await make();
}

async function awaits(make: () => Promise<unknown>): Promise<void> {
  await awaitsInside(make);
}

async function awaitsAll(make: () => Promise<unknown>): Promise<void> {
  await Promise.all([make()]);
}

/** The names of functions in a stack, innermost first. */
function functions(error: Error): string[] {
  const { stack } = error;
  assert(typeof stack === "string");
  const names = [...stack.matchAll(/^ +at (?:async )?([\w.]+) \(/gm)];
  return names.map(([, name]) => name!);
}

// What a task throws has the worker's frames, then the host's.
for (const [make, outermost] of [
  [() => call.fail(), "failInside"],
  [() => call.failLater(), "failLater"],
] as const) {
  const error = await failure(awaits(make));
  const names = functions(error);
  assert.equal(names[0], outermost);
  if (!joins) continue;
  assert.deepEqual(
    names.filter((name) => name.startsWith("awaits")),
    ["awaitsInside", "awaits"],
    error.stack,
  );
  assert.match(error.stack!, /tasks\.[jt]s[^]*main\.[jt]s/);
}
if (joins) {
  const error = await failure(awaitsAll(() => call.fail()));
  assert.match(error.stack!, /at async Promise\.all[^]*at async awaitsAll/);
}

// It stays an ordinary property of an ordinary error.
{
  const error = await failure(call.fail());
  assert(error instanceof RangeError);
  assert.deepEqual(Object.keys(error), ["detail"]);
  error.stack = "another one";
  assert.equal(error.stack, "another one");
  assert.equal(await reason(call.throwText()), "text");
}

// Knit's own failures tell where they were awaited.
const timeout = await failure(awaits(() => pool.with({ timeout: 10 }).never()));
const controller = new AbortController();
const aborted = failure(
  awaits(() => pool.with({ signal: controller.signal }).never()),
);
controller.abort();
const closed = failure(awaits(() => call.never()));
await pool.shutdown();
for (const error of [timeout, await aborted, await closed]) {
  assert(error.stack!.startsWith(`${error.name}: ${error.message}`));
  if (joins)
    assert.deepEqual(functions(error).slice(0, 2), ["awaitsInside", "awaits"]);
}

// The app's own error of a timeout is left alone.
{
  await using other = createPool(workers());
  const own = new Error("too slow");
  const { stack } = own;
  const late = other.with({ timeout: { time: 5, error: own } });
  assert.equal(await failure(awaits(() => late.never())), own);
  assert.equal(own.stack, stack);
}
console.log("ok");
