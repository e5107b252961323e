// The tasks of a pool as functions that the host can call: only a pool with an inliner evaluates the task
// module where the app runs.

import type { AbortContext } from "../abort.ts";
import { isImported } from "../define.ts";
import type { Definition } from "../definition.ts";
import { WorkerStartupError } from "../errors.ts";
import type { PoolTable } from "../pool.ts";
import type { TaskSpec, TaskTable } from "../task.ts";
import { readTimeout, type Timeout } from "../timeout.ts";

/** A task that can run here. */
export interface InlineTask {
  readonly spec: TaskSpec;
  readonly timeout: Timeout | undefined;
  /** Calls it; `enter` gives the abort context of the call, if the task asks for one. */
  readonly run: (
    args: readonly unknown[],
    enter: () => AbortContext,
  ) => unknown;
}

type Run = (...args: readonly unknown[]) => unknown;
type Exports = Readonly<Record<string, Run & Partial<Definition>>>;

/** Loads the task module; the tasks that can only run in workers are left out. */
export async function loadInlineTasks(
  table: PoolTable,
  specs: readonly TaskSpec[],
): Promise<readonly (InlineTask | undefined)[]> {
  const exports = await load(table);
  return table.tasks.map((row, id) => inlineTask(exports, row, specs[id]!));
}

async function load(table: PoolTable): Promise<Exports> {
  try {
    return (await table.load()) as Exports;
  } catch (cause) {
    throw new WorkerStartupError(
      `the task module cannot be loaded on the host, as option \`inliner\` asks for: ${String(cause)}`,
      { cause },
    );
  }
}

function inlineTask(
  exports: Exports,
  { name, abort, timeout }: TaskTable,
  spec: TaskSpec,
): InlineTask | undefined {
  const task = exports[name];
  if (task === undefined || isImported(task)) return undefined;
  return {
    spec,
    timeout: timeout === true ? readTimeout(task.timeout) : undefined,
    // Looked up anew for each call: an export may be assigned to later.
    run: (args, enter) =>
      abort === undefined
        ? exports[name]!(...args)
        : (exports[name]!.f as Run)(...padded(args, abort), enter()),
  };
}

/** The arguments before the abort context, those that the caller left out included. */
function padded(args: readonly unknown[], count: number): readonly unknown[] {
  return Array.from({ length: count }, (_, index) => args[index]);
}
