// The bells of thread workers. Both sides sleep in their event loops, so that timers and I/O go on.

import { runtimeName } from "../platform.ts";

// Measured, a wake of a parked thread and back: the port 7.7 us on Node and 15 on Bun, where
// `waitAsync` takes 9.4 and 16; on Deno `waitAsync` takes 7.4 and the port 11.5.
export const bell: "port" | "wait" = runtimeName === "deno" ? "wait" : "port";

/** What is posted through a port: that the other side is to look, or that the worker is to end. */
export const ringMessage = 0;
export const leaveMessage = 1;

/** Rings the other side's bell: the one that sleeps on the word at `offset`. */
export function ringer(
  i32: Int32Array,
  offset: number,
  post: () => void,
): () => void {
  if (bell === "port") return post;
  return () => void Atomics.notify(i32, offset >> 2);
}

/** Waits for the word at `offset` to be rung while it is 1; one wait at a time. */
export function waiter(
  i32: Int32Array,
  offset: number,
  rang: () => void,
): () => void {
  let waiting = false;
  const done = (): void => {
    waiting = false;
    rang();
  };
  return () => {
    if (waiting) return;
    const wait = Atomics.waitAsync(i32, offset >> 2, 1);
    // Not asynchronous: the word changed, so the other side has rung already.
    if (!wait.async) return queueMicrotask(rang);
    waiting = true;
    void wait.value.then(done);
  };
}
