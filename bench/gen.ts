// How long `knit gen` takes for modules of different sizes: `node bench/gen.ts [--json]`, after
// `cargo build --release`. Each run writes its files anew. Times are medians; processor time is what a loaded machine
// tells best.

import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { randomNumbers } from "../tests/roundtrip/random.ts";
import { median } from "./measures/report.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const knit = `${root}target/release/knit`;
const work = `${root}target/bench/gen`;
const runs = 15;

interface Row {
  measure: string;
  /** Milliseconds on all cores together, and by the clock. */
  processor: number;
  clock: number;
  /** At most so many by the clock; undefined for what is only told. */
  bar?: number;
}

/** A module of tasks over interfaces that refer to those before them. */
function moduleOf(tasks: number, types: number, seed: number): string {
  const random = randomNumbers(seed);
  const below = (count: number): number => Math.floor(random() * count);
  const scalars = ["number", "string", "boolean", "bigint", "Date"];
  const scalar = (): string => scalars[below(scalars.length)]!;
  const named = (count: number): string =>
    count === 0 ? scalar() : `Type${below(count)}`;
  const makers: ((count: number) => string)[] = [
    scalar,
    scalar,
    scalar,
    named,
    (count) => `${named(count)}[]`,
    () => `"one" | "two" | ${below(9)}`,
    () => `number[]`,
    () => `[${scalar()}, ${scalar()}]`,
    (count) => `Map<string, ${named(count)}>`,
    (count) => `${named(count)} | null`,
    (count) =>
      `{ kind: "a"; value: ${scalar()} } | { kind: "b"; value: ${named(count)} }`,
  ];
  const type = (count: number): string => makers[below(makers.length)]!(count);
  const lines: string[] = [];
  for (let index = 0; index < types; index += 1) {
    lines.push(`export interface Type${index} {`);
    for (let field = 2 + below(6); field >= 0; field -= 1) {
      const optional = below(5) === 0 ? "?" : "";
      lines.push(`  field${field}${optional}: ${type(Math.min(index, 40))};`);
    }
    lines.push("}", "");
  }
  for (let index = 0; index < tasks; index += 1) {
    const parameters = Array.from(
      { length: 1 + below(3) },
      (_, parameter) => `value${parameter}: ${type(types)}`,
    );
    const head = `task${index}(${parameters.join(", ")})`;
    lines.push(`/** What task ${index} does. */`);
    lines.push(`export async function ${head}: Promise<${type(types)}> {`);
    lines.push("  throw new Error();", "}", "");
  }
  return lines.join("\n");
}

const sources = `${work}/sources`;
rmSync(work, { recursive: true, force: true });
mkdirSync(sources, { recursive: true });
writeFileSync(`${sources}/large.ts`, moduleOf(1000, 300, 1));
const many = Array.from({ length: 100 }, (_, index) => `many${index}.ts`);
many.forEach((file, index) => {
  writeFileSync(`${sources}/${file}`, moduleOf(10, 10, index));
});
cpSync(`${root}examples/quickstart/tasks.ts`, `${sources}/quickstart.ts`);

const rows: Row[] = [
  { ...measured("the quickstart", ["quickstart.ts"]), bar: 30 },
  { ...measured("1,000 tasks over 300 types", ["large.ts"]), bar: 150 },
  measured("100 modules in one call", many),
];
if (process.argv[2] === "--json") console.log(JSON.stringify(rows));
else rows.forEach(tell);

function measured(measure: string, modules: string[]): Row {
  const times = Array.from({ length: runs }, () => once(modules));
  return {
    measure,
    processor: median(times.map(([user, system]) => user + system)),
    clock: median(times.map(([, , clock]) => clock)),
  };
}

/** Milliseconds of one run: in the program, in the system, by the clock. */
function once(modules: string[]): [number, number, number] {
  modules.forEach((module) => {
    const folder = `${sources}/${module.replace(/ts$/, "knit")}`;
    rmSync(folder, { recursive: true, force: true });
  });
  const script = 'TIMEFORMAT="%U %S %R"; time "$@" 2> errors || cat errors';
  const { stdout, stderr } = spawnSync(
    "bash",
    ["-c", script, "bash", knit, "gen", ...modules],
    { cwd: sources, encoding: "utf8" },
  );
  if (stdout !== "") throw new Error(stdout);
  const [user, system, clock] = stderr.trim().split(" ").map(Number);
  return [user! * 1000, system! * 1000, clock! * 1000];
}

function tell({ measure, processor, clock, bar }: Row): void {
  const ratio =
    bar === undefined ? "" : `, ${(clock / bar).toFixed(2)} of ${bar}`;
  const times = `${processor.toFixed(0)} ms of processors`;
  console.log(
    `${measure.padEnd(28)} ${times}, ${clock.toFixed(0)} ms by the clock${ratio}`,
  );
}
