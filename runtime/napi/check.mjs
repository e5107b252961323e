// Loads the module given as the first argument and holds it to what `src/lib.rs` promises: in the
// main thread, in worker threads and between processes, until the last mapping is collected. Runs
// unmodified on Node.js (with --expose-gc), Deno (with --v8-flags=--expose-gc) and Bun.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import process from "node:process";
import {
  Worker,
  isMainThread,
  parentPort,
  workerData,
} from "node:worker_threads";

const size = 3 * 1024 * 1024 + 24;
const self = fileURLToPath(import.meta.url);
const [path, role] = isMainThread
  ? process.argv.slice(2)
  : [workerData.path, "thread"];
const knit = createRequire(import.meta.url)(path);

if (role === "thread") thread();
else if (role === "process") other();
else await main();

async function main() {
  await shares();
  await survivesThreads();
  makesGarbage();
  await isCollected();
  console.log("ok");
}

async function shares() {
  const { buffer, descriptor } = knit.createRegion(size);
  const words = new Int32Array(buffer);
  assert.equal(buffer.byteLength, size);
  assert.ok(words.every((word) => word === 0));
  assert.equal(typeof knit.layoutVersion(), "number");

  sharesInOneThread(words, descriptor);
  refuses(buffer, descriptor);
  bells();
  await sharesWithThreads(words, descriptor);
  await sharesWithProcess(words, descriptor);
  knit.closeDescriptor(descriptor);
  assert.throws(
    () => knit.openRegion(descriptor, size),
    /not one of shared memory/,
  );
}

function sharesInOneThread(words, descriptor) {
  const again = new Int32Array(knit.openRegion(descriptor, size));
  Atomics.store(words, 5, 55);
  assert.equal(Atomics.load(again, 5), 55);
  again[again.length - 1] = -1;
  assert.equal(words.at(-1), -1);
}

function refuses(buffer, descriptor) {
  const words = [
    [
      () => knit.createRegion(),
      TypeError,
      /`bytes` must be a number, not undefined/,
    ],
    [() => knit.createRegion("1"), TypeError, /not a string/],
    [
      () => knit.createRegion(-1),
      RangeError,
      /`bytes` must be an integer from 0/,
    ],
    [() => knit.createRegion(1.5), RangeError, /not 1.5/],
    [() => knit.createRegion(NaN), RangeError, /not NaN/],
    [() => knit.createRegion(0), RangeError, /cannot have 0 bytes/],
    [() => knit.createRegion(2 ** 53 - 1), RangeError, /cannot have/],
    [() => knit.createRegion(2 ** 51), Error, /could not be made/],
    [() => knit.openRegion(-1, size), RangeError, /`descriptor` must be/],
    [
      () => knit.openRegion(2 ** 31 - 1, size),
      Error,
      /not one of shared memory/,
    ],
    [() => knit.openRegion(descriptor, size + 1), Error, /announced/],
    [() => knit.closeDescriptor(2 ** 31 - 1), Error, /could not be closed/],
    [() => knit.wait(new ArrayBuffer(8), 0, 0, 0), TypeError, /must come from/],
    [
      () => knit.wait(new Uint8Array(8), 0, 0, 0),
      TypeError,
      /must be an ArrayBuffer/,
    ],
    [() => knit.wait(buffer, 2, 0, 0), RangeError, /no word at offset 2/],
    [() => knit.wait(buffer, size, 0, 0), RangeError, /no word at offset/],
    [() => knit.wait(buffer, 0, -1, 0), RangeError, /`expected`/],
    [() => knit.wait(buffer, 0, 0, -1), RangeError, /`timeoutMicroseconds`/],
    [() => knit.wait(buffer, 0, 0, NaN), RangeError, /`timeoutMicroseconds`/],
    [
      () => knit.wake(buffer, 0, {}),
      TypeError,
      /`count` must be a number, not another object/,
    ],
    [() => knit.ring(), TypeError, /`descriptor` must be a number/],
    [() => knit.ring(2 ** 31 - 1), Error, /could not be rung/],
    [() => knit.dieWithParent(-1), RangeError, /`parentPid`/],
  ];
  for (const [call, kind, message] of words) {
    assert.throws(call, (error) => {
      assert.equal(error.constructor, kind, error.message);
      assert.match(error.message, message);
      return true;
    });
  }
  assert.equal(knit.wait(buffer, 0, 0, 1000), false);
  assert.equal(knit.wait(buffer, 0, 1, Infinity), true);
  assert.equal(knit.wake(buffer, 0, 1), 0);
}

