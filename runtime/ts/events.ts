// What pools tell on `node:diagnostics_channel`. A channel that nobody listens to costs a look at it, and only
// where something happens that is rare anyway: nothing is told of calls that go well.

import type { Channel } from "node:diagnostics_channel";

import { builtin } from "./platform.ts";

/** The channels, and what is published on each. `pool` tells the pools of a process apart. */
export interface PoolEvents {
  "knit:pool:created": {
    readonly pool: number;
    /** The worker module. */
    readonly worker: string;
    readonly runtime: "thread" | "process";
    readonly threads: number;
    readonly tasks: readonly string[];
  };
  /** No call can be made any more. */
  "knit:pool:closed": { readonly pool: number };
  /** A worker takes calls, so many milliseconds after it was started. */
  "knit:worker:started": {
    readonly pool: number;
    readonly seat: number;
    readonly milliseconds: number;
  };
  /** A worker is gone; `cause` is what it died of, where that is known. */
  "knit:worker:ended": {
    readonly pool: number;
    readonly seat: number;
    readonly exitCode: number | null;
    readonly signal: string | null;
    readonly cause: unknown;
  };
  /** A call had no answer within its timeout. */
  "knit:call:timeout": {
    readonly pool: number;
    readonly task: string;
    readonly milliseconds: number;
  };
  /** The signal of a call aborted before it had an answer. */
  "knit:call:aborted": {
    readonly pool: number;
    readonly task: string;
    readonly reason: unknown;
  };
  /** A call was rejected because `max` of them wait. */
  "knit:queue:full": {
    readonly pool: number;
    readonly task: string;
    readonly max: number;
  };
}

interface Module {
  channel(name: string): Channel;
}

/** Undefined where the platform has none. */
let module: Module | undefined;
let isLoaded = false;
const channels = new Map<keyof PoolEvents, Channel>();

/** Publishes what `make` returns, if anybody listens. */
export function tell<Name extends keyof PoolEvents>(
  name: Name,
  make: () => PoolEvents[Name],
): void {
  const channel = channelOf(name);
  if (channel?.hasSubscribers === true) channel.publish(make());
}

function channelOf(name: keyof PoolEvents): Channel | undefined {
  if (!isLoaded) load();
  let channel = channels.get(name);
  if (channel === undefined && module !== undefined) {
    channel = module.channel(name);
    channels.set(name, channel);
  }
  return channel;
}

function load(): void {
  isLoaded = true;
  try {
    module = builtin("node:diagnostics_channel") as Module;
  } catch {
    // Events are for whoever can listen.
  }
}
