// What the compiler says of calls: nothing here is run. A line that should not compile and does is an
// error by itself.

import { PoolClosedError, WorkerCrashedError } from "@knit/runtime";
import type { Pool, PoolOptions } from "@knit/runtime";
import { createPool } from "./tasks.knit/pool.ts";
import type { Calls } from "./tasks.knit/pool.ts";
import type { Point } from "./tasks.ts";

type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2
    ? true
    : false;
function same<A, B>(..._proof: Same<A, B> extends true ? [] : [never]): void {}

const pool = createPool({ threads: 2, worker: { runtime: "process" } });
const { call } = pool;
same<typeof pool, Pool<Calls>>();
same<Parameters<typeof createPool>, [options?: PoolOptions<keyof Calls>]>();

// Results: awaited, and no more than once.
const centroid = call.centroid([{ x: 1, y: 2 }]);
same<typeof centroid, Promise<Point>>();
const sum = call.add(1, 2);
same<typeof sum, Promise<number>>();
const text = call.shout("a");
same<typeof text, Promise<string>>();
const none = call.nothing();
same<typeof none, Promise<void>>();
const bytes = call.nested();
same<typeof bytes, Promise<Uint8Array>>();
const open = call.anything({});
same<typeof open, Promise<unknown>>();
// @ts-expect-error: a result is a promise
call.add(1, 2) + 1;
// @ts-expect-error: of a number
const wrong: Promise<string> = call.add(1, 2);

// Arguments.
call.add(1);
call.add(1, undefined);
call.shout(null);
call.anything(() => {}, new Date());
// @ts-expect-error: too few
call.add();
// @ts-expect-error: too many
call.add(1, 2, 3);
// @ts-expect-error: not a number
call.add("1");
// @ts-expect-error: a property is missing
call.centroid([{ x: 1 }]);
// @ts-expect-error: a property is of another type
call.centroid([{ x: 1, y: "2" }]);
// @ts-expect-error: not a list
call.centroid({ x: 1, y: 2 });
// @ts-expect-error: undefined is not null
call.shout(undefined);
// @ts-expect-error: takes nothing
call.nothing(1);
// @ts-expect-error: no such task
call.centroids([]);

// Promises of arguments.
call.add(Promise.resolve(1), call.add(1));
call.centroid(Promise.resolve([{ x: 1, y: 2, label: "p" }]));
call.shout(call.shout("twice"));
// @ts-expect-error: a promise of something else
call.add(Promise.resolve("1"));
// @ts-expect-error: only whole arguments are awaited
call.centroid([Promise.resolve({ x: 1, y: 2 })]);

// Options.
createPool();
createPool({});
createPool({ payload: { maxPayloadBytes: 1024 } });
// @ts-expect-error: no such option
createPool({ thread: 2 });
// @ts-expect-error: no such kind
createPool({ worker: { runtime: "fiber" } });
// @ts-expect-error: not a number
createPool({ threads: "2" });

// Ends and errors.
const ended = pool.shutdown();
same<typeof ended, Promise<void>>();
const disposed = pool[Symbol.asyncDispose]();
same<typeof disposed, PromiseLike<void>>();
export function told(error: unknown): string | null {
  if (error instanceof PoolClosedError) return error.code;
  return error instanceof WorkerCrashedError ? error.signal : null;
}
