// The host's end of a process worker: a child of the host's own runtime that shares a mapping with
// it. The child inherits the mapping's descriptor, so nothing has a name that could leak or clash.

import type * as childProcess from "node:child_process";
import { fileURLToPath } from "node:url";

import type { WorkerEnd } from "../errors.ts";
import { native } from "../native.ts";
import type { Peer, PeerEvents, WorkerMemory } from "../peer.ts";
import { builtin, runtimeName } from "../platform.ts";
import { bellDescriptor, ringer, type BellSocket } from "./bell.ts";
import { bootVariable, type ProcessBoot } from "./boot.ts";

/** How long a worker may take to end by itself, in milliseconds, before it is killed. */
const grace = 500;

/** Memory for one process worker, in bytes. */
export function processMemory(bytes: number): WorkerMemory {
  const { createRegion, closeDescriptor } = native();
  const { buffer, descriptor } = createRegion(bytes);
  return {
    buffer,
    start(entry, limits, events) {
      try {
        return startProcess(
          entry,
          descriptor,
          { limits, bytes, parent: process.pid },
          events,
        );
      } finally {
        // The child has its own by now.
        closeDescriptor(descriptor);
      }
    },
  };
}

function startProcess(
  entry: URL,
  region: number,
  boot: ProcessBoot,
  events: PeerEvents,
): Peer {
  const { spawn } = builtin("node:child_process") as typeof childProcess;
  const child = spawn(
    process.execPath,
    [...runtimeFlags(), fileURLToPath(entry)],
    {
      stdio: ["ignore", "inherit", "inherit", region, "pipe"],
      env: { ...process.env, [bootVariable]: JSON.stringify(boot) },
    },
  );
  const bell = child.stdio[bellDescriptor] as unknown as
    BellSocket | null | undefined;
  const gone = watch(child, events);
  bell?.on("data", events.rang);
  // The child's end is told by its exit, which says how; a broken pipe is part of that.
  bell?.on("error", () => {});
  child.unref();
  bell?.unref();
  return {
    ring: ringer(() => bell?._handle?.fd),
    listen() {},
    close() {
      // End of file asks the worker to go; one that is too busy to notice is killed.
      bell?.destroy();
      const deadline = setTimeout(() => child.kill("SIGKILL"), grace);
      child.ref();
      return gone.finally(() => clearTimeout(deadline));
    },
  };
}

function watch(
  child: childProcess.ChildProcess,
  events: PeerEvents,
): Promise<void> {
  return new Promise((resolve) => {
    const ended = (end: WorkerEnd, cause: unknown): void => {
      resolve();
      events.ended(end, cause);
    };
    child.on("error", (error) =>
      ended({ exitCode: null, signal: null }, error),
    );
    child.on("exit", (exitCode, signal) =>
      ended({ exitCode, signal }, undefined),
    );
  });
}

/** What `knit run` starts Deno with as well: Deno does not tell a program its own flags. */
const denoFlags = [
  "run",
  "-A",
  "--quiet",
  "--node-modules-dir=manual",
  "--unstable-sloppy-imports",
] as const;

/** The flags the child needs to run what the host could run. */
function runtimeFlags(): string[] {
  if (runtimeName === "deno") {
    const map = process.env["KNIT_RUN_IMPORTS"];
    return [...denoFlags, ...(map ? ["--import-map", map] : [])];
  }
  return process.execArgv.filter((flag) => !flag.startsWith("--inspect"));
}
