// The worker's side of a pool that is debugged: says how it loads its tasks, what that does to `globalThis`, and what
// calls it takes.

import { isImported } from "../define.ts";
import type { Boot } from "../link.ts";
import { isThenable } from "../thenable.ts";
import { moduleOf } from "../told.ts";
import type { WorkerTask } from "../calls.ts";
import { differences, seeGlobals, type Globals } from "./globals.ts";
import { milliseconds, openLog, shown, type Log, type Say } from "./log.ts";

/** What is seen of a worker that starts; its methods are called one after the other. */
export class Watch {
  private readonly log: Log;
  private readonly cancelled: symbol;
  private readonly start: number = performance.now();
  private globals: Globals | undefined;

  /** `cancelled` is what a task throws that was given up at the last moment. */
  constructor(boot: Boot, cancelled: symbol) {
    this.log = openLog(`w${boot.context.thread}`, boot.debug!);
    this.cancelled = cancelled;
    this.seeGlobals();
  }

  /** The bootstrap is over. */
  bootstrapped(): void {
    this.compareGlobals("bootstrap");
  }

  /** Loads the tasks, to be run in place of those that `load` gives. */
  async load(
    load: () => Promise<readonly WorkerTask[]>,
  ): Promise<readonly WorkerTask[]> {
    const { imports, signals } = this.log;
    // knit notes something of its own there.
    this.seeGlobals();
    const tasks = await timed(imports, "the task module", load);
    let rows = tasks;
    if (imports !== undefined) rows = rows.map((task) => timing(task, imports));
    if (signals !== undefined) rows = tracing(rows, signals, this.cancelled);
    return rows;
  }

  /** The imported tasks are loaded as well. */
  loaded(): void {
    this.compareGlobals("the task modules");
    this.log.lifecycle?.(
      `ready after ${milliseconds(this.start)} ms, in process ${process.pid}`,
    );
  }

  private seeGlobals(): void {
    if (this.log.globals !== undefined) this.globals = seeGlobals();
  }

  private compareGlobals(who: string): void {
    const { globals: before, log } = this;
    if (before === undefined) return;
    const texts = differences(before, seeGlobals());
    if (texts.length === 0) log.globals?.(`${who}: nothing has changed`);
    for (const text of texts) log.globals?.(`${who}: ${text}`);
  }
}

/** Says how long `load` took, and what came of it. */
async function timed<Result>(
  say: Say | undefined,
  what: string,
  load: () => Promise<Result>,
): Promise<Result> {
  const start = performance.now();
  try {
    const result = await load();
    say?.(`${what} is loaded after ${milliseconds(start)} ms`);
    return result;
  } catch (error) {
    say?.(
      `${what} could not be loaded after ${milliseconds(start)} ms: ${shown(error)}`,
    );
    throw error;
  }
}

/** An imported task that says how long its module takes to load; other tasks as they are. */
function timing(task: WorkerTask, say: Say): WorkerTask {
  const { definition, name } = task;
  if (definition === undefined || !isImported(definition)) return task;
  const { href } = definition;
  const what = `${href}, for task ${name},`;
  const load = (): Promise<object> => moduleOf(task, href);
  return { ...task, load: () => timed(say, what, load) };
}

/** Tasks that say when they are called and what comes of it. */
function tracing(
  tasks: readonly WorkerTask[],
  say: Say,
  cancelled: symbol,
): readonly WorkerTask[] {
  let count = 0;
  return tasks.map(({ name, run, ...rest }) => ({
    ...rest,
    name,
    run: (from, abort) => {
      const start = performance.now();
      const call = `${name} (call ${(count += 1)} here)`;
      const threw = (error: unknown): never => {
        say(
          error === cancelled
            ? `${call} is not run: it was given up`
            : `${call} threw after ${milliseconds(start)} ms: ${shown(error)}`,
        );
        throw error;
      };
      const returned = (value: unknown): unknown => {
        say(`${call} returned after ${milliseconds(start)} ms`);
        return value;
      };
      say(`${call} is taken`);
      let result: unknown;
      try {
        result = run(from, abort);
      } catch (error) {
        return threw(error);
      }
      if (!isThenable(result)) return returned(result);
      // What it resolves to is asked for once, as thenables may do their work each time.
      return Promise.resolve(result).then(returned, threw);
    },
  }));
}
