// The host's side of the reference.

import { Worker } from "node:worker_threads";

import type { Order } from "./thread.ts";

export interface Reference {
  ask(order: Order): Promise<unknown>;
  close(): Promise<unknown>;
}

/** Starts a bare worker; resolves with its first message. */
export async function startReference(): Promise<Reference> {
  const worker = new Worker(new URL("./thread.ts", import.meta.url));
  let answer: (value: unknown) => void;
  const ready = new Promise((resolve) => (answer = resolve));
  worker.on("message", (value) => answer(value));
  await ready;
  return {
    ask(order) {
      const promise = new Promise((resolve) => (answer = resolve));
      worker.postMessage(order);
      return promise;
    },
    close: () => worker.terminate(),
  };
}
