// What a pool is, as the namespace `host` says it when the pool is made: what its options came to.

import { runtimeName } from "../platform.ts";
import type { Settings } from "../options.ts";
import type { PoolTable } from "../pool.ts";
import type { Hook } from "../worker_options.ts";
import type { Say } from "./log.ts";

/** Says what a pool of the tasks of `table` is. */
export function describe(say: Say, table: PoolTable, settings: Settings): void {
  say(program());
  say(`tasks: ${table.tasks.map(({ name }) => name).join(", ")}`);
  say(staff(settings));
  say(`worker module: ${(settings.source ?? table.worker).href}`);
  say(`balancer: ${settings.strategy}`);
  say(payload(settings));
  say(queue(settings));
  for (const text of limits(settings)) say(text);
}

function program(): string {
  const version = process.versions[runtimeName] ?? "of no known version";
  const flags = process.execArgv.map((flag) => ` ${flag}`).join("");
  return `${runtimeName} ${version}${flags}, process ${process.pid} in ${folder()}`;
}

function folder(): string {
  try {
    return process.cwd();
  } catch {
    return "a folder that is gone";
  }
}

function staff({ threads, fewest, idleTime, runtime }: Settings): string {
  const kind = runtime === "thread" ? "threads" : "processes";
  return idleTime === undefined
    ? `workers: ${threads}, as ${kind}`
    : `workers: ${fewest} to ${threads}, as ${kind}, ended after ${idleTime} ms without calls`;
}

function payload({ initial, arena, longest }: Settings): string {
  return `payload: messages of at most ${size(longest)}; for each worker and direction ${size(initial)} at first, ${size(arena)} in all`;
}

function queue({ mostWaiting, rejectsWhenFull }: Settings): string {
  if (mostWaiting === Infinity) return "queue: as long as it gets";
  return `queue: ${mostWaiting} calls, others ${rejectsWhenFull ? "are rejected" : "wait all the same"}`;
}

/** What is not there in most pools. */
function limits(settings: Settings): string[] {
  const { inliner, hardTimeout, bootstrap, teardown, teardownTime } = settings;
  return [
    ...(inliner === undefined
      ? []
      : [
          `inliner: asked ${inliner.position}, ${inliner.batchSize} calls in a turn at most, from ${inliner.dispatchThreshold} without an answer on`,
        ]),
    ...(hardTimeout === undefined
      ? []
      : [`a task runs for ${hardTimeout} ms at most`]),
    ...(bootstrap === undefined ? [] : [`bootstrap: ${nameOf(bootstrap)}`]),
    ...(teardown === undefined
      ? []
      : [`teardown: ${nameOf(teardown)}, for ${teardownTime} ms at most`]),
  ];
}

function nameOf({ name, href }: Hook): string {
  return `\`${name}\` of ${href}`;
}

/** In the largest unit that it is a whole number of. */
function size(bytes: number): string {
  if (bytes % 2 ** 20 === 0) return `${bytes / 2 ** 20} MiB`;
  return bytes % 1024 === 0 ? `${bytes / 1024} KiB` : `${bytes} bytes`;
}
