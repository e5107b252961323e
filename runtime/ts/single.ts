// The tasks of a generated module one by one: each is a function that calls a pool which is started when
// it is needed, and makes pools of its own.

import type { Caller } from "./caller.ts";
import type { PoolOptions } from "./options.ts";
import { start, type Pool, type PoolTable } from "./pool.ts";

/**
 * A task by itself. Called, it goes to a pool of one worker that all tasks of its module share; `createPool` gives
 * a pool whose `call` is the task.
 */
export type Single<Call> = Call & {
  createPool(options?: PoolOptions): Pool<Call>;
};

/** All tasks of a module. */
export type Singles<Calls> = {
  readonly [Name in keyof Calls]: Single<Calls[Name]>;
};

/** Makes them. Called by generated code. */
export function singles<Calls>(
  table: PoolTable,
  bind: (caller: Caller) => Calls,
): Singles<Calls> {
  let shared: Pool<Calls> | undefined;
  const single = (name: keyof Calls): Single<Calls[keyof Calls]> => {
    const call = (...args: never[]): unknown => {
      // Idle, it keeps no process alive, so nobody has to shut it down.
      shared ??= start(table, bind, (calls) => calls, undefined);
      return (shared.call[name] as (...args: never[]) => unknown)(...args);
    };
    const createPool = (options?: PoolOptions): Pool<Calls[keyof Calls]> => {
      if (options?.only !== undefined)
        throw new TypeError(
          `createPool: option \`only\` is for pools of several tasks, and this one is for \`${String(name)}\``,
        );
      return start(table, bind, (calls) => calls[name], options);
    };
    return Object.assign(call, { createPool }) as Single<Calls[keyof Calls]>;
  };
  const names = table.tasks.map(({ name }) => name as keyof Calls);
  return Object.fromEntries(
    names.map((name) => [name, single(name)]),
  ) as Singles<Calls>;
}