/** A file is no bell, but it takes a byte, as a pipe does. */
function bells() {
  const sink = fs.openSync("/dev/null", "w");
  assert.equal(typeof knit.ring(sink), "boolean");
  fs.closeSync(sink);
}

async function sharesWithThreads(words, descriptor) {
  Atomics.store(words, 0, 0);
  Atomics.store(words, 1, 0);
  const threads = [1, 2].map(
    () => new Worker(self, { workerData: { path, descriptor, size } }),
  );
  const ended = threads.map((worker) => end(worker));
  answer(words, 2);
  for (const code of await Promise.all(ended)) assert.equal(code, 0);
}

async function sharesWithProcess(words, descriptor) {
  Atomics.store(words, 0, 0);
  Atomics.store(words, 1, 0);
  const flags = "Deno" in globalThis ? ["run", "-A"] : [];
  const child = spawn(process.execPath, [...flags, self, path, "process"], {
    stdio: ["inherit", "inherit", "inherit", descriptor, "pipe"],
  });
  const bell = child.stdio[4];
  const rang = new Promise((resolve) => bell.once("data", resolve));
  const ended = end(child);
  answer(words, 1);
  await rang;
  assert.equal(knit.ring(bell._handle.fd), true);
  const closed = new Promise((resolve) => bell.once("close", resolve));
  assert.equal(await ended, 0);
  bell.resume();
  await closed;
}

function end(worker) {
  return new Promise((resolve, reject) => {
    worker.once("error", reject);
    worker.once("exit", resolve);
  });
}

/** Word 0 counts those who wait for word 1 to change, word 2 those who saw it. */
function answer(words, others) {
  for (;;) {
    const found = Atomics.load(words, 0);
    if (found === others) break;
    assert.equal(knit.wait(words.buffer, 0, found, 20e6), true, "nobody came");
  }
  Atomics.store(words, 1, 1);
  knit.wake(words.buffer, 4, 0xffffffff);
}

function meet(buffer) {
  const words = new Int32Array(buffer);
  Atomics.add(words, 0, 1);
  knit.wake(buffer, 0, 1);
  while (Atomics.load(words, 1) === 0) {
    assert.equal(knit.wait(buffer, 4, 0, 20e6), true, "nobody answered");
  }
}

function thread() {
  if (workerData.leave) {
    globalThis.kept = knit.createRegion(size);
    knit.closeDescriptor(globalThis.kept.descriptor);
    parentPort.postMessage("mapped");
    return;
  }
  meet(knit.openRegion(workerData.descriptor, workerData.size));
}

/** The other process: its memory is descriptor 3, its bell descriptor 4. */
function other() {
  assert.equal(knit.dieWithParent(process.ppid), true);
  meet(knit.openRegion(3, size));
  knit.closeDescriptor(3);
  assert.equal(knit.ring(4), true);
  const byte = new Uint8Array(1);
  fs.readSync(4, byte);
}

/** Threads that end, or are ended, while their mappings live. */
async function survivesThreads() {
  for (const isEnded of [false, true, true]) {
    const worker = new Worker(self, { workerData: { path, leave: true } });
    const ended = end(worker);
    await new Promise((resolve) => worker.once("message", resolve));
    if (isEnded) await worker.terminate();
    await ended;
  }
}

function makesGarbage() {
  for (let round = 0; round < 20; round += 1) {
    const { buffer, descriptor } = knit.createRegion(size);
    new Uint8Array(buffer).fill(round);
    knit.closeDescriptor(descriptor);
  }
}

async function isCollected() {
  if (process.platform !== "linux") return;
  for (let turn = 0; turn < 200 && mappings() > 0; turn += 1) {
    collect();
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  assert.equal(mappings(), 0);
  assert.equal(descriptors(), 0);
}

function collect() {
  if ("Bun" in globalThis) globalThis.Bun.gc(true);
  else globalThis.gc();
}

function mappings() {
  return (
    fs.readFileSync("/proc/self/maps", "utf8").split("memfd:knit").length - 1
  );
}

function descriptors() {
  return fs.readdirSync("/proc/self/fd").filter(isMemory).length;
}

function isMemory(descriptor) {
  try {
    return fs
      .readlinkSync(`/proc/self/fd/${descriptor}`)
      .includes("memfd:knit");
  } catch {
    return false;
  }
}
