// The workers of one pool: starts them, replaces those that went, and takes them all down.

import { manner, when } from "./debug/lifecycle.ts";
import { milliseconds, shown, type Log, type Subject } from "./debug/log.ts";
import type { PoolDebug } from "./debug/pool.ts";
import { WorkerStartupError } from "./errors.ts";
import { tell } from "./events.ts";
import { HardLimit } from "./hard.ts";
import { poolClosed, type Host } from "./host.ts";
import { Lane } from "./lane.ts";
import { whyLost } from "./lost.ts";
import type { Settings } from "./options.ts";
import { encodeHooks } from "./hooks.ts";
import type { Peer, WorkerStart } from "./peer.ts";
import { Elastic } from "./elastic.ts";
import { depthOfPool } from "./nesting.ts";
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
  private readonly log: Log;
  /** What the workers are to say on stderr. */
  private readonly debug: Subject | null;
  private readonly peers = new Set<Peer>();
  private readonly seats: readonly Seat[];
  private readonly hardLimit: HardLimit | undefined;
  private readonly drained: (() => void)[] = [];
  /** The message that tells each worker its hooks. */
  private readonly hooks: Uint8Array | undefined;
  /** How deep this pool is in others. */
  private readonly depth = depthOfPool();
  private readonly elastic: Elastic | undefined;
  /** Lanes whose workers were ended as there was nothing for them to do. */
  private readonly retired = new WeakSet<Lane>();
  /** What went wrong in workers while they ended. */
  private readonly failures: unknown[] = [];
  private readonly booted: Promise<void>;
  private tellBooted!: () => void;
  private tellFailed!: (error: Error) => void;

  constructor(
    table: PoolTable,
    settings: Settings,
    host: Host,
    { log, inWorkers }: PoolDebug,
  ) {
    this.table = table;
    this.settings = settings;
    this.host = host;
    this.log = log;
    this.debug = inWorkers;
    host.whenIdle = this.tellDrained;
    this.booted = new Promise((resolve, reject) => {
      this.tellBooted = resolve;
      this.tellFailed = reject;
    });
    // Who does not ask learns of it by the first call.
    this.booted.catch(() => {});
    this.hooks = encodeHooks(settings, settings.longest);
    const { threads } = settings;
    this.seats = Array.from({ length: threads }, (_, index) => new Seat(index));
    for (const seat of this.firstSeats) this.fill(seat);
    if (settings.fewest === 0) this.tellBooted();
    if (settings.idleTime !== undefined)
      this.elastic = new Elastic(
        host,
        { grow: () => this.grow(), shrink: (lane) => this.retire(lane) },
        settings.idleTime,
      );
    if (settings.hardTimeout !== undefined)
      this.hardLimit = new HardLimit(host, settings.hardTimeout, (lane) =>
        this.replace(lane),
      );
  }

  /** Those whose workers are started with the pool. */
  private get firstSeats(): readonly Seat[] {
    return this.seats.slice(0, this.settings.fewest);
  }

  /** Starts one worker more; false if all seats are taken. */
  private grow(): boolean {
    const seat = this.seats.find((each) => each.isVacant);
    if (seat === undefined || this.host.closed !== undefined) return false;
    this.fillIfPossible(seat);
    return true;
  }

  /** Ends a worker that has no calls, unless there would be too few. */
  private retire(lane: Lane): void {
    const seat = this.seats.find((each) => each.lane === lane);
    const { lanes } = this.host;
    if (seat === undefined || lanes.length <= this.settings.fewest) return;
    this.log.lifecycle?.(`worker ${seat.index} is ended: it has no calls`);
    this.retired.add(lane);
    this.host.retire(lane);
    seat.leave();
    void lane.peer.close(this.patience);
  }

  /** How long a worker may take to end by itself, in milliseconds. */
  private get patience(): number {
    const { teardown, teardownTime } = this.settings;
    return teardown === undefined ? 0 : teardownTime;
  }

  /** Starts a worker on a seat that is free. */
  private fill(seat: Seat): void {
    const { table, settings, host, hooks } = this;
    const sizes = { request: settings.arena, response: settings.arena };
    const bytes = regionBytes(sizes);
    const memory =
      settings.runtime === "thread"
        ? threadMemory(bytes)
        : processMemory(bytes);
    const region = layRegion(memory.buffer, sizes);
    introduce(region, table.fingerprint);
    const lane = new Lane(region, host.specs, settings, seat.index);
    if (hooks !== undefined) lane.sendHooks(hooks);
    this.log.lifecycle?.(`worker ${seat.index} starts`);
    const started = performance.now();
    const peer = memory.start(this.startOf(seat), {
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
        this.log.lifecycle?.(
          `worker ${lane.seat} ended ${manner(end, lane.broken ?? cause)}`,
        );
        // What it had answered before it went still counts.
        host.drain();
        if (host.closed !== undefined) {
          // Of one that never took calls, what it says is why it could not start.
          if (lane.booted) this.failures.push(lane.lastWords());
          return;
        }
        this.lose(seat, lane, whyLost(lane, end, cause, this.hint));
        if (this.retired.has(lane)) this.failures.push(lane.broken);
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
      this.log.lifecycle?.(
        `worker ${seat.index} takes calls after ${milliseconds(started)} ms`,
      );
      if (this.firstSeats.every((each) => each.isServing)) this.tellBooted();
    };
    host.add(lane);
  }

  private get hint(): string {
    return this.settings.source === undefined
      ? ""
      : "; does `source` import the generated worker.ts?";
  }

  /** How the worker of a seat is started. */
  private startOf(seat: Seat): WorkerStart {
    const { table, settings, hooks } = this;
    const { runtime, spin, longest, initial } = settings;
    const name =
      settings.name === undefined ? null : `${settings.name}-${seat.index}`;
    return {
      entry: settings.source ?? table.worker,
      env: settings.env,
      resourceLimits: settings.resourceLimits,
      boot: {
        limits: { longest, initial },
        context: {
          thread: seat.index,
          totalNumberOfThread: settings.threads,
          runtime,
        },
        depth: this.depth,
        name,
        spin: spin ?? null,
        hasHooks: hooks !== undefined,
        debug: this.debug,
      },
    };
  }

  /** A worker is gone. */
  private lose(seat: Seat, lane: Lane, why: (task: string) => Error): void {
    const { host } = this;
    host.retire(lane);
    // One that was ended on purpose has left its seat before.
    if (seat.lane === lane) {
      if (lane.booted) this.refill(seat, seat.afterCrash());
      else this.startAgain(seat, why);
    }
    // The next one is there by now, for calls that stay with their keys.
    host.handover.lose(lane, why);
  }

  /** Ends a worker, whose seat another one takes. */
  private replace(lane: Lane): void {
    const seat = this.seats.find((each) => each.lane === lane);
    this.log.lifecycle?.(
      `worker ${lane.seat} is ended: a task has run for more than ${this.settings.hardTimeout} ms`,
    );
    void lane.peer.close(0);
    if (seat !== undefined) this.fillIfPossible(seat);
  }

  /** A worker could not start: tries again, unless that is hopeless. */
  private startAgain(seat: Seat, why: (task: string) => Error): void {
    const pause = seat.afterFailure();
    const error = why("a call");
    this.log.lifecycle?.(`worker ${seat.index}: ${shown(error)}`);
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
    this.log.lifecycle?.(
      `another worker ${seat.index} is to start ${when(pause)}`,
    );
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
    for (const peer of this.peers) void peer.close(0);
  }

  private end(why: (task: string) => Error): void {
    if (this.host.closed === undefined) this.log.lifecycle?.("pool closed");
    this.hardLimit?.end();
    this.elastic?.end();
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
  close({
    delay = 0,
    drain = this.settings.drains,
  }: ShutdownOptions): Promise<void> {
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
    const peers = [...this.peers];
    await Promise.all(peers.map((peer) => peer.close(this.patience)));
    const failed = this.failures.find((failure) => failure !== undefined);
    if (failed !== undefined) throw failed;
  }
}
