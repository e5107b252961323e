// A pool of some of the tasks of its module: `createPool({ only: ["resize"] })`.

import type { PoolTable } from "./pool.ts";

/** The calls of a pool that was asked for some of the tasks; all of them where it was not. */
export type Only<Calls, Name extends keyof Calls> = [Name] extends [never]
  ? Calls
  : [keyof Calls] extends [Name]
    ? Calls
    : Pick<Calls, Name>;

/** Checks the option `only`; undefined where all tasks are asked for. */
export function namesOf<Name>(
  table: PoolTable,
  only: readonly Name[] | undefined,
): readonly Name[] | undefined {
  if (only === undefined) return undefined;
  const known = table.tasks.map(({ name }) => name);
  const there = `there are ${known.map((name) => `\`${name}\``).join(", ")}`;
  if (!Array.isArray(only) || only.length === 0)
    throw new TypeError(
      `createPool: option \`only\` must list tasks; ${there}`,
    );
  for (const name of only) {
    if (!known.includes(name))
      throw new TypeError(
        `createPool: option \`only\` names ${typeof name === "string" ? `\`${name}\`` : typeof name}, which is no task; ${there}`,
      );
  }
  return only;
}

/** The calls with these names. */
export function only<Calls, Name extends keyof Calls>(
  calls: Calls,
  names: readonly Name[] | undefined,
): Only<Calls, Name> {
  const some = names?.map((name) => [name, calls[name]]);
  return (some ? Object.fromEntries(some) : calls) as Only<Calls, Name>;
}
