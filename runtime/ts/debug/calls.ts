// The namespace `signals` on the host: stands between the stubs of a pool and its host, and says of each call where it
// goes and how it comes out. Pools that nobody debugs call the host itself.

import type { CallHost, CallSettings } from "../caller.ts";
import { Mismatch } from "../check.ts";
import { overflow, type Writer } from "../cursor.ts";
import { KnitError } from "../errors.ts";
import type { Host, Stubs } from "../host.ts";
import type { Made } from "../made.ts";
import type { Resolve } from "../pending.ts";
import type { Timeout } from "../timeout.ts";
import { milliseconds, shown, type Say } from "./log.ts";

export class TracedHost implements CallHost {
  private readonly host: Host;
  private readonly say: Say;
  /** Calls so far. */
  private count = 0;
  /** Messages that were begun. */
  private opened = 0;

  constructor(host: Host, say: Say) {
    this.host = host;
    this.say = say;
  }

  openFor(task: number, settings: CallSettings): Writer {
    this.opened += 1;
    return this.host.openFor(task, settings);
  }

  submitFor<Result>(
    task: number,
    settings: CallSettings,
    wrap?: (resolve: Resolve) => Resolve,
    made?: (call: Made) => void,
  ): Promise<Result> {
    const trace = this.trace(task);
    return this.host.submitFor(
      task,
      settings,
      (last) => {
        const resolve = wrap === undefined ? last : wrap(last);
        return (value) => {
          trace.answered(value);
          resolve(value);
        };
      },
      (call) => {
        trace.made(call);
        made?.(call);
      },
    );
  }

  enterHere(call: Made, timeout: Timeout | undefined): void {
    const trace = this.trace(call.spec.id);
    this.host.enterHere(call, timeout);
    const resolve = call.resolve!;
    call.resolve = (value) => {
      trace.answered(value);
      resolve(value);
    };
    trace.entered(call);
  }

  drop<Result>(task: number, error: (name: string) => Error): Promise<Result> {
    return this.host.drop(task, (name) => {
      const reason = error(name);
      this.say(`${name} is refused: ${shown(reason)}`);
      return reason;
    });
  }

  refuse<Result>(
    task: number,
    error: unknown,
    args: readonly unknown[],
    stubs: Stubs,
  ): Promise<Result> {
    const before = this.opened;
    const promise = this.host.refuse<Result>(task, error, args, stubs);
    const name = this.nameOf(task);
    // What does not fit is made again at once with more room, unless it never could.
    if (error === overflow) {
      if (this.opened === before)
        this.say(`${name} is refused: its arguments are too long`);
    } else if (args.some((argument) => argument instanceof Promise))
      this.say(`${name} awaits its arguments`);
    else if (error instanceof Mismatch)
      this.say(`${name} is refused: TypeError: ${error.sentence(name)}`);
    else this.say(`${name} is refused: ${shown(error)}`);
    return promise;
  }

  giveUp(call: Made, value: unknown, reason: unknown): boolean {
    return this.host.giveUp(call, value, reason);
  }

  private trace(task: number): Trace {
    this.count += 1;
    return new Trace(`${this.nameOf(task)} #${this.count}`, this.say);
  }

  private nameOf(task: number): string {
    return this.host.specs[task]!.name;
  }
}

/** One call from when it is made to its answer. */
class Trace {
  private readonly name: string;
  private readonly say: Say;
  private readonly start: number = performance.now();
  /** Undefined for one that was refused. */
  private call: Made | undefined;

  constructor(name: string, say: Say) {
    this.name = name;
    this.say = say;
  }

  /** It runs on the thread of the host itself. */
  entered(call: Made): void {
    this.call = call;
    this.say(`${this.name} goes to the caller's own thread`);
  }

  /** It goes to a worker, now or later. */
  made(call: Made): void {
    const { name, say } = this;
    this.call = call;
    say(
      call.lane === undefined
        ? `${name} waits for a worker`
        : `${name} goes to worker ${call.lane.seat}`,
    );
    // For this call alone: the others know nothing of it.
    const sent = call.sent.bind(call);
    call.sent = (lane, id) => {
      sent(lane, id);
      say(`${name} goes to worker ${lane.seat}`);
    };
    const takenBack = call.takenBack.bind(call);
    call.takenBack = (message, resolve) => {
      say(`${name} is taken back from worker ${call.lane?.seat}`);
      takenBack(message, resolve);
    };
  }

  answered(value: unknown): void {
    const { name, say, call, start } = this;
    const time = `after ${milliseconds(start)} ms`;
    const outcome = call?.outcome;
    if (outcome === "timedOut") say(`${name} timed out ${time}`);
    else if (outcome === "aborted") say(`${name} was aborted ${time}`);
    else if (value instanceof Promise) {
      void readReason(value, (reason) => {
        const how = reason instanceof KnitError ? "failed" : "threw";
        const what = call === undefined ? "is refused" : `${how} ${time}`;
        say(`${name} ${what}: ${shown(reason)}`);
      });
    } else say(`${name} is answered ${time}`);
  }
}

/** Gives `tell` what a call is rejected with, before who awaits the call goes on. */
async function readReason(
  rejected: Promise<unknown>,
  tell: (reason: unknown) => void,
): Promise<void> {
  // An error is told who awaits the call only while nobody else awaits it: for two turns, see `rejection.ts`.
  await undefined;
  await undefined;
  try {
    await rejected;
  } catch (reason) {
    tell(reason);
  }
}
