// What a timeout is: how long, and what the call comes to when it is over.

import type { TaskTimeoutError } from "./errors.ts";
import { rejection } from "./rejection.ts";

/** How long a call may take, in milliseconds, and what it comes to then: the first of these that is there. */
export interface TimeoutOptions<Default = unknown, Maybe = true> {
  readonly time: number;
  /** Resolves with this. */
  readonly default?: Default;
  /** Resolves with `undefined`. */
  readonly maybe?: Maybe;
  /** Rejects with this; a `TaskTimeoutError` where nothing is said. */
  readonly error?: unknown;
}

/** A timeout that was checked. */
export interface Timeout {
  /** In milliseconds, 0 or more. */
  readonly time: number;
  /** What the call is answered with: a value, or a rejected promise. */
  readonly answer: (error: TaskTimeoutError) => unknown;
}

/** The longest that a timer can wait, in milliseconds; what is longer never ends. */
const longest = 2 ** 31 - 1;

/** No timeout. */
export const endless: Timeout = { time: Infinity, answer: rejection };

/** Whether a value has one of the forms of a timeout, one without an end included. */
export function isTimeout(value: unknown): boolean {
  if (typeof value === "number") return true;
  return (
    typeof value === "object" &&
    value !== null &&
    typeof (value as { time?: unknown }).time === "number"
  );
}

/** Reads a timeout in any of its forms; undefined for none: negative, not a number, or without an end. */
export function readTimeout(value: unknown): Timeout | undefined {
  if (typeof value === "number") return within(value, rejection);
  if (typeof value !== "object" || value === null) return undefined;
  const options = value as Partial<TimeoutOptions>;
  if (typeof options.time !== "number") return undefined;
  return within(options.time, answerOf(options));
}

function within(time: number, answer: Timeout["answer"]): Timeout | undefined {
  return time >= 0 && time <= longest ? { time, answer } : undefined;
}

function answerOf(options: Partial<TimeoutOptions>): Timeout["answer"] {
  if ("default" in options) return () => options.default;
  if (options.maybe === true) return () => undefined;
  if ("error" in options) return () => Promise.reject(options.error);
  return rejection;
}
