// The worker's end of a thread.

import { parentPort, workerData } from "node:worker_threads";

import { LANE_HOST_PARKED, LANE_WORKER_PARKED } from "../abi.ts";
import type { Link } from "../link.ts";
import { bell, ringer, waiter } from "./bell.ts";
import type { ThreadBoot } from "./host.ts";

/** The link of this thread to the host that started it, if one did. */
export function threadLink(): Link | undefined {
  const boot = (workerData as { knit?: ThreadBoot } | null)?.knit;
  if (boot === undefined || parentPort === null) return undefined;
  const port = parentPort;
  const i32 = new Int32Array(boot.buffer);
  let woken: () => void = () => {};
  // Also what keeps this thread alive while it is parked.
  port.on("message", () => woken());
  const wait = waiter(i32, LANE_WORKER_PARKED, () => woken());
  return {
    buffer: boot.buffer,
    limits: boot.limits,
    ring: ringer(i32, LANE_HOST_PARKED, () => port.postMessage(0)),
    listen(callback) {
      woken = callback;
      if (bell === "wait") wait();
    },
    leave() {
      // Ends this thread alone. A port cannot be closed on Deno.
      process.exit();
    },
  };
}
