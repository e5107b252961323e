// Very many pools, made and closed, half of them with calls in flight: no thread, descriptor or child is
// left, and no more memory is used than by as many bare workers, made and ended in the same way.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";

import { PoolClosedError } from "@knit/runtime";

import { createPool } from "./tasks.knit/pool.ts";

const runtime = process.argv[2] === "process" ? "process" : "thread";
const count = Number(process.argv[3] ?? 1000);
const module = new URL("./bare.ts", import.meta.url);
const mebi = 2 ** 20;
// Bun's collector may keep the last region for a while, with all of its pages; a thousand would still show. Elsewhere
// small regions are no measure: the allocator keeps what it got back in pieces of a few MiB.
const payload = "Bun" in globalThis ? { payloadMaxByteLength: mebi } : {};
/** What a collector may hold back that is no leak, in bytes. */
const slack = 24 * mebi;
// Engines start a few threads of their own when they want them; a leak would be one for each pool.
const helpers = 4;
// Deno makes a pair of sockets for itself once it has had many children.
const ofItsOwn = "Deno" in globalThis ? 2 : 0;
/** The region of the last worker, which a collector may keep. */
const ofLast = 1;

// Both once before: what is loaded and compiled once is nobody's leak.
await repeat(10, bare);
await repeat(10, pool);
const before = await settled();
await repeat(count, bare);
const between = await settled();
await repeat(count, pool);
const after = await settled();

const used = {
  bare: between.bytes - before.bytes,
  pools: after.bytes - between.bytes,
};
console.log(
  `${count} ${runtime} workers: bare ${show(used.bare)}, pools ${show(used.pools)}; threads ${before.threads} ${after.threads}, descriptors ${before.descriptors} ${after.descriptors}`,
);
assert(after.threads <= before.threads + helpers, "threads were left");
assert(
  after.descriptors <= before.descriptors + ofItsOwn,
  "descriptors were left",
);
assert.equal(after.children, before.children, "children were left");
assert(after.mappings <= before.mappings + ofLast, "mappings were left");
assert(used.pools <= Math.max(0, used.bare) + slack, "memory was left");
console.log("ok");

async function repeat(
  times: number,
  one: (isBusy: boolean) => Promise<void>,
): Promise<void> {
  for (let time = 0; time < times; time += 1) await one(time % 2 === 0);
}

async function pool(isBusy: boolean): Promise<void> {
  const pool = createPool({
    threads: 1,
    worker: { runtime },
    payload,
  });
  assert.equal(await pool.call.add(1, 2), 3);
  const calls = isBusy
    ? [pool.call.text("x", 10_000), pool.call.text("y", 10_000)]
    : [];
  const outcomes = Promise.allSettled(calls);
  await pool.shutdown();
  for (const each of await outcomes)
    assert(
      each.status === "rejected" && each.reason instanceof PoolClosedError,
    );
}

async function bare(isBusy: boolean): Promise<void> {
  if (runtime === "process") return bareProcess(isBusy);
  const worker = new Worker(module);
  const answer = new Promise((resolve) => worker.once("message", resolve));
  worker.postMessage([1, 2]);
  await answer;
  if (isBusy) worker.postMessage([3, 4]);
  await worker.terminate();
}

async function bareProcess(isBusy: boolean): Promise<void> {
  const flags =
    "Deno" in globalThis
      ? ["run", "-A", "--quiet", "--node-modules-dir=manual"]
      : [];
  const child = spawn(process.execPath, [...flags, fileURLToPath(module)], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const gone = new Promise((resolve) => child.once("close", resolve));
  const answer = new Promise((resolve) => child.stdout.once("data", resolve));
  child.stdin.write("1\n");
  await answer;
  if (isBusy) child.stdin.write("2\n");
  child.kill("SIGKILL");
  await gone;
}

interface Use {
  threads: number;
  descriptors: number;
  children: number;
  mappings: number;
  bytes: number;
}

/** What this process holds once that does not become less any more. */
async function settled(): Promise<Use> {
  let least = use();
  for (let same = 0; same < 8; same += 1) {
    collect();
    await new Promise((resolve) => setTimeout(resolve, 50));
    const now = use();
    if (isLess(now, least)) same = 0;
    least = {
      threads: Math.min(now.threads, least.threads),
      descriptors: Math.min(now.descriptors, least.descriptors),
      children: Math.min(now.children, least.children),
      mappings: Math.min(now.mappings, least.mappings),
      bytes: Math.min(now.bytes, least.bytes),
    };
  }
  return least;
}

/** By more than what changes all the time. */
function isLess(now: Use, least: Use): boolean {
  return (
    now.threads < least.threads ||
    now.descriptors < least.descriptors ||
    now.children < least.children ||
    now.mappings < least.mappings ||
    now.bytes < least.bytes - mebi / 4
  );
}

function use(): Use {
  const threads = readdirSync("/proc/self/task");
  const maps = readFileSync("/proc/self/maps", "utf8");
  const children = threads.map((thread) => childrenOf(thread)).join(" ");
  return {
    threads: threads.length,
    descriptors: readdirSync("/proc/self/fd").length,
    children: children.split(" ").filter(Boolean).length,
    mappings: maps.split("\n").filter((line) => line.includes("memfd:knit"))
      .length,
    bytes: process.memoryUsage().rss,
  };
}

function childrenOf(thread: string): string {
  try {
    return readFileSync(`/proc/self/task/${thread}/children`, "utf8");
  } catch {
    // The thread has ended, or the system does not tell.
    return "";
  }
}

function collect(): void {
  const { gc, Bun } = globalThis as {
    gc?: () => void;
    Bun?: { gc(force: boolean): void };
  };
  if (Bun !== undefined) Bun.gc(true);
  else gc!();
}

function show(bytes: number): string {
  return `${(bytes / mebi).toFixed(1)} MiB`;
}
