// Many mixed calls at once over four workers: sync, async and throwing, payloads mostly under 2 KB and
// one in fifty up to 1 MiB, through arenas too small for them all. Every answer is checked. Afterwards
// descriptors, mappings and the bytes of buffers are back where they were.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";

import { createPool } from "./tasks.knit/pool.ts";
import type { Row } from "./tasks.ts";

const runtime = process.argv[2] === "process" ? "process" : "thread";
const count = Number(process.argv[3] ?? 10_000);
const largest = 2 ** 20;
const small = 2000;
// Deno makes a pair of sockets for itself once it has had many children; each pool here has four.
const ofItsOwn = "Deno" in globalThis ? 2 : 0;
const threads = 4;
// A collector may keep the last pool, each worker of which has one region.
const ofLast = threads;

// The first storm also loads and compiles whatever is needed once.
await storm(Math.min(count, 2000));
const before = await settled();
await storm(count);
await storm(Math.min(count, 2000));
const after = await settled();
assert(
  after.descriptors <= before.descriptors + ofItsOwn,
  `${after.descriptors} descriptors, ${before.descriptors} before`,
);
assert(
  after.mappings <= ofLast,
  `${after.mappings} mappings of regions, ${before.mappings} before`,
);
assert(
  after.bytes <= before.bytes + largest,
  `${after.bytes} bytes of buffers, ${before.bytes} before`,
);
console.log("ok");

async function storm(calls: number): Promise<void> {
  await using pool = createPool({
    threads,
    worker: { runtime },
    payload: { payloadMaxByteLength: 2 * largest },
  });
  const { call } = pool;
  const random = generator(calls);
  const kinds = [
    addition,
    table,
    binary,
    letters,
    cells,
    failing,
    failingLater,
  ];
  let answered = 0;
  const all = Array.from({ length: calls }, async (_, id) => {
    const size = id % 50 === 7 ? random(largest / 2) : random(small);
    await kinds[id % kinds.length]!(id, size);
    answered += 1;
  });
  await Promise.all(all);
  assert.equal(answered, calls);

  async function addition(id: number): Promise<void> {
    assert.equal(await call.add(id, 1), id + 1);
  }

  async function table(id: number, size: number): Promise<void> {
    const sent: Row[] = Array.from(
      { length: Math.ceil(size / 100) },
      (_, at) => ({
        id: id + at,
        name: `row ${at}`,
        tags: [`${id}`],
        ...(at % 2 === 0 ? { at: new Date(id) } : {}),
      }),
    );
    const got = await call.rows(sent);
    assert.equal(got.length, sent.length);
    got.forEach((row, at) => {
      assert.equal(row.id, -(id + at));
      assert.equal(row.name, `row ${at}`);
      assert.equal(row.tags[0], `${id}`);
      assert.equal(row.at?.getTime(), at % 2 === 0 ? id : undefined);
    });
  }

  async function binary(id: number, size: number): Promise<void> {
    const sent = new Uint8Array(size + 1).fill(id);
    const got = await call.bytes(sent, id & 255);
    assert.equal(got.length, sent.length);
    assert.equal(got.at(0), (id + 1) & 255);
    assert.equal(got.at(-1), (id + 1) & 255);
    assert.equal(sent.at(-1), id & 255);
  }

  async function letters(id: number, size: number): Promise<void> {
    const letter = id % 2 === 0 ? "x" : "ж";
    const got = await call.text(`${id}${letter.repeat(size)}`, id % 11);
    assert(got === `${id}${letter.toUpperCase().repeat(size)}`, `text ${id}`);
  }

  async function cells(id: number, size: number): Promise<void> {
    const sent = new Map<string, unknown>([
      ["id", id],
      ["set", new Set([id, `${size}`])],
      ["bytes", new Uint8Array(size).fill(id)],
    ]);
    const got = (await call.cell(sent)) as typeof sent;
    assert.equal(got.get("id"), id);
    assert((got.get("set") as Set<unknown>).has(`${size}`));
    const bytes = got.get("bytes") as Uint8Array;
    assert.equal(bytes.length, size);
    assert.equal(bytes.at(-1), size === 0 ? undefined : id & 255);
  }

  async function failing(id: number, size: number): Promise<void> {
    const padding = "p".repeat(size);
    const error = await call.fail(id, padding).catch((error: unknown) => error);
    assert(error instanceof RangeError, String(error));
    assert.equal(error.message, `call ${id}`);
    assert.equal((error as RangeError & { padding: string }).padding, padding);
  }

  async function failingLater(id: number): Promise<void> {
    const error = await call.failLater(id).catch((error: unknown) => error);
    assert(error instanceof TypeError, String(error));
    assert.equal(error.message, `call ${id}`);
  }
}

interface Use {
  descriptors: number;
  mappings: number;
  bytes: number;
}

/** What this process holds once collections change it no more. */
async function settled(): Promise<Use> {
  let last = use();
  for (let same = 0; same < 3;) {
    collect();
    await new Promise((resolve) => setTimeout(resolve, 50));
    const now = use();
    same = JSON.stringify(now) === JSON.stringify(last) ? same + 1 : 0;
    last = now;
  }
  return last;
}

function use(): Use {
  const maps = readFileSync("/proc/self/maps", "utf8");
  return {
    descriptors: readdirSync("/proc/self/fd").length,
    mappings: maps.split("\n").filter((line) => line.includes("memfd:knit"))
      .length,
    bytes: process.memoryUsage().arrayBuffers,
  };
}

function collect(): void {
  const { gc, Bun } = globalThis as {
    gc?: () => void;
    Bun?: { gc(force: boolean): void };
  };
  if (Bun !== undefined) Bun.gc(true);
  else gc!();
}

/** Whole numbers below a bound, the same in every run. */
function generator(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}
