import assert from "node:assert/strict";
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { until, workers } from "../shared/case.ts";
import { createPool } from "./tasks.knit/pool.ts";

const folder = mkdtempSync(join(tmpdir(), "knit-case-"));
const note = join(folder, "note");
writeFileSync(note, "what a task left behind");
{
  await using pool = createPool(workers(1));
  const { call } = pool;

  // D-25. While nobody calls: the worker is parked, its timers and I/O are not.
  const idle = join(folder, "idle");
  await call.leave(note, idle);
  await until(() => holds(idle));

  // While the host never stops calling, one call at a time and in bursts.
  const busy = join(folder, "busy");
  await call.leave(note, busy);
  while (!holds(busy)) await call.seen();
  const burst = join(folder, "burst");
  await call.leave(note, burst);
  while (!holds(burst))
    await Promise.all(Array.from({ length: 200 }, () => call.seen()));
  const long = join(folder, "long");
  await call.leave(note, long);
  while (!holds(long))
    await Promise.all(Array.from({ length: 20 }, () => call.spin(1)));

  await call.start();
  let last = await call.seen();
  for (let time = 0; time < 5; time += 1) {
    let now = last;
    while (now === last) now = await call.seen();
    assert(now > last);
    last = now;
  }
  await call.stop();

  // The host's own event loop gets its turns as well while calls come and go.
  let fired = false;
  setTimeout(() => (fired = true), 5);
  while (!fired) await call.seen();
}
rmSync(folder, { recursive: true });
console.log("ok");

function holds(path: string): boolean {
  return (
    existsSync(path) &&
    readFileSync(path, "utf8") === "what a task left behind went on"
  );
}
