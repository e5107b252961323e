// Literals and booleans: few values that are known beforehand travel as an index.

import { mismatch } from "./check.ts";
import { corrupt, type Reader } from "./cursor.ts";

/** Checks the one value that a single literal allows; nothing of it travels. */
export function exactly(value: unknown, expected: unknown): void {
  if (value !== expected) throw mismatch(spell(expected), value);
}

/** The index of a value in the list of literals that its type allows. */
export function literal(value: unknown, table: readonly unknown[]): number {
  const index = table.indexOf(value);
  if (index < 0) throw mismatch(spellAll(table), value);
  return index;
}

/** The literal at an index that came from shared memory. */
export function choice(
  table: readonly unknown[],
  index: number | undefined,
): unknown {
  if (index === undefined || index >= table.length)
    throw corrupt("a literal that is not in the list");
  return table[index];
}

export function readBoolean(from: Reader, at: number): boolean {
  const byte = from.u8[at]!;
  if (byte > 1) throw corrupt(`the boolean ${byte}`);
  return byte === 1;
}

const longest = 60;

function spellAll(table: readonly unknown[]): string {
  let text = "";
  for (const value of table) {
    const next = text === "" ? spell(value) : `${text} | ${spell(value)}`;
    if (next.length > longest) return `${text} | …`;
    text = next;
  }
  return text;
}

function spell(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "bigint") return `${value}n`;
  return String(value);
}
