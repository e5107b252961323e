// `task` and `importTask`: what a task module exports where a plain function does not say enough.
//
// The compiler reads the same calls in the source. What the host must know and cannot, as it never
// evaluates the module, the worker tells it when it starts.

import type { AbortContext } from "./abort.ts";
import type {
  AnyLimit,
  Callable,
  Definition,
  ImportedTask,
  Late,
  LateIn,
  Limited,
  LimitedTo,
  Plain,
  Something,
  Task,
  WithContext,
  WithoutContext,
} from "./definition.ts";
import { isTimeout } from "./timeout.ts";

/** What `importTask` takes beside the options of all tasks. */
export interface ImportOptions {
  /** The module, from the one that this stands in: a relative or absolute path, or a URL. */
  readonly href: string;
  /** The exported name; `default` where nothing is said. */
  readonly name?: string | undefined;
}

/** A definition whose function is found when a worker starts. */
export interface ImportedDefinition extends Definition {
  f: Callable;
  readonly href: string;
  readonly exported: string;
}

export function isImported(
  definition: Partial<Definition>,
): definition is ImportedDefinition {
  return "href" in definition;
}

/**
 * A task with options. Its signature is that of `f`; with `task<In, Out>` it takes one argument of type `In`.
 *
 *     export const slow = task({
 *       timeout: { time: 500, default: "late" },
 *       f: async (text: string): Promise<string> => …,
 *     });
 */
export function task<
  F extends Function,
  Default extends Something = never,
  Maybe extends boolean = false,
>(
  options: Plain & Limited<Default, Maybe> & { readonly f: F },
): Task<Extract<F, Callable>, Late<Default, Maybe>>;
export function task<
  F extends Function,
  Default extends Something = never,
  Maybe extends boolean = false,
>(
  options: WithContext &
    Limited<Default, Maybe> & {
      // The second type is that of a last parameter without annotation.
      readonly f: F | ((...args: AbortContext[]) => unknown);
    },
): Task<WithoutContext<F>, Late<Default, Maybe>>;
export function task<In = void, Out = void>(
  options: Plain &
    LimitedTo<Out> & { readonly f: (input: In) => Out | Promise<Out> },
): Task<(input: In) => Promise<Out>>;
export function task<In = void, Out = void>(
  options: WithContext &
    LimitedTo<Out> & {
      readonly f: (input: In, context: AbortContext) => Out | Promise<Out>;
    },
): Task<(input: In) => Promise<Out>>;
export function task(options: { readonly f: Function }): Definition {
  const { f, timeout, abortSignal } = checked("task", options, ["f"]);
  if (typeof f !== "function")
    throw new TypeError(`task: \`f\` must be a function, got ${typeof f}`);
  const call = f as (...args: unknown[]) => unknown;
  const takesContext = abortSignal !== undefined && abortSignal !== false;
  const inPlace = takesContext
    ? (...args: unknown[]) => call(...args, neverAborted)
    : (...args: unknown[]) => call(...args);
  return Object.assign(inPlace, { f: call, timeout });
}

/**
 * A task that stands in a module of its own, which only workers load. Its signature is told by the module, or
 * written: `importTask<typeof import("./heavy.ts").add>`, or `importTask<In, Out>` for one argument.
 *
 *     export const heavy = importTask({ href: "./heavy.ts", name: "add" });
 */
export function importTask<
  const Options extends ImportOptions & (Plain | WithContext) & AnyLimit,
>(
  options: Options,
): ImportedTask<LateIn<Options>, Options extends WithContext ? true : false>;
export function importTask<F extends Callable, Extra = never>(
  options: ImportOptions & Plain & LimitedTo<Awaited<ReturnType<F>> | Extra>,
): Task<F, Extra>;
export function importTask<F extends Callable, Extra = never>(
  options: ImportOptions &
    WithContext &
    LimitedTo<Awaited<ReturnType<F>> | Extra>,
): Task<WithoutContext<F>, Extra>;
export function importTask<In, Out>(
  options: ImportOptions & (Plain | WithContext) & LimitedTo<Out>,
): Task<(input: In) => Promise<Out>>;
export function importTask(options: ImportOptions): Definition {
  const { href, name, timeout } = checked("importTask", options, [
    "href",
    "name",
  ]);
  if (typeof href !== "string" || href === "")
    throw new TypeError("importTask: `href` must say where the module is");
  if (name !== undefined && typeof name !== "string")
    throw new TypeError("importTask: `name` must be the name of an export");
  const inPlace = (): never => {
    throw new Error(
      `importTask: only workers load ${href}; call the task through a pool`,
    );
  };
  const definition: ImportedDefinition = Object.assign(inPlace, {
    f: inPlace,
    timeout,
    href,
    exported: name ?? "default",
  });
  return definition;
}

/** The options as they are given, each known by name. */
function checked(
  maker: string,
  options: unknown,
  own: readonly string[],
): Readonly<Record<string, unknown>> {
  if (typeof options !== "object" || options === null)
    throw new TypeError(`${maker}: takes an object of options`);
  const known = [...own, "timeout", "abortSignal"];
  for (const option of Object.keys(options)) {
    if (!known.includes(option))
      throw new TypeError(
        `${maker}: unknown option \`${option}\`; there are ${known.map((name) => `\`${name}\``).join(", ")}`,
      );
  }
  const given = options as Readonly<Record<string, unknown>>;
  const { timeout } = given;
  if (timeout !== undefined && !isTimeout(timeout))
    throw new TypeError(
      `${maker}: \`timeout\` must be milliseconds or an object with \`time\``,
    );
  return given;
}

/** The context of a task that runs where it is called. */
const neverAborted: AbortContext = {
  hasAborted: () => false,
  now: () => performance.now(),
  get signal() {
    return new AbortController().signal;
  },
  throwIfAborted() {},
};
