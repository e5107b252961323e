// The host's end of a thread worker, over a SharedArrayBuffer. Needs no native code.

import { Worker } from "node:worker_threads";

import { LANE_HOST_PARKED, LANE_WORKER_PARKED } from "../abi.ts";
import type { LaneLimits } from "../places.ts";
import type { Peer, PeerEvents, WorkerMemory } from "../peer.ts";
import { runtimeName } from "../platform.ts";
import { bell, ringer, waiter } from "./bell.ts";

/** Deno says that a thread is gone when it has been told to go: so long in milliseconds it may still run. */
const exitIsEarly = runtimeName === "deno" ? 2 : 0;

/** What the thread is told at birth. */
export interface ThreadBoot {
  readonly limits: LaneLimits;
  readonly buffer: SharedArrayBuffer;
}

/** Memory for one thread worker, in bytes. */
export function threadMemory(bytes: number): WorkerMemory {
  const buffer = new SharedArrayBuffer(bytes);
  return {
    buffer,
    start: (entry, limits, events) =>
      startThread(entry, buffer, limits, events),
  };
}

function startThread(
  entry: URL,
  buffer: SharedArrayBuffer,
  limits: LaneLimits,
  events: PeerEvents,
): Peer {
  const knit: ThreadBoot = { limits, buffer };
  const worker = new Worker(entry, { workerData: { knit } });
  let cause: unknown;
  const gone = new Promise<void>((resolve) => {
    worker.on("error", (error) => (cause = error));
    worker.on("exit", (exitCode) => {
      const ended = (): void => {
        resolve();
        events.ended({ exitCode, signal: null }, cause);
      };
      if (exitIsEarly > 0) setTimeout(ended, exitIsEarly);
      else ended();
    });
  });
  worker.on("message", events.rang);
  // After the listeners: each of them would take it back.
  worker.unref();
  const i32 = new Int32Array(buffer);
  return {
    ring: ringer(i32, LANE_WORKER_PARKED, () => worker.postMessage(0)),
    listen:
      bell === "wait" ? waiter(i32, LANE_HOST_PARKED, events.rang) : () => {},
    async close() {
      await worker.terminate();
      await gone;
    },
  };
}
