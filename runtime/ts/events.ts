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

const names: readonly (keyof PoolEvents)[] = [
  "knit:pool:created",
  "knit:pool:closed",
  "knit:worker:started",
  "knit:worker:ended",
  "knit:call:timeout",
  "knit:call:aborted",
  "knit:queue:full",
];

let channels: ReadonlyMap<string, Channel> | undefined;

/** Publishes what `make` returns, if anybody listens. */
export function tell<Name extends keyof PoolEvents>(
  name: Name,
  make: () => PoolEvents[Name],
): void {
  channels ??= open();
  const channel = channels.get(name);
  if (channel?.hasSubscribers === true) channel.publish(make());
}

/** All channels, from the first pool on: Bun forgets those that nobody holds, and who listens to them. */
function open(): ReadonlyMap<string, Channel> {
  let module: Module;
  try {
    module = builtin("node:diagnostics_channel") as Module;
  } catch {
    // The platform has none: nobody listens.
    return new Map();
  }
  return new Map(names.map((name) => [name, module.channel(name)]));
}
