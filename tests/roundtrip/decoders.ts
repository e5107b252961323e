// Gives the generated decoders of every type bytes that no encoder has written.
//
//     decoders.ts ROUNDS SECONDS SEED FOLDER...
//
// What comes out has to be a value of the type or an error that says that the memory is damaged, within a
// bounded time and of a bounded size. Each message is read in two places with other bytes around it: what
// comes out may not differ. Goes on for so many rounds, and for so many seconds.

import { readFileSync } from "node:fs";
import { inspect } from "node:util";
import fc from "fast-check";
import { Types } from "./belongs.ts";
import { Reader, Views, Writer } from "../../runtime/ts/cursor.ts";
import { Damager } from "./messages.ts";
import { randomNumbers } from "./random.ts";
import { difference } from "./same.ts";
import { echoes } from "./schema.ts";
import type { Schema, Shape } from "./schema.ts";
import { Values } from "./values.ts";
import { weight } from "./weight.ts";

/** Valid messages of each type in a round, and how often each is damaged. */
const MESSAGES = 3;
const DAMAGES = 8;
/** The longest that reading a message may take, in milliseconds; most take microseconds. */
const PATIENCE = 5000;
/** Messages start here, so that offsets and absolute places differ. */
const BASE = 4096;
const ROOM = 1 << 20;

type Write = (to: Writer, value: unknown) => void;
type Read = (from: Reader) => unknown;

/** One decoder of one type. */
interface Decoder {
  where: string;
  shape: Shape;
  types: Types;
  fixed: number;
  values: fc.Arbitrary<unknown>;
  write: Write;
  read: Read;
  /** Whether anything at all may come out. */
  isOpen: boolean;
}

interface Place {
  views: Views;
  filler: number;
  from: Reader;
}

/** What a decoder threw; errors can also be what it read. */
class Thrown {
  readonly message: string;

  constructor(message: string) {
    this.message = message;
  }
}

const [rounds, seconds, seed, ...folders] = process.argv.slice(2);
const decoders: Decoder[] = [];
for (const folder of folders) decoders.push(...(await decodersOf(folder)));
const places = [
  place(new ArrayBuffer(ROOM), 0),
  place(new SharedArrayBuffer(ROOM), 0xa5),
];
const to = new Writer(new Views(new ArrayBuffer(ROOM)));

let executions = 0;
let values = 0;
let round = 0;
const end = performance.now() + Number(seconds) * 1000;
for (; round < Number(rounds) || performance.now() < end; round += 1) {
  const damager = new Damager(randomNumbers(Number(seed) + round));
  for (const decoder of decoders) attack(decoder, damager);
}
console.log(
  `${decoders.length} decoders, ${round} rounds, ${executions} messages: ${values} values, ${executions - values} errors`,
);

function attack(decoder: Decoder, damager: Damager): void {
  const options = { numRuns: MESSAGES, seed: Number(seed) + round };
  for (const value of fc.sample(decoder.values, options)) {
    to.start(BASE, decoder.fixed, ROOM);
    to.u8.fill(0, BASE, BASE + decoder.fixed);
    decoder.write(to, value);
    const message = to.u8.slice(BASE, to.end);
    attempt(decoder, message);
    for (let damages = 0; damages < DAMAGES; damages += 1)
      attempt(decoder, damager.damaged(message, decoder.fixed));
    attempt(decoder, damager.random(decoder.fixed));
  }
}

function attempt(decoder: Decoder, message: Uint8Array): void {
  executions += 1;
  const [one, other] = places.map((place) => outcome(decoder, place, message));
  const same =
    one instanceof Thrown && other instanceof Thrown
      ? one.message === other.message
      : decoder.isOpen
        ? show(one) === show(other)
        : difference(one, other) === undefined;
  if (!same)
    fail(
      decoder,
      message,
      `depends on other bytes:\n${show(one)}\n${show(other)}`,
    );
  if (one instanceof Thrown) return;
  values += 1;
  if (!decoder.isOpen && !decoder.types.has(decoder.shape, one))
    fail(decoder, message, `is none of the type: ${show(one)}`);
  if (weight(one) > 64 * message.length + 1024)
    fail(decoder, message, `is larger than its message: ${weight(one)}`);
}

function outcome(
  decoder: Decoder,
  { views, filler, from }: Place,
  message: Uint8Array,
): unknown {
  views.u8.set(message, BASE);
  const start = performance.now();
  try {
    from.start(BASE, message.length, decoder.fixed);
    return decoder.read(from);
  } catch (error) {
    if (!isTyped(error, decoder.isOpen))
      fail(decoder, message, `throws ${inspect(error)}`);
    return new Thrown((error as Error).message);
  } finally {
    views.u8.fill(filler, BASE, BASE + message.length);
    const took = performance.now() - start;
    if (took > PATIENCE) fail(decoder, message, `takes ${took} ms`);
  }
}

/** What is open is made by constructors of the language, which have words of their own. */
function isTyped(error: unknown, isOpen: boolean): boolean {
  if (!(error instanceof RangeError || error instanceof TypeError))
    return false;
  return isOpen
    ? !/call stack/.test(error.message)
    : error.message.startsWith("the shared memory holds ");
}

function fail({ where }: Decoder, message: Uint8Array, what: string): never {
  const bytes = Buffer.from(message).toString("hex");
  throw new Error(`${where}, seed ${seed}, round ${round}: ${what}\n${bytes}`);
}

function show(value: unknown): string {
  return inspect(value, { depth: 6, maxArrayLength: 20 });
}

function place(buffer: ArrayBufferLike, filler: number): Place {
  const views = new Views(buffer);
  views.u8.fill(filler);
  return { views, filler, from: new Reader(views) };
}

/** Two for each type: that of arguments and that of results. */
async function decodersOf(folder: string): Promise<Decoder[]> {
  const generated = new URL(`../../${folder}/echo.knit/`, import.meta.url);
  const text = readFileSync(new URL("schema.json", generated), "utf8");
  const schema = JSON.parse(text) as Schema;
  const address = new URL("wire.ts", generated).href;
  const wire = (await import(address)) as Record<string, never>;
  const types = new Types(schema);
  // A pattern is checked by the encoder alone.
  const isOpen = /"dynamic"|"patterns": \[\s*\{/.test(text);
  const arbitraries = new Values(schema);
  return echoes(schema).flatMap(({ name, shape }) => {
    const task = schema.tasks.find((task) => task.name === name)!;
    const title = name.replace("echo", "Echo");
    const shared = { shape, types, isOpen, values: arbitraries.of(shape) };
    const run = wire[`run${title}`] as unknown as (
      from: Reader,
      task: (value: unknown) => unknown,
    ) => unknown;
    const known: Decoder = {
      ...shared,
      where: `${folder} ${name}, arguments`,
      fixed: task.request.size,
      write: wire[`write${title}Request`]! as Write,
      read: (from) => run(from, (value) => value),
    };
    const read: Read | undefined = wire[`read${title}Response`];
    // A result that is dropped has no decoder.
    if (read === undefined) return [known];
    const result: Decoder = {
      ...shared,
      where: `${folder} ${name}, result`,
      fixed: task.response.size,
      write: wire[`write${title}Response`]! as Write,
      read,
    };
    return [known, result];
  });
}
