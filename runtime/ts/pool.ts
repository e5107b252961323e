// A pool from its start to its end: makes the lanes, starts their workers, and takes them down.

import { balancer } from "./balancer.ts";
import {
  OptionedCaller,
  readCallOptions,
  type CallOptions,
  type Caller,
} from "./caller.ts";
import {
  SchemaMismatchError,
  WorkerCrashedError,
  WorkerStartupError,
  type WorkerEnd,
} from "./errors.ts";
import { Host, poolClosed, type Stubs } from "./host.ts";
import { Lane } from "./lane.ts";
import { settle, type PoolOptions, type Settings } from "./options.ts";
import type { Peer } from "./peer.ts";
import { processMemory } from "./process/host.ts";
import { introduce, layRegion, regionBytes } from "./region.ts";
import { specify, type TaskTable } from "./task.ts";
import { threadMemory } from "./thread/host.ts";

/** What generated code says of its task module. */
export interface PoolTable {
  /** The generated worker module. */
  readonly worker: URL;
  readonly fingerprint: string;
  readonly tasks: readonly TaskTable[];
}

/** Each argument of a call, or a promise of it. */
export type Awaitable<Args extends readonly unknown[]> = {
  [Index in keyof Args]: Args[Index] | Promise<Args[Index]>;
};

/** A task as the host calls it: the same parameters, each also as a promise, and a promise back. */
export type Call<Task extends (...args: never[]) => unknown> = (
  ...args: Awaitable<Parameters<Task>>
) => Promise<Awaited<ReturnType<Task>>>;

/** Workers and the calls they take. Close it when it is not needed any more: `await using` does. */
export interface Pool<Calls> extends AsyncDisposable {
  /** The tasks. */
  readonly call: Calls;
  /** The same tasks, for calls with a signal, a timeout, a priority or an affinity. */
  with(options: CallOptions): Calls;
  /** Ends the workers and resolves when they are gone; calls without an answer reject with `PoolClosedError`. */
  shutdown(): Promise<void>;
}

/** Starts a pool. Called by generated code. */
export function startPool<Calls>(
  table: PoolTable,
  bind: (caller: Caller) => Calls,
  options?: PoolOptions,
): Pool<Calls> {
  const settings = settle(options);
  const host = new Host(table.tasks.map(specify), {
    longest: settings.longest,
    balancer: balancer("pull"),
    favoursRecent: true,
    mostWaiting: Infinity,
  });
  const peers: Peer[] = [];
  for (let index = 0; index < settings.threads; index += 1)
    peers.push(startLane(table, settings, host));
  const call = bind(host);
  const withOptions = (given: CallOptions): Calls => {
    const caller = new OptionedCaller(host, readCallOptions(given));
    const calls = bind(caller);
    caller.stubs = calls as unknown as Stubs;
    return calls;
  };
  host.stubs = call as unknown as Stubs;
  host.pump.rest();
  let closing: Promise<void> | undefined;
  const shutdown = (): Promise<void> => {
    host.close(poolClosed);
    closing ??= Promise.all(peers.map((peer) => peer.close())).then(() => {});
    return closing;
  };
  return { call, with: withOptions, shutdown, [Symbol.asyncDispose]: shutdown };
}

function startLane(table: PoolTable, settings: Settings, host: Host): Peer {
  const sizes = { request: settings.arena, response: settings.arena };
  const bytes = regionBytes(sizes);
  const memory =
    settings.runtime === "thread" ? threadMemory(bytes) : processMemory(bytes);
  const region = layRegion(memory.buffer, sizes);
  introduce(region, table.fingerprint);
  const lane = new Lane(region, host.specs, settings);
  lane.peer = memory.start(table.worker, settings, {
    rang: host.pump.rang,
    ended: (end, cause) => {
      // What it had answered before it went still counts.
      host.drain();
      host.lose(lane, whyLost(lane, end, cause));
    },
  });
  host.lanes.push(lane);
  return lane.peer;
}

/** What the calls of a lane are told whose worker is gone. */
function whyLost(
  lane: Lane,
  end: WorkerEnd,
  cause: unknown,
): (task: string) => Error {
  const { broken, booted } = lane;
  if (booted)
    return (task) =>
      new WorkerCrashedError(task, end, { cause: broken ?? cause });
  const reason = broken ?? cause;
  const detail =
    reason instanceof Error
      ? reason.message
      : `it ended with ${end.signal ?? `code ${end.exitCode}`}`;
  if (isMismatch(reason)) return () => new SchemaMismatchError(detail);
  return () => new WorkerStartupError(detail, { cause: reason });
}

// A class of knit's own arrives from another worker as a plain error with its name and fields.
function isMismatch(reason: unknown): boolean {
  return reason instanceof Error && reason.name === SchemaMismatchError.name;
}
