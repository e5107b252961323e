// How a call fails: with an error whose stack goes on where the host awaits the call.
//
// V8 knows who awaits a promise, but tells it only where an error is made by something that the promise
// waits for. So a call is rejected by a function that the caller's promise follows, and only a call that
// fails pays for it. JavaScriptCore does not look through promises that follow another one: on Bun an error
// has the worker's frames alone.

import { runtimeName } from "./platform.ts";

const tellsWhoAwaits = runtimeName !== "bun";

/** To resolve a call with that fails with an error of the host's own: it gets the frames of who awaits the call. */
export function rejection(error: Error): Promise<never> {
  return tellsWhoAwaits ? rejectOwn(error) : Promise.reject(error);
}

/** The same for what a task threw: those frames are added to the worker's. */
export function rejectionOf(reason: unknown): Promise<never> {
  return tellsWhoAwaits && reason instanceof Error
    ? rejectThrown(reason)
    : Promise.reject(reason);
}

// Two turns of the microtask queue: in the first the caller's promise begins to follow this one.

async function rejectOwn(error: Error): Promise<never> {
  await undefined;
  await undefined;
  // What is there are the frames of timers and rings. The text is made only for who looks at it.
  Error.captureStackTrace(error, rejectOwn);
  throw error;
}

async function rejectThrown(error: Error): Promise<never> {
  await undefined;
  await undefined;
  const here: { stack?: unknown } = {};
  Error.captureStackTrace(here, rejectThrown);
  join(error, here);
  throw error;
}

/** Adds the frames of `here` to those of `error`, once somebody looks at them. */
function join(error: Error, here: { readonly stack?: unknown }): void {
  const { stack } = error;
  if (typeof stack !== "string") return;
  const become = (value: unknown): void => {
    Object.defineProperty(error, "stack", {
      value,
      enumerable: false,
      writable: true,
      configurable: true,
    });
  };
  Object.defineProperty(error, "stack", {
    get() {
      const joined = stack + framesOf(here.stack);
      become(joined);
      return joined;
    },
    set: become,
    enumerable: false,
    configurable: true,
  });
}

/** The lines of a stack below its head. The app may have made something else of it. */
function framesOf(stack: unknown): string {
  if (typeof stack !== "string") return "";
  const first = stack.indexOf("\n    at ");
  return first < 0 ? "" : stack.slice(first);
}
