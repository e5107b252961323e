// The lines that are said of a pool that is debugged: on stderr, one for each thing that happens, with the side that
// says it and when.

import { runtimeName } from "../platform.ts";
import type { Namespace } from "./namespaces.ts";

/** Says one line. */
export type Say = (text: string) => void;

/** What is asked for; nothing is there for the rest, so that its texts are never made. */
export type Log = { readonly [Name in Namespace]?: Say };

/** What is to be said of a pool. Travels to its workers as JSON. */
export interface Subject {
  readonly namespaces: readonly Namespace[];
  /** Stands before each text: which pool it is about, where there are others. */
  readonly about: string;
}

const silent: Log = {};

/** When the first pool was debugged on this side: the lines of all of them have one clock. */
let from: number | undefined;

/** Opens the log of one side: `host`, or `w0` for the first worker. */
export function openLog(side: string, { namespaces, about }: Subject): Log {
  if (namespaces.length === 0) return silent;
  const start = (from ??= performance.now());
  const say = (name: Namespace, text: string): void => {
    const head = `[${side}·${runtimeName}·+${milliseconds(start)}ms]`;
    console.error(`${head} ${name}: ${about}${inOneLine(text)}`);
  };
  return Object.fromEntries(
    namespaces.map((name) => [name, (text: string) => say(name, text)]),
  );
}

/** What has passed since, in milliseconds. */
export function milliseconds(since: number): string {
  return (performance.now() - since).toFixed(1);
}

/** How a value that was thrown is shown; what it is may be anybody's. */
export function shown(reason: unknown): string {
  try {
    if (!(reason instanceof Error)) return String(reason);
    return `${reason.name}: ${reason.message}`;
  } catch {
    return "something that cannot be shown";
  }
}

/** Names and messages of others may hold line ends, and what terminals take for commands. */
function inOneLine(text: string): string {
  return text
    .replaceAll("\n", "\\n")
    .replace(/[\p{Cc}\u2028\u2029]/gu, (character) => {
      const code = character.charCodeAt(0).toString(16);
      return `\\u${code.padStart(4, "0")}`;
    });
}
