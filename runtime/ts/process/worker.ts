// The worker's end of a process. It goes when its host goes: the kernel sees to that where it can,
// the bell's end of file does in any case.

import type { Link } from "../link.ts";
import { nativeModule } from "../native.ts";
import {
  bellDescriptor,
  openBell,
  regionDescriptor,
  socketRinger,
} from "./bell.ts";
import { bootVariable, type ProcessBoot } from "./boot.ts";

/** The link of this process to the host that started it, if one did. */
export function processLink(): Link | undefined {
  const text = process.env[bootVariable];
  if (text === undefined) return undefined;
  // Programs that the tasks start are not workers.
  delete process.env[bootVariable];
  const { boot, bytes, parent } = JSON.parse(text) as ProcessBoot;
  if (boot.name !== null) process.title = boot.name;
  const { openRegion, dieWithParent } = nativeModule();
  dieWithParent(parent);
  // The descriptor stays open: on Deno a file that got its number would not be read to its end.
  const buffer = openRegion(regionDescriptor, bytes);
  let woken: () => void = () => {};
  const bell = openBell();
  bell.on("data", () => woken());
  const leave = (): void => process.exit();
  let asked = leave;
  let isAsked = false;
  // However the host's end goes: it asks, or is gone.
  for (const event of ["end", "close", "error"] as const)
    bell.on(event, () => {
      if (isAsked) return;
      isAsked = true;
      asked();
    });
  return {
    buffer,
    boot,
    ring: socketRinger(() => bellDescriptor),
    listen(callback) {
      woken = callback;
    },
    leave,
    whenAsked(callback) {
      asked = callback;
    },
  };
}
