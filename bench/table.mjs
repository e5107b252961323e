// Prints the rows of a run: a plain table, or JSON. Adds what needs no JavaScript runtime: `knit gen`.

import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const [file, json, knit] = process.argv.slice(2);
const rows = readFileSync(file, "utf8")
  .split("\n")
  .filter(Boolean)
  .flatMap((line) => JSON.parse(line));
rows.push(generation());

if (json === "yes") console.log(JSON.stringify(rows, undefined, 2));
else printTable(rows);

function generation() {
  const folder = mkdtempSync(join(tmpdir(), "knit-bench-"));
  cpSync("examples/quickstart/tasks.ts", join(folder, "tasks.ts"));
  const times = Array.from({ length: 15 }, () => {
    rmSync(join(folder, "tasks.knit"), { recursive: true, force: true });
    const start = performance.now();
    execFileSync(knit, ["gen", join(folder, "tasks.ts")], { stdio: "ignore" });
    return performance.now() - start;
  }).sort((a, b) => a - b);
  rmSync(folder, { recursive: true });
  const ours = times[times.length >> 1];
  const reference = 30;
  const measure = "knit gen, quickstart, against 30 ms";
  return {
    runtime: "-",
    workers: "-",
    measure,
    ours,
    reference,
    unit: "ms",
    ratio: ours / reference,
    bar: "<= 1",
    holds: ours <= reference,
  };
}

function printTable(rows) {
  const cells = rows.map((row) => [
    row.runtime,
    row.workers,
    row.measure,
    `${round(row.ours)} ${row.unit}`,
    `${round(row.reference)} ${row.unit}`,
    row.ratio.toFixed(2),
    row.bar ?? "",
    row.holds === undefined ? "" : row.holds ? "holds" : "MISSED",
  ]);
  const head = [
    "runtime",
    "workers",
    "measure",
    "knit",
    "reference",
    "ratio",
    "bar",
    "",
  ];
  const widths = head.map((name, column) =>
    Math.max(name.length, ...cells.map((row) => row[column].length)),
  );
  for (const row of [head, ...cells]) {
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column]))
        .join("  ")
        .trimEnd(),
    );
  }
}

function round(value) {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
