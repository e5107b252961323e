// `worker.bootstrap` and `worker.teardown`: functions of modules that the pool's owner names, which run in the
// worker before it loads its tasks and before it ends. What they are comes as the first message of the lane, so
// their data may be anything that can be an argument of a task, for both kinds of worker.

import { Mismatch } from "./check.ts";
import { overflow, Views, Writer, type Reader } from "./cursor.ts";
import { readDynamic } from "./dynamic/read.ts";
import { writeDynamic } from "./dynamic/write.ts";
import type { Link } from "./link.ts";
import type { Hook, WorkerContext, WorkerSettings } from "./worker_options.ts";

/** What a worker is to call, and when. */
interface Hooks {
  readonly bootstrap?: Hook | undefined;
  readonly teardown?: Hook | undefined;
}

/** Bytes of the fixed part of the message, which is one dynamic cell. */
export const hooksBytes = 8;

const leastRoom = 4096;

/** The message that tells a worker its hooks, at most `longest` bytes; undefined where there are none. */
export function encodeHooks(
  settings: WorkerSettings,
  longest: number,
): Uint8Array | undefined {
  const { bootstrap, teardown } = settings;
  if (bootstrap === undefined && teardown === undefined) return undefined;
  for (const name of ["bootstrap", "teardown"] as const)
    encode(`worker.${name}.data`, settings[name]?.data, longest);
  return encode("worker", { bootstrap, teardown }, longest);
}

function encode(option: string, value: unknown, longest: number): Uint8Array {
  for (let room = leastRoom; ; room *= 2) {
    const writer = new Writer(new Views(new ArrayBuffer(room)));
    writer.start(0, hooksBytes, Math.min(room, longest));
    try {
      writeDynamic(writer, writer.base, value);
      return writer.u8.slice(0, writer.end);
    } catch (error) {
      if (error instanceof Mismatch)
        throw new TypeError(
          `createPool: option ${error.sentence(`\`${option}\``)}`,
        );
      if (error !== overflow) throw error;
      if (room >= longest)
        throw new TypeError(
          `createPool: option \`${option}\` is longer than a message may be, ${longest} bytes`,
        );
    }
  }
}

/**
 * In a worker that has been told its hooks: awaits the one, and has the other called when the host asks the worker to
 * end. What the other throws is given to `failed`.
 */
export async function followHooks(
  message: Reader,
  link: Link,
  failed: (reason: unknown) => void,
): Promise<void> {
  const { context } = link.boot;
  const { bootstrap, teardown } = readDynamic(message, message.base) as Hooks;
  if (teardown !== undefined)
    link.whenAsked(() => {
      const done = call("worker.teardown", teardown, context);
      void done.catch(failed).finally(link.leave);
    });
  if (bootstrap !== undefined)
    await call("worker.bootstrap", bootstrap, context);
}

async function call(
  option: string,
  { href, name, data }: Hook,
  context: WorkerContext,
): Promise<void> {
  const module = (await import(href)) as Readonly<Record<string, unknown>>;
  const hook = module[name];
  if (typeof hook !== "function") {
    const exported = Object.keys(module).map((each) => `\`${each}\``);
    throw new TypeError(
      `${option}: \`${href}\` does not export a function \`${name}\`; it exports ${exported.join(", ") || "nothing"}`,
    );
  }
  await (hook as (data: unknown, context: WorkerContext) => unknown)(
    data,
    Object.freeze({ ...context }),
  );
}
