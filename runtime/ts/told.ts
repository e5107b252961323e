// What a worker tells the host when it starts: the options of tasks, which the host cannot know, as it
// never evaluates the module. Imported tasks are loaded here as well.

import { Mismatch } from "./check.ts";
import { Reader, Views, type Writer } from "./cursor.ts";
import { isImported, type ImportedDefinition } from "./define.ts";
import type { Definition } from "./definition.ts";
import { readDynamic } from "./dynamic/read.ts";
import { writeDynamic } from "./dynamic/write.ts";
import { readTimeout, type Timeout } from "./timeout.ts";

/** What generated code says of a task that was made by a call. */
export interface DefinedTask {
  readonly name: string;
  /** What `task` or `importTask` gave; absent for a plain function. */
  readonly definition?: Definition;
  /** Loads the module of an imported task. */
  readonly load?: () => Promise<object>;
  /** The task module, where only the definition knows which module that is. */
  readonly base?: URL;
}

/** The timeouts of tasks by name. */
export type Told = Readonly<Record<string, unknown>>;

/** Makes tasks ready to run; returns what the host is to be told, if there is anything. */
export async function readyTasks(
  tasks: readonly DefinedTask[],
): Promise<Told | undefined> {
  const told: Record<string, unknown> = {};
  for (const task of tasks) {
    if (!("definition" in task)) continue;
    const { definition, name } = task;
    if (typeof definition?.f !== "function")
      throw new TypeError(
        `task \`${name}\` is not what \`task\` or \`importTask\` of @knit/runtime gives: run \`knit gen\` again`,
      );
    if (isImported(definition)) definition.f = await imported(task, definition);
    if (definition.timeout !== undefined) told[name] = definition.timeout;
  }
  return Object.keys(told).length === 0 ? undefined : told;
}

async function imported(
  task: DefinedTask,
  { href, exported }: ImportedDefinition,
): Promise<Definition["f"]> {
  const module = await loaded(task, href);
  const found = module[exported];
  if (typeof found === "function") return found as Definition["f"];
  const functions = Object.keys(module).filter(
    (name) => typeof module[name] === "function",
  );
  const there = functions.map((name) => `\`${name}\``).join(", ");
  throw new TypeError(
    `task \`${task.name}\`: \`${exported}\` of ${href} is ${exported in module ? "no function" : "missing"}; the functions there are ${there || "none"}`,
  );
}

/** The module of an imported task, loaded where it was not before. */
export function moduleOf(
  { load, base }: DefinedTask,
  href: string,
): Promise<object> {
  return load === undefined ? import(new URL(href, base).href) : load();
}

async function loaded(
  task: DefinedTask,
  href: string,
): Promise<Readonly<Record<string, unknown>>> {
  try {
    const module = await moduleOf(task, href);
    return module as Readonly<Record<string, unknown>>;
  } catch (error) {
    throw new Error(
      `task \`${task.name}\`: ${href} cannot be loaded: ${messageOf(error)}`,
      { cause: error },
    );
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Writes what the host is told. */
export function writeTold(to: Writer, told: unknown): void {
  try {
    writeDynamic(to, to.base, told);
  } catch (error) {
    if (!(error instanceof Mismatch)) throw error;
    const [name = "", ...path] = error.path;
    error.path.splice(0, Infinity, "timeout", ...path);
    throw new TypeError(error.sentence(String(name)));
  }
}

/** The timeout that a worker told of a task. */
export function toldTimeout(
  message: Uint8Array,
  task: string,
): Timeout | undefined {
  const read = (): Timeout | undefined => readTimeout(readTold(message)[task]);
  // Each call is answered with values of its own, as it is with results.
  const timeout = read();
  return timeout && { ...timeout, answer: (error) => read()!.answer(error) };
}

function readTold(message: Uint8Array): Told {
  const reader = new Reader(new Views(message.buffer));
  reader.start(0, message.byteLength, 8);
  return readDynamic(reader, 0) as Told;
}
