// Arrays of numbers into shared memory and out of it, against the engine's own copies between typed arrays:
// `node bench/numbers.ts [--json]`.
//
// The references are `new Float64Array(length).set(items)` and `block.slice()`, each of the class that has elements of
// that width. Neither checks anything, and what `slice` returns is no array. So two more are told of reading: what a
// loop takes that fills an array and does nothing else, and what of it an array takes that nothing is read into.

import { readNumbers } from "../runtime/ts/blocks/read.ts";
import { writeNumbers, type Width } from "../runtime/ts/blocks/write.ts";
import { Reader, Views, Writer } from "../runtime/ts/cursor.ts";
import { runtime } from "./kind.ts";
import { median } from "./measures/report.ts";

const bar = 0.7;
const rounds = 31;
/** So many are moved in each round, in one array or in several. */
const elements = 500_000;
const lengths = [1_000, 100_000];

type Items = readonly (number | bigint)[];

interface Block {
  set(items: Items): void;
  slice(): Block;
  [index: number]: number | bigint;
}

interface Numbers {
  name: string;
  width: Width;
  view: new (lengthOrBuffer: number | ArrayBufferLike) => Block;
  at(index: number): number | bigint;
}

const kinds: Numbers[] = [
  numbers("number[]", "f64", Float64Array, (index) => index + 0.5),
  numbers("number[], integers", "f64", Float64Array, (index) => index),
  numbers("f32[]", "f32", Float32Array, (index) => index + 0.5),
  numbers("i32[]", "i32", Int32Array, (index) => index - 500),
  numbers("u16[]", "u16", Uint16Array, (index) => index & 0xffff),
  numbers("u8[]", "u8", Uint8Array, (index) => index & 0xff),
  numbers("i64[]", "i64", BigInt64Array, (index) => BigInt(index) << 20n),
];

interface Row {
  measure: string;
  length: number;
  /** Nanoseconds for an element. */
  ours: number;
  reference: number;
  /** How fast, compared with the reference. */
  ratio: number;
  holds: boolean;
  /** Of a loop alone, and of the array alone. */
  loop?: number;
  array?: number;
}

const rows = lengths.flatMap((length) =>
  kinds.flatMap((kind) => [writing(kind, length), reading(kind, length)]),
);
if (process.argv[2] === "--json") console.log(JSON.stringify(rows));
else print();

function numbers(
  name: string,
  width: Width,
  view: unknown,
  at: (index: number) => number | bigint,
): Numbers {
  return { name, width, view: view as Numbers["view"], at };
}

function writing(kind: Numbers, length: number): Row {
  const { name, width, view } = kind;
  const items = itemsOf(kind, length);
  const to = new Writer(new Views(new SharedArrayBuffer(16 + length * 8)));
  const write = (): void => {
    to.start(0, 8, 16 + length * 8);
    writeNumbers(to, 0, items, name, width);
  };
  const [ours, reference] = nanoseconds(length, [
    write,
    () => new view(length).set(items),
  ]);
  return row(`write ${name}`, length, ours!, reference!);
}

function reading(kind: Numbers, length: number): Row {
  const { name, width, view } = kind;
  const memory = new SharedArrayBuffer(16 + length * 8);
  const views = new Views(memory);
  const to = new Writer(views);
  to.start(0, 8, memory.byteLength);
  writeNumbers(to, 0, itemsOf(kind, length), name, width);
  const from = new Reader(views);
  const read = (): unknown => {
    from.start(0, to.end, 8);
    return readNumbers(from, 0, width);
  };
  const block = new view(memory.slice(8, 8 + bytesOf(view) * length));
  const loop = loopOf(name, length);
  const [ours, reference, filled, empty] = nanoseconds(length, [
    read,
    () => block.slice(),
    () => loop(block, length),
    () => loop(block, 1),
  ]);
  const told = { loop: filled!, array: empty! };
  return { ...row(`read ${name}`, length, ours!, reference!), ...told };
}

/** An array of that length of which `count` are filled; of its own, as engines note what a function has seen. */
function loopOf(
  name: string,
  length: number,
): (block: Block, count: number) => unknown[] {
  return new Function(
    "block",
    "count",
    `/* ${name} */
    const items = new Array(${length});
    for (let index = 0; index < count; index += 1) items[index] = block[index];
    return items;`,
  ) as (block: Block, count: number) => unknown[];
}

function itemsOf({ at }: Numbers, length: number): Items {
  const items: (number | bigint)[] = [];
  for (let index = 0; index < length; index += 1) items.push(at(index));
  return items;
}

function bytesOf(view: unknown): number {
  return (view as { BYTES_PER_ELEMENT: number }).BYTES_PER_ELEMENT;
}

/** Medians of what each takes for an element, taken in turns. */
function nanoseconds(length: number, works: (() => unknown)[]): number[] {
  const taken: number[][] = works.map(() => []);
  for (let round = -2; round < rounds; round += 1) {
    works.forEach((work, index) => {
      const time = timed(work, length);
      if (round >= 0) taken[index]!.push(time);
    });
  }
  return taken.map(median);
}

function timed(work: () => unknown, length: number): number {
  const start = performance.now();
  for (let moved = 0; moved < elements; moved += length) work();
  return ((performance.now() - start) * 1e6) / elements;
}

function row(
  measure: string,
  length: number,
  ours: number,
  reference: number,
): Row {
  const ratio = reference / ours;
  return { measure, length, ours, reference, ratio, holds: ratio >= bar };
}

function print(): void {
  console.log(`${runtime}, ns for an element; the bar is ${bar}`);
  for (const row of rows) {
    const { ours, reference, ratio, holds, loop, array } = row;
    const told =
      loop === undefined || array === undefined
        ? ""
        : `; a loop alone ${ns(loop)}, of which the array ${ns(array)}`;
    console.log(
      `${row.measure.padEnd(24)} ${String(row.length).padStart(7)}  ` +
        `${ns(ours)} of ${ns(reference)}: ${ratio.toFixed(2)}${holds ? "" : " (missed)"}${told}`,
    );
  }
}

function ns(value: number): string {
  return value.toFixed(2).padStart(6);
}
