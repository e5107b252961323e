// The worker's end of a thread.

import { parentPort, workerData } from "node:worker_threads";

import { LANE_HOST_PARKED, LANE_WORKER_PARKED } from "../abi.ts";
import type { Link } from "../link.ts";
import { bell, leaveMessage, ringer, ringMessage, waiter } from "./bell.ts";
import type { ThreadBoot } from "./host.ts";

/** The link of this thread to the host that started it, if one did. */
export function threadLink(): Link | undefined {
  const knit = (workerData as { knit?: ThreadBoot } | null)?.knit;
  if (knit === undefined || parentPort === null) return undefined;
  const port = parentPort;
  const i32 = new Int32Array(knit.buffer);
  let woken: () => void = () => {};
  // Ends this thread alone. A port cannot be closed on Deno.
  const leave = (): void => process.exit();
  let asked = leave;
  let isAsked = false;
  // Also what keeps this thread alive while it is parked.
  port.on("message", (message) => {
    if (message !== leaveMessage) return woken();
    if (!isAsked) asked();
    isAsked = true;
  });
  const wait = waiter(i32, LANE_WORKER_PARKED, () => woken());
  return {
    buffer: knit.buffer,
    boot: knit.boot,
    ring: ringer(i32, LANE_HOST_PARKED, () => port.postMessage(ringMessage)),
    listen(callback) {
      woken = callback;
      if (bell === "wait") wait();
    },
    leave,
    whenAsked(callback) {
      asked = callback;
    },
  };
}
