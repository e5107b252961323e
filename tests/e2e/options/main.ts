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
