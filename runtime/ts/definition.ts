// What a task module says of a task beyond its function, as types: `task({...})` and `importTask({...})`
// take and give them. `define.ts` makes the definitions.

import type { AbortContext } from "./abort.ts";
import type { TimeoutOptions } from "./timeout.ts";

export type Callable = (...args: never[]) => unknown;

/** Exist in types alone. */
declare const late: unique symbol;
declare const open: unique symbol;

/** What is known of a task beside its signature. */
export interface Definition<Late = unknown> {
  /** What workers run; its last argument is the abort context where the task asks for one. */
  readonly f: Callable;
  readonly timeout?: unknown;
  /** What a call may come to besides the task's result. */
  readonly [late]?: { readonly value: Late };
}

/**
 * A task made by `task` or `importTask`, with the signature that its callers see. `Late` is what a call may
 * come to in addition when its time is over. Called directly it runs in place: without its timeout, and never
 * aborted.
 */
export type Task<F extends Callable, Late = never> = F & Definition<Late>;

/** A task whose signature is told by the module that it is imported from. */
export type ImportedTask<Late = never, Abort = false> = Task<Callable, Late> & {
  readonly [open]?: { readonly abort: Abort };
};

/** What the options of a task add to its results. */
export type LateOf<Made> = Made extends {
  readonly [late]?: { readonly value: infer Value };
}
  ? Value
  : never;

/** An imported function as its callers see it: without the abort context, where the task `Made` asks for one. */
export type SeenAs<F extends Callable, Made> = Made extends {
  readonly [open]?: { readonly abort: true };
}
  ? WithoutContext<F>
  : F;

/** A function without its last parameter, the abort context. */
export type WithoutContext<F> = F extends Callable
  ? Parameters<F> extends [...infer Args, infer Last]
    ? AbortContext extends Last
      ? (...args: Args) => ReturnType<F>
      : never
    : () => ReturnType<F>
  : never;

/** The options of a task that nobody can abort. */
export interface Plain {
  readonly abortSignal?: false | undefined;
}

/** `abortSignal: true`: `f` gets an `AbortContext` as its last argument. */
export interface WithContext {
  readonly abortSignal: true | { readonly hasAborted: true };
}

/** How long each call may take in milliseconds, waiting included, and what it comes to then. */
export interface Limited<Default, Maybe> {
  readonly timeout?: number | TimeoutOptions<Default, Maybe> | undefined;
}

/** The same where the result's type is written: the default has to fit into it. */
export type LimitedTo<Result> = Limited<
  Result,
  undefined extends Result ? boolean : false
>;

/** What a call may come to when its time is over. */
export type Late<Default, Maybe> =
  Default | (Maybe extends true ? undefined : never);

/** Any value; naming the primitive types keeps literals as they are. */
export type Something =
  string | number | bigint | boolean | symbol | {} | null | undefined;

/** A timeout of any kind, whose default has the type that it has. */
export type AnyLimit = Limited<unknown, boolean>;

/** What options say that a call may come to when its time is over. */
export type LateIn<Options> = Options extends {
  readonly timeout: { readonly default: infer Default };
}
  ? Default
  : Options extends { readonly timeout: { readonly maybe: true } }
    ? undefined
    : never;
