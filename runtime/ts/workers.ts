// The workers of one pool: starts them, replaces those that went, and takes them all down.

import { WorkerStartupError } from "./errors.ts";
import { tell } from "./events.ts";
import { HardLimit } from "./hard.ts";
import { poolClosed, type Host } from "./host.ts";
import { Lane } from "./lane.ts";
import { whyLost } from "./lost.ts";
import type { Settings } from "./options.ts";
import type { Peer } from "./peer.ts";
import { afterInput, keepAlive } from "./platform.ts";
import type { PoolTable, ShutdownOptions } from "./pool.ts";
import { processMemory } from "./process/host.ts";
import { introduce, layRegion, regionBytes } from "./region.ts";
import { Seat } from "./seat.ts";
import { threadMemory } from "./thread/host.ts";

export class Workers {
  private readonly table: PoolTable;
  private readonly settings: Settings;
  private readonly host: Host;
  private readonly peers = new Set<Peer>();
  private readonly seats: readonly Seat[];
  private readonly hardLimit: HardLimit | undefined;
  private readonly drained: (() => void)[] = [];
  private readonly booted: Promise<void>;
  private tellBooted!: () => void;
  private tellFailed!: (error: Error) => void;

  constructor(table: PoolTable, settings: Settings, host: Host) {
    this.table = table;
    this.settings = settings;
    this.host = host;
    host.whenIdle = this.tellDrained;
    this.booted = new Promise((resolve, reject) => {
      this.tellBooted = resolve;
      this.tellFailed = reject;
    });
    // Who does not ask learns of it by the first call.
    this.booted.catch(() => {});
    this.seats = Array.from({ length: settings.threads }, () => new Seat());
    for (const seat of this.seats) this.fill(seat);
    if (settings.hardTimeout !== undefined)
      this.hardLimit = new HardLimit(host, settings.hardTimeout, (lane) =>
        this.replace(lane),
      );
  }

  /** Starts a worker on a seat that is free. */
  private fill(seat: Seat): void {
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
    const started = performance.now();
    const peer = memory.start(table.worker, settings, {
      rang: host.pump.rang,
      ended: (end, cause) => {
        this.peers.delete(peer);
        const { exitCode, signal } = end;
        tell("knit:worker:ended", () => ({
          pool: host.id,
          seat: lane.seat,
          exitCode,
          signal,
          cause: lane.broken ?? cause,
        }));
        // What it had answered before it went still counts.
        host.drain();
        this.lose(seat, lane, whyLost(lane, end, cause));
      },
    });
    lane.peer = peer;
    this.peers.add(peer);
    seat.take(lane);
    lane.whenBooted = () => {
      seat.booted();
      tell("knit:worker:started", () => ({
        pool: host.id,
        seat: lane.seat,
        milliseconds: performance.now() - started,
      }));
      if (this.seats.every((each) => each.isServing)) this.tellBooted();
    };
    host.add(lane);
  }

  /** A worker is gone. */
  private lose(seat: Seat, lane: Lane, why: (task: string) => Error): void {
    const { host } = this;
    host.retire(lane);
    // One that was ended on purpose has left its seat before.
    if (seat.lane === lane && host.closed === undefined) {
      if (lane.booted) this.refill(seat, seat.afterCrash());
      else this.startAgain(seat, why);
    }
    // The next one is there by now, for calls that stay with their keys.
    host.lose(lane, why);
  }

  /** Ends a worker, whose seat another one takes. */
  private replace(lane: Lane): void {
    const seat = this.seats.find((each) => each.lane === lane);
    void lane.peer.close();
    if (seat !== undefined) this.fillIfPossible(seat);
  }

  /** A worker could not start: tries again, unless that is hopeless. */
  private startAgain(seat: Seat, why: (task: string) => Error): void {
    const pause = seat.afterFailure();
    const error = why("a call");
    const mayHelp = error instanceof WorkerStartupError;
    if (mayHelp && !seat.isHopeless) return this.refill(seat, pause);
    this.tellFailed(error);
    // While others serve, one that cannot start is tried again now and then.
    if (mayHelp && this.host.lanes.some(({ booted }) => booted))
      this.refill(seat, pause);
    else this.fail(why);
  }

  /** Starts a worker on a seat after a pause in milliseconds. */
  private refill(seat: Seat, pause: number): void {
    seat.leave();
    if (pause === 0) return this.fillIfPossible(seat);
    // Calls that wait keep the process alive by themselves.
    seat.timer = setTimeout(() => this.fillIfPossible(seat), pause);
    seat.timer.unref();
  }

  /** There may be no memory or no process to be had by now. */
  private fillIfPossible(seat: Seat): void {
    try {
      this.fill(seat);
    } catch (cause) {
      this.startAgain(
        seat,
        () => new WorkerStartupError(String(cause), { cause }),
      );
    }
  }

  /** No worker can be had: nothing is tried any more, and every call rejects. */
  private fail(why: (task: string) => Error): void {
    this.end(why);
    for (const peer of this.peers) void peer.close();
  }

  private end(why: (task: string) => Error): void {
    this.hardLimit?.end();
    for (const seat of this.seats) seat.leave();
    this.host.close(why);
    this.tellFailed(why("a call"));
  }

  /** Resolves when all workers that were started first take calls. */
  ready(): Promise<void> {
    const alive = keepAlive();
    alive.hold();
    return this.booted.finally(() => alive.release());
  }

  /** Resolves when no call is without an answer. */
  drain(): Promise<void> {
    return new Promise((resolve) => {
      this.drained.push(resolve);
      if (this.host.unanswered === 0) this.tellDrained();
    });
  }

  private readonly tellDrained = (): void => {
    // In a turn of the event loop of its own, as rejections reach their callers some microtasks later.
    for (const resolve of this.drained.splice(0)) afterInput(resolve);
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
    this.end(poolClosed);
    await Promise.all([...this.peers].map((peer) => peer.close()));
  }
}
