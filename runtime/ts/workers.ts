// The workers of one pool: starts them, replaces those that were ended, and takes them all down.

import {
  SchemaMismatchError,
  WorkerCrashedError,
  WorkerStartupError,
  type WorkerEnd,
} from "./errors.ts";
import { HardLimit } from "./hard.ts";
import { poolClosed, type Host } from "./host.ts";
import { Lane } from "./lane.ts";
import type { Settings } from "./options.ts";
import type { Peer } from "./peer.ts";
import { keepAlive } from "./platform.ts";
import type { PoolTable, ShutdownOptions } from "./pool.ts";
import { processMemory } from "./process/host.ts";
import { introduce, layRegion, regionBytes } from "./region.ts";
import { threadMemory } from "./thread/host.ts";

export class Workers {
  private readonly table: PoolTable;
  private readonly settings: Settings;
  private readonly host: Host;
  private readonly peers = new Set<Peer>();
  private readonly booted: Promise<unknown>;
  private readonly hardLimit: HardLimit | undefined;
  private readonly drained: (() => void)[] = [];

  constructor(table: PoolTable, settings: Settings, host: Host) {
    this.table = table;
    this.settings = settings;
    this.host = host;
    host.whenIdle = this.tellDrained;
    this.booted = Promise.all(
      Array.from({ length: settings.threads }, () => this.start()),
    );
    // Who does not ask learns of it by the first call.
    this.booted.catch(() => {});
    if (settings.hardTimeout !== undefined)
      this.hardLimit = new HardLimit(host, settings.hardTimeout, () => {
        this.start().catch(() => {});
        host.pump.expectBoot();
      });
  }

  /** Starts one worker; resolves when it takes calls. */
  private start(): Promise<void> {
    const { table, settings, host } = this;
    const sizes = { request: settings.arena, response: settings.arena };
    const bytes = regionBytes(sizes);
    const memory =
      settings.runtime === "thread"
        ? threadMemory(bytes)
        : processMemory(bytes);
    const region = layRegion(memory.buffer, sizes);
    introduce(region, table.fingerprint);
    const lane = new Lane(region, host.specs, settings);
    return new Promise((resolve, reject) => {
      lane.whenBooted = resolve;
      lane.peer = memory.start(table.worker, settings, {
        rang: host.pump.rang,
        ended: (end, cause) => {
          // What it had answered before it went still counts.
          host.drain();
          const why = whyLost(lane, end, cause);
          if (host.closed === undefined) reject(why("a call"));
          else reject(host.closed("a call"));
          this.peers.delete(lane.peer);
          host.lose(lane, why);
        },
      });
      this.peers.add(lane.peer);
      host.add(lane);
    });
  }

  /** Resolves when all workers that were started first take calls. */
  ready(): Promise<void> {
    const alive = keepAlive();
    alive.hold();
    return this.booted.then(() => {}).finally(() => alive.release());
  }

  /** Resolves when no call is without an answer. */
  drain(): Promise<void> {
    if (this.host.unanswered === 0) return Promise.resolve();
    return new Promise((resolve) => this.drained.push(resolve));
  }

  private readonly tellDrained = (): void => {
    for (const resolve of this.drained.splice(0)) resolve();
  };

  /** Ends all workers; resolves when they are gone. */
  close({ delay = 0, drain = false }: ShutdownOptions): Promise<void> {
    if (delay === 0 && !drain) return this.closeNow();
    return this.closeLater(delay, drain);
  }

  private async closeLater(delay: number, drain: boolean): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, delay));
    if (drain) await this.drain();
    await this.closeNow();
  }

  private async closeNow(): Promise<void> {
    this.hardLimit?.end();
    this.host.close(poolClosed);
    await Promise.all([...this.peers].map((peer) => peer.close()));
  }
}

/** What the calls of a lane are told whose worker is gone. */
function whyLost(
  lane: Lane,
  end: WorkerEnd,
  cause: unknown,
): (task: string) => Error {
  const { broken, booted, lastStarted: lastTask } = lane;
  const reason = broken ?? cause;
  if (booted)
    return (task) =>
      new WorkerCrashedError(task, end, { cause: reason, lastTask });
  const detail =
    reason instanceof Error
      ? reason.message
      : `it ended with ${end.signal ?? `code ${end.exitCode}`}`;
  if (reason instanceof SchemaMismatchError) {
    const { host, worker } = reason;
    return () => new SchemaMismatchError({ detail, host, worker });
  }
  if (isMismatch(reason)) return () => new SchemaMismatchError({ detail });
  return () => new WorkerStartupError(detail, { cause: reason });
}

// A class of knit's own arrives from another worker as a plain error with its name and fields.
function isMismatch(reason: unknown): boolean {
  return reason instanceof Error && reason.name === SchemaMismatchError.name;
}
