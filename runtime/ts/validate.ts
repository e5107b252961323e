// How options are checked: what is wrong is an error that names the option and what is allowed.

/** Options that the incumbent has and this pool does not have yet: never taken for mere typing errors. */
const notYet: Readonly<Record<string, string>> = {
  permission: "run the tasks in a process that the system confines",
  unsafe: "send the bytes themselves",
  "worker.compiled": 'use `worker.runtime` "thread" or "process"',
  "worker.processRuntime": "process workers run on the host's own runtime",
  "worker.processCommandPrefix": "process workers are started as they are",
  "worker.processSharedMemory": "process workers inherit their memory",
  workerExecArgv: "workers are started with the host's own flags",
};

/** Checks that `value` is an object with none but the `known` options. */
export function only(
  value: object,
  path: string,
  known: readonly string[],
): void {
  if (typeof value !== "object" || value === null) {
    throw new TypeError(
      `createPool: ${path === "" ? "the options" : `option \`${path}\``} must be an object, got ${describe(value)}`,
    );
  }
  for (const name of Object.keys(value)) {
    if (known.includes(name)) continue;
    const full = path === "" ? name : `${path}.${name}`;
    if (Object.hasOwn(notYet, full))
      throw new TypeError(
        `createPool: option \`${full}\` is not supported yet; ${notYet[full]}`,
      );
    throw new TypeError(
      `createPool: unknown option \`${full}\`; ${path === "" ? "there are" : `\`${path}\` has`} ${known.map((key) => `\`${key}\``).join(", ")}`,
    );
  }
}

/** One of a few words; the first where nothing is said. */
export function oneOf<Word extends string>(
  value: unknown,
  name: string,
  words: readonly [Word, ...Word[]],
): Word {
  if (value === undefined) return words[0];
  const word = words.find((each) => each === value);
  if (word !== undefined) return word;
  throw wrong(
    name,
    words.map((each) => JSON.stringify(each)).join(" or "),
    value,
  );
}

export function integer(
  value: unknown,
  name: string,
  fallback: number,
  least: number,
  most: number,
  otherwise = "",
): number {
  if (value === undefined) return fallback;
  if (
    typeof value !== "number" ||
    !Number.isInteger(value) ||
    value < least ||
    value > most
  )
    throw wrong(
      name,
      `a whole number from ${least} to ${most}${otherwise}`,
      value,
    );
  return value;
}

/** A number that is not negative; undefined where nothing is said. */
export function amount(value: unknown, name: string): number | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== "number" || !Number.isFinite(value) || value < 0)
    throw wrong(name, "a number of 0 or more", value);
  return value;
}

export function yesOrNo(value: unknown, name: string): boolean {
  if (value === undefined) return false;
  if (typeof value !== "boolean") throw wrong(name, "true or false", value);
  return value;
}

/** Text that is not empty; undefined where nothing is said. */
export function text(value: unknown, name: string): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== "string" || value === "")
    throw wrong(name, "text that is not empty", value);
  return value;
}

/** The error for an option that is not what it must be. */
export function wrong(
  name: string,
  allowed: string,
  value: unknown,
): TypeError {
  return new TypeError(
    `createPool: option \`${name}\` must be ${allowed}, got ${describe(value)}`,
  );
}

/** The error for an option that this runtime or kind of worker cannot do. */
export function impossible(name: string, where: string): TypeError {
  return new TypeError(`createPool: option \`${name}\` cannot be had ${where}`);
}

function describe(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (Array.isArray(value)) return "an array";
  if (typeof value === "function") return "a function";
  if (typeof value === "object") return value === null ? "null" : "an object";
  return String(value);
}
