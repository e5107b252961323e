// The bell of process workers: one byte on a socket that the event loop polls, either way. The other
// side's end of file says that it is gone.

import type * as net from "node:net";

import { nativeModule } from "../native.ts";
import { builtin, runtimeName } from "../platform.ts";

/** The descriptors a worker process is born with, after the three standard ones. */
export const regionDescriptor = 3;
export const bellDescriptor = 4;

/** A duplex stream with the descriptor beneath it, as `child.stdio` and sockets have it. */
export interface BellSocket {
  on(event: "data" | "end" | "error" | "close", listener: () => void): unknown;
  destroy(): unknown;
  ref(): unknown;
  unref(): unknown;
  readonly _handle?: { readonly fd?: number } | null;
}

/** Opens the worker's end. Bun cannot make a `Socket` of a descriptor, but connects to one. */
export function openBell(): BellSocket {
  const { connect, Socket } = builtin("node:net") as typeof net;
  if (runtimeName === "bun") {
    return connect({ fd: bellDescriptor } as unknown as {
      path: string;
    }) as unknown as BellSocket;
  }
  return new Socket({
    fd: bellDescriptor,
    readable: true,
    writable: true,
  }) as unknown as BellSocket;
}

/** Rings through the descriptor beneath a socket: a stream's own `write` costs ten times as much. */
export function socketRinger(descriptor: () => number | undefined): () => void {
  const { ring } = nativeModule();
  return () => {
    const open = descriptor();
    if (open !== undefined && open >= 0) ring(open);
  };
}
