import { workers } from "../shared/case.ts";
import { createPool } from "./tasks.knit/pool.ts";

const wrong: unknown[] = [
  { thread: 2 },
  { threads: 0 },
  { threads: 1.5 },
  { threads: "2" },
  { threads: NaN },
  { threads: null },
  { timeout: 5, threads: 2 },
  { worker: "process" },
  { worker: null },
  { worker: { kind: "process" } },
  { worker: { runtime: "fiber" } },
  { worker: { runtime: null } },
  { payload: 5 },
  { payload: { max: 1 } },
  { payload: { payloadInitialBytes: -1 } },
  { payload: { payloadMaxByteLength: 2 ** 40 } },
  { payload: { maxPayloadBytes: "1 MB" } },
  { payload: { payloadMaxByteLength: 65_536, maxPayloadBytes: 65_537 } },
  { threads: "many" },
  { balancer: "fastest" },
  { balancer: { strategy: 1 } },
  { balancer: { name: "pull" } },
  { queue: { max: -1 } },
  { queue: { max: 1, whenFull: "drop" } },
  { abortSignalCapacity: 0 },
  { stats: 1 },
  { inliner: true },
  { inliner: { position: "middle" } },
  { inliner: { batchSize: 0 } },
  { inliner: { dispatchThreshold: 1.5 } },
  { inliner: { threshold: 2 } },
  { worker: { hardTimeoutMs: 0 } },
  { worker: { processRuntime: "bun" } },
  { worker: { compiled: {} } },
  { worker: { bootstrap: "./a.ts" } },
  { worker: { bootstrap: {} } },
  { worker: { bootstrap: { href: "" } } },
  { worker: { bootstrap: { href: "./a.ts", name: "" } } },
  { worker: { bootstrap: { href: "./a.ts", timeoutMs: 1 } } },
  { worker: { teardown: { href: 5 } } },
  { worker: { teardown: { href: "./a.ts", timeoutMs: 0 } } },
  { worker: { env: "A=1" } },
  { worker: { env: { A: 1 } } },
  { worker: { name: "" } },
  { worker: { resourceLimits: { heap: 5 } } },
  { worker: { resourceLimits: { maxOldGenerationSizeMb: 0 } } },
  { worker: { timers: { spinMicroseconds: -1 } } },
  { worker: { timers: { parkMs: "5" } } },
  { worker: { timers: { pauseNanoseconds: NaN } } },
  { worker: { resolveAfterFinishingAll: "yes" } },
  { threads: 2, minThreads: 3 },
  { threads: 2, minThreads: -1 },
  { threads: 2, minThreads: 1, idleTimeout: 0 },
  { source: 5 },
  { payload: { mode: "huge" } },
  { host: { dispatcher: "none" } },
  { host: { steal: 1 } },
  { host: { spin: 1 } },
  { permission: "strict" },
  { unsafe: {} },
  null,
  5,
];
for (const options of wrong) {
  try {
    createPool(options as never);
    console.log("taken:", JSON.stringify(options));
  } catch (error) {
    console.log(String(error));
  }
}

for (const options of [
  undefined,
  {},
  { threads: undefined, worker: undefined, payload: {} } as never,
  workers(2),
  { ...workers(2), threads: "auto" as const },
  { ...workers(1), abortSignalCapacity: 258, balancer: {}, queue: {} },
  {
    ...workers(1),
    payload: {
      payloadInitialBytes: 65_536,
      payloadMaxByteLength: 2 ** 20,
      maxPayloadBytes: 1000 * 1000,
    },
  },
]) {
  await using pool = createPool(options);
  console.log(await pool.call.add(1, 2));
}
