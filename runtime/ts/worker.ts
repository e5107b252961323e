// The worker's entry: meets the host in shared memory, loads the tasks, and begins to take calls.

import { Calls, cancelled, type WorkerTask } from "./calls.ts";
import { Reader } from "./cursor.ts";
import type { Watch } from "./debug/worker.ts";
import { SchemaMismatchError } from "./errors.ts";
import { loadsTasks } from "./here.ts";
import { followHooks, hooksBytes } from "./hooks.ts";
import type { Boot } from "./link.ts";
import { Loop } from "./loop.ts";
import { enter } from "./nesting.ts";
import { requestPlace } from "./places.ts";
import { processLink } from "./process/worker.ts";
import { meet } from "./region.ts";
import { Responder } from "./responder.ts";
import { Consumer } from "./ring.ts";
import { threadLink } from "./thread/worker.ts";
import { readyTasks } from "./told.ts";

/**
 * Serves the tasks that `load` gives until the host ends this worker. Called by generated code, at
 * the top of a worker's module.
 */
export async function startWorker(
  fingerprint: string,
  load: () => Promise<readonly WorkerTask[]>,
): Promise<void> {
  const link = threadLink() ?? processLink();
  if (link === undefined)
    throw new Error(
      "worker.ts is started by a pool, not by itself: import pool.ts instead",
    );
  const { region, refusal } = meet(link.buffer, fingerprint);
  if (region === undefined) throw new SchemaMismatchError(refusal!);
  const { limits, depth } = link.boot;
  enter(depth);
  const responder = new Responder(region, limits, link.ring);
  const reader = new Reader(region.views);
  const place = requestPlace(region, limits);
  const requests = new Consumer(region.views, reader, place);
  try {
    if (refusal !== undefined) throw new SchemaMismatchError(refusal);
    const watch = link.boot.debug && (await watchStart(link.boot));
    if (link.boot.hasHooks && requests.next()) {
      requests.open(hooksBytes);
      await followHooks(reader, link, (error) => responder.threw(0, error, 0));
      watch?.bootstrapped();
    }
    const loaded = loadsTasks(fingerprint);
    const tasks = await (watch?.load(load) ?? load());
    const told = await readyTasks(tasks);
    watch?.loaded();
    loaded();
    const { i32 } = region.views;
    const calls = new Calls(i32, requests, responder, tasks);
    responder.ready(told);
    new Loop(i32, link, requests, responder, calls).start();
  } catch (error) {
    responder.threw(0, error, 0);
    link.leave();
  }
}

/** Loads what only workers of pools that are debugged need. */
async function watchStart(boot: Boot): Promise<Watch> {
  const { Watch } = await import("./debug/worker.ts");
  return new Watch(boot, cancelled);
}
