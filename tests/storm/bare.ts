// What pools are compared with: a worker that answers what it is told.

import { parentPort } from "node:worker_threads";

if (parentPort === null) {
  // A process: its input is the host's.
  process.stdin.on("data", (text) => process.stdout.write(text));
} else {
  const port = parentPort;
  port.on("message", (value) => port.postMessage(value));
}
