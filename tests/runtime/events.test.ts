// Every channel is documented, with what its messages say.

import assert from "node:assert/strict";
import { subscribe } from "node:diagnostics_channel";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { tell, type PoolEvents } from "../../runtime/ts/events.ts";

const samples: PoolEvents = {
  "knit:pool:created": {
    pool: 1,
    worker: "file:///worker.ts",
    runtime: "thread",
    threads: 2,
    tasks: ["add"],
  },
  "knit:pool:closed": { pool: 1 },
  "knit:worker:started": { pool: 1, seat: 0, milliseconds: 30 },
  "knit:worker:ended": {
    pool: 1,
    seat: 0,
    exitCode: 1,
    signal: null,
    cause: undefined,
  },
  "knit:call:timeout": { pool: 1, task: "add", milliseconds: 5 },
  "knit:call:aborted": { pool: 1, task: "add", reason: "enough" },
  "knit:queue:full": { pool: 1, task: "add", max: 3 },
};

const names = Object.keys(samples) as (keyof PoolEvents)[];

test("each channel is in the table of events, with the fields of its messages", () => {
  const page = readFileSync(
    new URL("../../docs/pools.md", import.meta.url),
    "utf8",
  );
  const rows = page.split("\n").filter((line) => line.startsWith("| `knit:"));
  assert.deepEqual(
    rows.map((row) => row.split("`")[1]),
    names,
  );
  names.forEach((name, index) => {
    for (const field of Object.keys(samples[name]))
      if (field !== "pool")
        assert(rows[index]!.includes(`\`${field}\``), field);
  });
});

test("a message is made for those who listen, and only then", () => {
  for (const name of names)
    tell(name, () => assert.fail("nobody listens to it"));
  const seen: unknown[] = [];
  for (const name of names) subscribe(name, (message) => seen.push(message));
  for (const name of names) tell(name, () => samples[name]);
  assert.deepEqual(seen, Object.values(samples));
});
