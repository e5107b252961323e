// Sends values that are not of their types: a valid value of each type with one place damaged.
//
//     wrong.ts COUNT SEED FOLDER...
//
// Each call has to reject with a TypeError that names the place, nothing may be sent, and valid calls have
// to be answered in between. Prints how many values there were of each kind of damage, and those that were
// not told as they should be; fails where these are more than one in a hundred.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { inspect } from "node:util";
import fc from "fast-check";
import { Types } from "./belongs.ts";
import { Damage, isNone } from "./damage.ts";
import type { Site } from "./damage.ts";
import { randomNumbers } from "./random.ts";
import { difference } from "./same.ts";
import { echoes } from "./schema.ts";
import type { Schema, Shape } from "./schema.ts";
import { Values } from "./values.ts";

/** Wrong values between two valid ones. */
const BATCH = 20;

/** Of a call that does not reject. */
const accepted = "not rejected";

type Call = (value: unknown) => Promise<unknown>;
interface Module {
  createPool(options: {
    threads: number;
  }): AsyncDisposable & { call: Record<string, Call> };
}

interface Wrong {
  site: Site;
  value: unknown;
}

const [count, seed, ...folders] = process.argv.slice(2);
const options = { numRuns: Number(count), seed: Number(seed) };
const random = randomNumbers(options.seed);
const kinds = new Map<string, number>();
const faults: string[] = [];
let types = 0;
for (const folder of folders) await module(folder);

const total = [...kinds.values()].reduce((sum, number) => sum + number, 0);
const told = total - faults.length;
const share = ((100 * told) / total).toFixed(2);
const list = [...kinds].map(([kind, number]) => `${kind} ${number}`).sort();
console.log(
  `${types} types, ${total} wrong values (${list.join(", ")}): ${told} rejected with their path, ${share} %`,
);
for (const fault of faults.slice(0, 50)) console.log(fault);
assert.ok(told >= 0.99 * total);

async function module(folder: string): Promise<void> {
  const generated = new URL(`../../${folder}/echo.knit/`, import.meta.url);
  const text = readFileSync(new URL("schema.json", generated), "utf8");
  const schema = JSON.parse(text) as Schema;
  const address = new URL("pool.ts", generated).href;
  const { createPool } = (await import(address)) as Module;
  await using pool = createPool({ threads: 1 });
  const values = new Values(schema);
  const damage = new Damage(new Types(schema));
  let sent = 0;
  for (const { name, shape } of echoes(schema)) {
    const valid = fc.sample(values.of(shape), options);
    const call = pool.call[name]!;
    const where = `${folder} ${name}`;
    types += 1;
    for (let at = 0; at < valid.length; at += BATCH) {
      for (const value of valid.slice(at, at + BATCH)) {
        const wrong = wrongOf(damage, shape, value);
        if (wrong === undefined) continue;
        // A fault already, which was sent all the same.
        if (await attempt(call, name, wrong, where)) sent += 1;
      }
      assert.equal(difference(valid[at], await call(valid[at])), undefined);
      sent += 1;
    }
  }
  assert.equal(await pool.call["calls"]!(undefined), sent);
}

/** The value with one of its places damaged, each as likely as the others; undefined where none can be. */
function wrongOf(
  damage: Damage,
  shape: Shape,
  value: unknown,
): Wrong | undefined {
  const sites = [...damage.sites(shape, value, "value")];
  while (sites.length > 0) {
    const [site] = sites.splice(below(sites.length), 1);
    const { damaged } = site!;
    if (damaged.length === 0) continue;
    const wrong = damaged[below(damaged.length)]!();
    if (!isNone(wrong)) return { site: site!, value: wrong };
  }
  return undefined;
}

function below(count: number): number {
  return Math.floor(random() * count);
}

/** Says whether the value was taken. */
async function attempt(
  call: Call,
  name: string,
  { site, value }: Wrong,
  where: string,
): Promise<boolean> {
  kinds.set(site.kind, (kinds.get(site.kind) ?? 0) + 1);
  const expected = `${name}: ${site.way}: expected `;
  const outcome = await outcomeOf(() => call(value));
  const isTold =
    outcome instanceof TypeError && outcome.message.startsWith(expected);
  if (isTold) return false;
  const shown = outcome instanceof Error ? outcome.message : outcome;
  const given = inspect(value, { depth: 9, breakLength: Infinity });
  faults.push(`${where}, ${site.kind}, ${site.way}: ${shown}\n    ${given}`);
  return outcome === accepted;
}

/** What a call rejects with. */
async function outcomeOf(call: () => Promise<unknown>): Promise<unknown> {
  let answer: Promise<unknown>;
  try {
    answer = call();
  } catch (error) {
    return `thrown: ${error}`;
  }
  return answer.then(
    () => accepted,
    (error: unknown) => error,
  );
}
