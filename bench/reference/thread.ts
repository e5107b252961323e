// The reference: a worker that answers messages, as everybody writes it first.

import { parentPort } from "node:worker_threads";

import { busy, crunch } from "../tasks.ts";

export interface Order {
  readonly task: "busy" | "crunch" | "nothing";
  readonly amount: number;
}

const port = parentPort!;
port.on("message", ({ task, amount }: Order) => {
  if (task === "busy") busy(amount);
  port.postMessage(task === "crunch" ? crunch(amount) : amount);
});
port.postMessage("ready");
