// Calls with options of their own: `pool.with({ signal, timeout, priority, affinity })` gives the same
// stubs as `pool.call`, bound to a caller that looks after each call. Plain calls know nothing of it.

import type { Writer } from "./cursor.ts";
import { AbortError } from "./errors.ts";
import type { Host, Stubs } from "./host.ts";
import type { Made } from "./made.ts";
import type { Resolve } from "./pending.ts";
import { rejection } from "./rejection.ts";
import { join, leave, type Abortable } from "./signals.ts";
import {
  endless,
  isTimeout,
  readTimeout,
  type Timeout,
  type TimeoutOptions,
} from "./timeout.ts";

/** What generated stubs ask of a pool. */
export interface Caller {
  /** Makes a writer ready for the arguments of `task`. */
  open(task: number): Writer;
  /** Sends what was written since. */
  submit<Result>(task: number): Promise<Result>;
  /** Answers a call whose arguments could not be written. */
  refuse<Result>(
    task: number,
    error: unknown,
    args: readonly unknown[],
  ): Promise<Result>;
}

/** What `pool.with` takes; each applies to every call that is made through what it returns. */
export interface CallOptions {
  /** Gives the calls up: they reject with an `AbortError`, and do not run if they have not started. */
  readonly signal?: AbortSignal;
  /**
   * How long a call may take in milliseconds, waiting included, and what it comes to then. In the place of the
   * task's own timeout; `Infinity` for none.
   */
  readonly timeout?: number | TimeoutOptions;
  /** Among calls that wait, higher goes first; each level is worth 100 ms of waiting. 0 where nothing is said. */
  readonly priority?: number;
  /** Calls with the same key go to the same worker. */
  readonly affinity?: string | number;
}

/** Call options that were checked. */
export interface CallSettings {
  readonly signal?: AbortSignal | undefined;
  readonly timeout?: Timeout | undefined;
  readonly priority: number;
  readonly affinity?: string | number | undefined;
  /** Whether there is neither of the last two. */
  readonly isPlain: boolean;
}

/** A call without options. */
export const plainCall: CallSettings = { priority: 0, isPlain: true };

/** Each option: what it may be, in words and as a test. */
const allowed: Readonly<
  Record<keyof CallOptions, readonly [string, (value: unknown) => boolean]>
> = {
  signal: ["an AbortSignal", isSignal],
  timeout: ["milliseconds or an object with `time`", isTimeout],
  priority: ["a finite number", (value) => Number.isFinite(value)],
  affinity: [
    "a string or a number",
    (value) => typeof value === "string" || typeof value === "number",
  ],
};

/** Checks what `pool.with` is given. */
export function readCallOptions(options: CallOptions): CallSettings {
  if (typeof options !== "object" || options === null)
    throw new TypeError("with: the options must be an object");
  for (const [name, value] of Object.entries(options)) {
    const check = Object.hasOwn(allowed, name)
      ? allowed[name as keyof CallOptions]
      : undefined;
    if (check === undefined)
      throw new TypeError(
        `with: unknown option \`${name}\`; there are ${Object.keys(allowed).map(quote).join(", ")}`,
      );
    if (value !== undefined && !check[1](value))
      throw new TypeError(
        `with: option \`${name}\` must be ${check[0]}, got ${typeof value}`,
      );
  }
  const { signal, timeout, priority = 0, affinity } = options;
  if (typeof timeout === "object") checkTimeout(timeout);
  const isPlain = priority === 0 && affinity === undefined;
  return { signal, timeout: limitOf(timeout), priority, affinity, isPlain };
}

/** What has no end is said as well: it stands in the place of the task's own timeout. */
function limitOf(timeout: CallOptions["timeout"]): Timeout | undefined {
  return timeout === undefined ? undefined : (readTimeout(timeout) ?? endless);
}

function quote(name: string): string {
  return `\`${name}\``;
}

