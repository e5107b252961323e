// The few things that differ between Node.js, Deno and Bun, in one place.

import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { setImmediate, setInterval } from "node:timers";

export type RuntimeName = "node" | "deno" | "bun";

export const runtimeName: RuntimeName =
  "Deno" in globalThis ? "deno" : "Bun" in globalThis ? "bun" : "node";

/** How many threads can make progress at the same time; with one, spinning only delays the other. */
export const cores: number = availableParallelism();

/** Runs `task` in a turn of the event loop of its own, after pending I/O. */
export function afterInput(task: () => void): void {
  setImmediate(task);
}

const settled: Promise<void> = Promise.resolve();

/** Runs `task` after the microtasks that are queued by now. Node's `queueMicrotask` costs five times as much. */
export function soon(task: () => void): void {
  void settled.then(task);
}

/** Something that keeps the process alive while it is held. */
export interface KeepAlive {
  hold(): void;
  release(): void;
}

const aLongTime = 2 ** 30;

/** What keeps the process alive while anybody holds it: one timer, which is never cleared. */
let timer: ReturnType<typeof setInterval> | undefined;
let holders = 0;

/** `Atomics.waitAsync` and idle workers do not keep a process alive by themselves: a timer does. */
export function keepAlive(): KeepAlive {
  let held = false;
  return {
    hold() {
      if (held) return;
      held = true;
      holders += 1;
      timer ??= setInterval(() => {}, aLongTime);
      if (holders === 1) timer.ref();
    },
    release() {
      if (!held) return;
      held = false;
      holders -= 1;
      if (holders === 0) timer?.unref();
    },
  };
}

/** A module of the platform that most workers never need and should not wait for. */
export function builtin(name: string): unknown {
  return createRequire(import.meta.url)(name);
}
