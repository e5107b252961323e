// A pool that is made inside a worker thread of the app's own.

import { Worker } from "node:worker_threads";

import { runtime } from "../shared/case.ts";

for (let time = 0; time < 2; time += 1) {
  const worker = new Worker(new URL("./inner.ts", import.meta.url), {
    argv: [runtime],
  });
  const ended = new Promise((resolve, reject) => {
    worker.on("error", reject);
    worker.on("exit", resolve);
  });
  worker.on("message", (text) => console.log(text));
  await ended;
}
console.log("ok");
