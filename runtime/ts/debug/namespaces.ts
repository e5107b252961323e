// What can be said of a pool while it is debugged, and who asks for it: the option `debug`, and `KNIT_DEBUG` from
// outside of the program. What either asks for is said.

import { only, wrong, yesOrNo } from "../validate.ts";

/** What each of these says is told by `DebugOptions`. */
export const namespaces = [
  "host",
  "globals",
  "signals",
  "imports",
  "lifecycle",
] as const;

export type Namespace = (typeof namespaces)[number];

/** What a pool and its workers say on stderr. */
export interface DebugOptions {
  /** What the pool is when it is made: its tasks and workers, and the sizes and limits that hold for it. */
  readonly host?: boolean;
  /** In each worker: what its bootstrap and the task modules add to `globalThis`, change there and take away. */
  readonly globals?: boolean;
  /** Each call, on the host and in its worker: where it goes, and how it comes out. */
  readonly signals?: boolean;
  /** In each worker: how long the task module and those of imported tasks took to load. */
  readonly imports?: boolean;
  /** How the pool and its workers start and end. */
  readonly lifecycle?: boolean;
}

const variable = "KNIT_DEBUG";

/** The value of the variable that was complained of, so that many pools complain once. */
let complainedOf: string | undefined;

/** Checks the option; what it and the environment ask for. */
export function readDebug(given: unknown): readonly Namespace[] {
  const asked = new Set([...optionOf(given), ...environmentOf()]);
  return namespaces.filter((name) => asked.has(name));
}

function optionOf(given: unknown): readonly Namespace[] {
  if (given === undefined || given === false) return [];
  if (given === true) return namespaces;
  if (typeof given !== "object" || given === null)
    throw wrong("debug", "true, false or an object", given);
  only(given, "debug", namespaces);
  const options = given as DebugOptions;
  return namespaces.filter((name) => yesOrNo(options[name], `debug.${name}`));
}

/** What the variable asks for. It is set by who runs the program, so that a wrong name must not end it. */
function environmentOf(): readonly Namespace[] {
  const value = process.env[variable];
  if (value === undefined || value === "") return [];
  const words = value.split(",").map((word) => word.trim());
  const unknown = words.filter((word) => !isKnown(word));
  if (unknown.length > 0) complain(value, unknown);
  if (words.includes("*")) return namespaces;
  return namespaces.filter((name) => words.includes(name));
}

function isKnown(word: string): boolean {
  return (
    word === "" || word === "*" || namespaces.some((name) => name === word)
  );
}

function complain(value: string, unknown: readonly string[]): void {
  if (complainedOf === value) return;
  complainedOf = value;
  // As JSON, which is one line whatever the names hold.
  const names = unknown.map((word) => JSON.stringify(word)).join(", ");
  console.error(
    `${variable}: nothing is called ${names}; there are ${namespaces.join(", ")}, and * for all`,
  );
}
