// Sends random values of every type of the modules beside it through a worker that sends them back.
//
//     main.ts COUNT SEED FOLDER...
//
// Each folder has an `echo.ts` whose tasks return their one argument. Prints how many values came back
// as they were, and fails at the first that did not, with what it takes to see it again.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { inspect } from "node:util";
import fc from "fast-check";
import { difference } from "./same.ts";
import { echoes } from "./schema.ts";
import type { Schema } from "./schema.ts";
import { Values } from "./values.ts";

/** So many calls are in flight at once. */
const BATCH = 100;

type Echo = (value: unknown) => Promise<unknown>;
interface Module {
  createPool(): AsyncDisposable & { call: Record<string, Echo> };
}

const [count, seed, ...folders] = process.argv.slice(2);
const options = { numRuns: Number(count), seed: Number(seed) };
let types = 0;
let values = 0;
for (const folder of folders) await roundTrips(folder);
console.log(`${types} types, ${values} values, none different`);

async function roundTrips(folder: string): Promise<void> {
  const generated = new URL(`../../${folder}/echo.knit/`, import.meta.url);
  const text = readFileSync(new URL("schema.json", generated), "utf8");
  const schema = JSON.parse(text) as Schema;
  const address = new URL("pool.ts", generated).href;
  const { createPool } = (await import(address)) as Module;
  await using pool = createPool();
  const arbitraries = new Values(schema);
  for (const { name, shape } of echoes(schema)) {
    const sample = fc.sample(arbitraries.of(shape), options);
    for (let at = 0; at < sample.length; at += BATCH) {
      const batch = sample.slice(at, at + BATCH);
      await Promise.all(
        batch.map((sent) => echo(pool.call[name]!, sent, name)),
      );
    }
    types += 1;
    values += sample.length;
  }

  async function echo(call: Echo, sent: unknown, name: string): Promise<void> {
    const where = `${folder} ${name}, seed ${seed}`;
    try {
      const back = await call(sent);
      assert.equal(difference(sent, back), undefined);
      // Bun's takes twice as long for each map within a map.
      if (!("Bun" in globalThis)) assert.deepStrictEqual(back, sent);
    } catch (error) {
      const shown = inspect(sent, { depth: 12 });
      throw new Error(`${where}: ${shown}`, { cause: error });
    }
  }
}
