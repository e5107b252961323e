// The host's end of a thread worker, over a SharedArrayBuffer. Needs no native code.

import { Worker, type WorkerOptions } from "node:worker_threads";

import { LANE_HOST_PARKED, LANE_WORKER_PARKED } from "../abi.ts";
import type { Boot } from "../link.ts";
import {
  environment,
  type Peer,
  type PeerEvents,
  type WorkerMemory,
  type WorkerStart,
} from "../peer.ts";
import { runtimeName } from "../platform.ts";
import { bell, leaveMessage, ringer, ringMessage, waiter } from "./bell.ts";

/** Deno says that a thread is gone when it has been told to go: so long in milliseconds it may still run. */
const exitIsEarly = runtimeName === "deno" ? 2 : 0;

/** How long a thread that is ended by force is waited for, in milliseconds: it may be deep in the system. */
const longestEnd = 5000;

/** What the thread is told at birth. */
export interface ThreadBoot {
  readonly boot: Boot;
  readonly buffer: SharedArrayBuffer;
}

/** Memory for one thread worker, in bytes. */
export function threadMemory(bytes: number): WorkerMemory {
  const buffer = new SharedArrayBuffer(bytes);
  return {
    buffer,
    start: (how, events) => startThread(how, buffer, events),
  };
}

function startThread(
  how: WorkerStart,
  buffer: SharedArrayBuffer,
  events: PeerEvents,
): Peer {
  const knit: ThreadBoot = { boot: how.boot, buffer };
  const worker = new Worker(how.entry, {
    workerData: { knit },
    ...optionsOf(how),
  });
  const i32 = new Int32Array(buffer);
  const gone = watch(worker, i32, events);
  worker.on("message", events.rang);
  // After the listeners: each of them would take it back.
  worker.unref();
  return {
    ring: ringer(i32, LANE_WORKER_PARKED, () =>
      worker.postMessage(ringMessage),
    ),
    listen:
      bell === "wait" ? waiter(i32, LANE_HOST_PARKED, events.rang) : () => {},
    close(patience) {
      worker.ref();
      const force = (): void => void worker.terminate();
      if (patience > 0) worker.postMessage(leaveMessage);
      else force();
      return within(gone, patience, force);
    },
  };
}

function optionsOf({
  boot: { name },
  env,
  resourceLimits,
}: WorkerStart): WorkerOptions {
  return {
    ...(name !== null && { name }),
    ...(Object.keys(env).length > 0 && { env: environment(env) }),
    ...(resourceLimits !== undefined && { resourceLimits }),
  };
}

function watch(
  worker: Worker,
  i32: Int32Array,
  events: PeerEvents,
): Promise<void> {
  let cause: unknown;
  return new Promise((resolve) => {
    worker.on("error", (error) => (cause = error));
    worker.on("exit", (exitCode) => {
      const ended = (): void => {
        resolve();
        // A wait that nobody ends would keep the memory for ever.
        if (bell === "wait") Atomics.notify(i32, LANE_HOST_PARKED >> 2);
        events.ended({ exitCode, signal: null }, cause);
      };
      if (exitIsEarly > 0) setTimeout(ended, exitIsEarly);
      else ended();
    });
  });
}

/** Waits for `gone`, with `force` after so many milliseconds, and not for ever. */
function within(
  gone: Promise<void>,
  patience: number,
  force: () => void,
): Promise<void> {
  return new Promise((resolve) => {
    const timers = [
      setTimeout(force, patience),
      setTimeout(resolve, patience + longestEnd),
    ];
    void gone.then(() => {
      for (const timer of timers) clearTimeout(timer);
      resolve();
    });
  });
}
