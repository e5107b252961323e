// The host's end of a process worker: a child of the host's own runtime that shares a mapping with
// it. The child inherits the mapping's descriptor, so nothing has a name that could leak or clash.

import type * as childProcess from "node:child_process";
import { fileURLToPath } from "node:url";

import type { WorkerEnd } from "../errors.ts";
import { nativeModule } from "../native.ts";
import {
  environment,
  type Peer,
  type PeerEvents,
  type WorkerMemory,
  type WorkerStart,
} from "../peer.ts";
import { builtin, runtimeName } from "../platform.ts";
import type { ResourceLimits } from "../worker_options.ts";
import { bellDescriptor, socketRinger, type BellSocket } from "./bell.ts";
import { bootVariable, type ProcessBoot } from "./boot.ts";

/** How long a worker may take to end by itself, in milliseconds, before it is told to, and then before it is killed. */
const grace = 500;

/** Memory for one process worker, in bytes. */
export function processMemory(bytes: number): WorkerMemory {
  const { createRegion, closeDescriptor } = nativeModule();
  const { buffer, descriptor } = createRegion(bytes);
  return {
    buffer,
    start(how, events) {
      try {
        return startProcess(how, descriptor, bytes, events);
      } finally {
        // The child has its own by now.
        closeDescriptor(descriptor);
      }
    },
  };
}

function startProcess(
  how: WorkerStart,
  region: number,
  bytes: number,
  events: PeerEvents,
): Peer {
  const boot: ProcessBoot = { boot: how.boot, bytes, parent: process.pid };
  const { spawn } = builtin("node:child_process") as typeof childProcess;
  const child = spawn(
    process.execPath,
    [...runtimeFlags(how), fileURLToPath(how.entry)],
    {
      stdio: ["ignore", "inherit", "inherit", region, "pipe"],
      env: environment({
        ...how.env,
        [bootVariable]: JSON.stringify(boot),
      }),
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
    ring: socketRinger(() => bell?._handle?.fd),
    listen() {},
    close(patience) {
      // End of file asks the worker to go; one that is too busy to notice is killed.
      bell?.destroy();
      const timers = [
        setTimeout(() => child.kill("SIGTERM"), patience + grace),
        setTimeout(() => child.kill("SIGKILL"), patience + 2 * grace),
      ];
      child.ref();
      return gone.finally(() => timers.forEach((timer) => clearTimeout(timer)));
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

/** The flags the child needs to run what the host could run, and to keep to its limits. */
function runtimeFlags({ resourceLimits = {} }: WorkerStart): string[] {
  const limits = memoryFlags(resourceLimits);
  if (runtimeName === "deno") {
    const map = process.env["KNIT_RUN_IMPORTS"];
    return [
      ...denoFlags,
      ...(map ? ["--import-map", map] : []),
      ...(limits.length > 0 ? [`--v8-flags=${limits.join(",")}`] : []),
    ];
  }
  const own = process.execArgv.filter((flag) => !flag.startsWith("--inspect"));
  return [...own, ...limits];
}

/** The young generation has three parts of the size that the flag sets. */
const semiSpaces = 3;

function memoryFlags(limits: ResourceLimits): string[] {
  const { maxOldGenerationSizeMb: old, maxYoungGenerationSizeMb: young } =
    limits;
  const semi = Math.max(1, Math.round((young ?? 0) / semiSpaces));
  return [
    ...(old === undefined ? [] : [`--max-old-space-size=${old}`]),
    ...(young === undefined ? [] : [`--max-semi-space-size=${semi}`]),
  ];
}
