// Starts the floor's worker, as a thread or as a process.

import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";

import type { Kind } from "../kind.ts";
import { nativeModule } from "./native.ts";
import { floorBytes, floorHost, type Floor } from "./ring.ts";

export function startFloor(kind: Kind): Floor {
  return floorHost(kind === "thread" ? startThread() : startProcess());
}

function startThread(): SharedArrayBuffer {
  const buffer = new SharedArrayBuffer(floorBytes);
  new Worker(new URL("./thread.ts", import.meta.url), {
    workerData: buffer,
  }).unref();
  return buffer;
}

function startProcess(): ArrayBuffer {
  const { buffer, descriptor } = nativeModule().createRegion(floorBytes);
  const flags = "Deno" in globalThis ? ["run", "-A", "--quiet"] : [];
  const entry = fileURLToPath(new URL("./process.ts", import.meta.url));
  const child = spawn(process.execPath, [...flags, entry], {
    stdio: ["ignore", "inherit", "inherit", descriptor],
  });
  child.unref();
  return buffer;
}
