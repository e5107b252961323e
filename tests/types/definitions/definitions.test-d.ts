// What the compiler says of tasks that are made by calls, and of pools of some of them: nothing here is run.
// A line that should not compile and does is an error by itself.

import { importTask, task } from "@knit/runtime";
import type { Pool } from "@knit/runtime";
import { createPool, late, plain } from "./tasks.knit/pool.ts";
import type { Calls } from "./tasks.knit/pool.ts";
import { abortable } from "./tasks.ts";

type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2
    ? true
    : false;
function same<A, B>(..._proof: Same<A, B> extends true ? [] : [never]): void {}

const pool = createPool();
const { call } = pool;
same<typeof pool, Pool<Calls>>();

// The signature is that of the function.
const sum = call.plain(1, Promise.resolve(2));
same<typeof sum, Promise<number>>();
call.plain(1);
// @ts-expect-error: not a number
call.plain("1");
// @ts-expect-error: too many
call.plain(1, 2, 3);

// A timeout may give something else.
const limited = call.limited(1);
same<typeof limited, Promise<number>>();
const orLate = call.late(1);
same<typeof orLate, Promise<number | "late">>();
const orNothing = call.maybe(1);
same<typeof orNothing, Promise<number | undefined>>();
const orNull = call.typed("text");
same<typeof orNull, Promise<number | null>>();
const annotated = call.annotated(1);
same<typeof annotated, Promise<number | "late">>();

// The abort context is no argument.
const aborted = call.abortable(1, "text");
same<typeof aborted, Promise<boolean>>();
call.alone();
// @ts-expect-error: too many
call.abortable(1, "text", {});
// @ts-expect-error: takes nothing
call.alone({});
const here: boolean = abortable(1, "text");
// @ts-expect-error: takes nothing
call.nothing("text");
call.nothing();

// Imported tasks.
const told = call.told(1, 2);
same<typeof told, Promise<number>>();
const watched = call.watched("name");
same<typeof watched, Promise<string | null>>();
const one = call.one([1]);
same<typeof one, Promise<number>>();
const alike = call.same(1, 2);
same<typeof alike, Promise<number>>();
const more = call.more(1);
same<typeof more, Promise<number | undefined>>();
// @ts-expect-error: too few
call.told(1);
// @ts-expect-error: not a list
call.one(1);
// @ts-expect-error: the context is no argument
call.watched("name", {});

// Some of the tasks, and one.
const some = createPool({ threads: 2, only: ["plain", "told"] });
same<typeof some, Pool<Pick<Calls, "plain" | "told">>>();
// @ts-expect-error: it was not asked for
some.call.late(1);
// @ts-expect-error: no such task
createPool({ only: ["plane"] });
const single = plain.createPool({ threads: 2 });
same<typeof single, Pool<Calls["plain"]>>();
const alone = single.call(1, 2);
same<typeof alone, Promise<number>>();
// @ts-expect-error: not a number
single.call("1");
// @ts-expect-error: there is just one
plain.createPool({ only: ["plain"] });
const direct = late(1);
same<typeof direct, Promise<number | "late">>();

// Definitions that cannot be.
// @ts-expect-error: no function
task({ timeout: 5 });
// @ts-expect-error: no function
task({ f: 5 });
// @ts-expect-error: not a timeout
task({ timeout: "5", f: () => 1 });
// @ts-expect-error: a timeout without a time
task({ timeout: { default: 5 }, f: () => 1 });
// @ts-expect-error: no such option
task({ time: 5, f: () => 1 });
// @ts-expect-error: gives something else
task<string, number>({ f: (text) => text });
// @ts-expect-error: the default is something else
task<string, number>({ timeout: { time: 5, default: "" }, f: () => 1 });
// @ts-expect-error: no address
importTask({ name: "add" });
// @ts-expect-error: no signature
importTask<string>({ href: "./heavy.ts" });

export { here };
