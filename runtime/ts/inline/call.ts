// A call that runs on the caller's own thread: its arguments and its result are the very objects.

import { CallContext } from "../abort.ts";
import type { Measures } from "../answers.ts";
import { Made } from "../made.ts";
import type { Resolve } from "../pending.ts";
import { callersScope, type Scope } from "./scope.ts";
import type { InlineTask } from "./functions.ts";

/** Told that the task is through with a call, which may be long after its caller has given up, and whether it answered it. */
export type Over = (call: InlineCall, answered: boolean) => void;

export class InlineCall extends Made {
  private readonly task: InlineTask;
  private readonly args: readonly unknown[];
  private readonly over: Over;
  private readonly scope: Scope = callersScope();
  private context: CallContext | undefined;
  private began = 0;
  private measures: Measures | undefined;

  constructor(
    task: InlineTask,
    args: readonly unknown[],
    resolve: Resolve,
    over: Over,
  ) {
    super(task.spec, resolve);
    this.task = task;
    this.args = args;
    this.over = over;
  }

  /** It waits for its turn, and not for a worker. */
  override get waits(): boolean {
    return false;
  }

  /** Calls the task, unless the caller has given up. */
  run(): void {
    if (!this.isOpen) return this.over(this, false);
    this.began = performance.now();
    let result: unknown;
    try {
      result = this.scope(this.task.run, this.args, this.enter);
    } catch (error) {
      return this.fail(error);
    }
    if (result instanceof Promise) result.then(this.succeed, this.fail);
    else this.succeed(result);
  }

  /** What the task is told by of a caller that gives up, if it asks for that. */
  private readonly enter = (): CallContext => {
    this.context = new CallContext(this.spec.name);
    return this.context;
  };

  private readonly succeed = (result: unknown): void => {
    this.measures = { took: performance.now() - this.began, bytes: 0 };
    this.over(this, super.giveUp(result, undefined));
  };

  private readonly fail = (reason: unknown): void => {
    // Nobody would hear of the failure of a call that was given up.
    if (this.isOpen) this.succeed(Promise.reject(reason));
    else this.over(this, false);
  };

  override giveUp(value: unknown, reason: unknown): boolean {
    if (!super.giveUp(value, reason)) return false;
    this.context?.abort(reason);
    return true;
  }

  override takeMeasures(): Measures | undefined {
    return this.measures;
  }
}