/** Also one of another realm, or of a library of its own. */
function isSignal(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const { aborted, addEventListener } = value as Partial<AbortSignal>;
  return typeof aborted === "boolean" && typeof addEventListener === "function";
}

const timeoutKeys: readonly string[] = ["time", "default", "maybe", "error"];

function checkTimeout(timeout: TimeoutOptions): void {
  for (const name of Object.keys(timeout))
    if (!timeoutKeys.includes(name))
      throw new TypeError(
        `with: unknown option \`timeout.${name}\`; \`timeout\` has ${timeoutKeys.map(quote).join(", ")}`,
      );
  const { maybe } = timeout;
  if (maybe !== undefined && maybe !== true)
    throw new TypeError(
      `with: option \`timeout.maybe\` must be true, got ${String(maybe)}`,
    );
}

/** What calls are made through that are more than plain: the host, or what stands before it. */
export type CallHost = Pick<
  Host,
  "openFor" | "submitFor" | "drop" | "giveUp" | "enterHere"
> & {
  /** The same as that of a `Caller`; `stubs` are those that the call is made again with. */
  refuse<Result>(
    task: number,
    error: unknown,
    args: readonly unknown[],
    stubs: Stubs,
  ): Promise<Result>;
};

/** One call that a signal may abort. */
export class Aborting implements Abortable {
  private call: Made | undefined;
  private readonly signal: AbortSignal;
  private readonly host: CallHost;
  private readonly resolve: Resolve;

  constructor(signal: AbortSignal, host: CallHost, resolve: Resolve) {
    this.signal = signal;
    this.host = host;
    this.resolve = resolve;
  }

  /** Takes the call's answer, whoever gives it. */
  readonly answer: Resolve = (value) => {
    leave(this.signal, this);
    this.resolve(value);
  };

  /** Gives the call up when the signal aborts. */
  watch(call: Made): void {
    this.call = call;
    join(this.signal, this);
  }

  abort(reason: unknown): void {
    const { call } = this;
    if (call === undefined || !call.isOpen) return;
    const error = new AbortError(call.spec.name, reason);
    this.host.giveUp(call, rejection(error), error);
  }
}

/** Is told of each call that is sent; what it returns takes the answer and passes it on. */
export type Notice = (task: number, resolve: Resolve) => Resolve;

/** Makes calls with options. */
class OptionedCaller implements Caller {
  stubs: Stubs = {};
  private readonly host: CallHost;
  private readonly settings: CallSettings;
  private readonly notice: Notice | undefined;

  constructor(host: CallHost, settings: CallSettings, notice?: Notice) {
    this.host = host;
    this.settings = settings;
    this.notice = notice;
  }

  open(task: number): Writer {
    return this.host.openFor(task, this.settings);
  }

  submit<Result>(task: number): Promise<Result> {
    const { host, settings, notice } = this;
    const { signal } = settings;
    const noticed = notice && ((resolve: Resolve) => notice(task, resolve));
    if (signal === undefined) return host.submitFor(task, settings, noticed);
    if (signal.aborted)
      return host.drop(task, (name) => new AbortError(name, signal.reason));
    let aborting: Aborting | undefined;
    return host.submitFor<Result>(
      task,
      settings,
      (resolve) => {
        aborting = new Aborting(signal, host, noticed?.(resolve) ?? resolve);
        return aborting.answer;
      },
      (call) => aborting!.watch(call),
    );
  }

  refuse<Result>(
    task: number,
    error: unknown,
    args: readonly unknown[],
  ): Promise<Result> {
    return this.host.refuse(task, error, args, this.stubs);
  }
}

/** The stubs of a pool for calls with options. */
export function optionedStubs<Calls>(
  bind: (caller: Caller) => Calls,
  host: CallHost,
  settings: CallSettings,
  notice?: Notice,
): Calls {
  const caller = new OptionedCaller(host, settings, notice);
  const calls = bind(caller);
  caller.stubs = calls as unknown as Stubs;
  return calls;
}
