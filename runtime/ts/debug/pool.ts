// A pool that is debugged, as its host sees it: opens the log, and says what the pool is.

import type { Host } from "../host.ts";
import type { Settings } from "../options.ts";
import type { PoolTable } from "../pool.ts";
import { TracedHost } from "./calls.ts";
import { describe } from "./describe.ts";
import { openLog, type Log, type Subject } from "./log.ts";

/** What is said of a pool, and by whom. */
export interface PoolDebug {
  readonly log: Log;
  /** What its workers are to say; null for nothing. */
  readonly inWorkers: Subject | null;
}

/** Begins to say of a pool what its options ask for, mostly nothing. */
export function debugPool(
  table: PoolTable,
  settings: Settings,
  host: Host,
): PoolDebug {
  const about = host.id === 1 ? "" : `pool ${host.id}: `;
  const { debug: namespaces } = settings;
  const log = openLog("host", { namespaces, about });
  log.lifecycle?.("pool created");
  if (log.host !== undefined) describe(log.host, table, settings);
  // What the pool is, its host says alone.
  const told = namespaces.filter((name) => name !== "host");
  const inWorkers = told.length === 0 ? null : { namespaces: told, about };
  return { log, inWorkers };
}

/** What calls are made through: the host itself, unless something is to be said of them. */
export function traced(host: Host, { log }: PoolDebug): Host | TracedHost {
  return log.signals === undefined ? host : new TracedHost(host, log.signals);
}
