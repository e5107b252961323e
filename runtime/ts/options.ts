// The options of `createPool`. Everything that is given is checked: an option that is unknown or of
// the wrong type is an error that names it, never ignored.

/** What `createPool` takes. */
export interface PoolOptions {
  /** How many workers to start; 1 where nothing is said. */
  readonly threads?: number;
  readonly worker?: WorkerOptions;
  readonly payload?: PayloadOptions;
}

export interface WorkerOptions {
  /** `thread` (the default): threads of this process. `process`: a process each, of the host's own runtime. */
  readonly runtime?: "thread" | "process";
}

/** Sizes in bytes; each is for one worker and one direction. */
export interface PayloadOptions {
  /** How much memory is used before more is needed; 256 KiB where nothing is said. */
  readonly payloadInitialBytes?: number;
  /** All the memory there is for messages on their way; 64 MiB where nothing is said. */
  readonly payloadMaxByteLength?: number;
  /** The longest single message; `payloadMaxByteLength` where nothing is said. */
  readonly maxPayloadBytes?: number;
}

export interface Settings {
  readonly threads: number;
  readonly runtime: "thread" | "process";
  readonly initial: number;
  readonly arena: number;
  readonly longest: number;
}

const mostThreads = 1024;
const fewestBytes = 1024;
const mostBytes = 2 ** 30;

const defaults = { initial: 256 * 1024, arena: 64 * 1024 * 1024 };

/** Checks the options and fills in what was left out. */
export function settle(options: PoolOptions = {}): Settings {
  only(options, "", ["threads", "worker", "payload"]);
  const { worker = {}, payload = {} } = options;
  only(worker, "worker", ["runtime"]);
  only(payload, "payload", [
    "payloadInitialBytes",
    "payloadMaxByteLength",
    "maxPayloadBytes",
  ]);
  const arena = bytes(
    payload.payloadMaxByteLength,
    "payloadMaxByteLength",
    defaults.arena,
    mostBytes,
  );
  return {
    threads: integer(options.threads, "threads", 1, 1, mostThreads),
    runtime: runtime(worker.runtime),
    arena,
    initial: bytes(
      payload.payloadInitialBytes,
      "payloadInitialBytes",
      Math.min(defaults.initial, arena),
      arena,
    ),
    longest: bytes(payload.maxPayloadBytes, "maxPayloadBytes", arena, arena),
  };
}

function only(value: object, path: string, known: readonly string[]): void {
  if (typeof value !== "object" || value === null) {
    throw new TypeError(
      `createPool: ${path === "" ? "the options" : `option \`${path}\``} must be an object, got ${describe(value)}`,
    );
  }
  for (const name of Object.keys(value)) {
    if (known.includes(name)) continue;
    const full = path === "" ? name : `${path}.${name}`;
    throw new TypeError(
      `createPool: unknown option \`${full}\`; ${path === "" ? "there are" : `\`${path}\` has`} ${known.map((key) => `\`${key}\``).join(", ")}`,
    );
  }
}

function runtime(value: unknown): "thread" | "process" {
  if (value === undefined) return "thread";
  if (value === "thread" || value === "process") return value;
  throw new TypeError(
    `createPool: option \`worker.runtime\` must be "thread" or "process", got ${describe(value)}`,
  );
}

function bytes(
  value: unknown,
  name: string,
  fallback: number,
  most: number,
): number {
  const size = integer(value, `payload.${name}`, fallback, fewestBytes, most);
  return Math.floor(size / 64) * 64;
}

function integer(
  value: unknown,
  name: string,
  fallback: number,
  least: number,
  most: number,
): number {
  if (value === undefined) return fallback;
  if (
    typeof value !== "number" ||
    !Number.isInteger(value) ||
    value < least ||
    value > most
  ) {
    throw new TypeError(
      `createPool: option \`${name}\` must be a whole number from ${least} to ${most}, got ${describe(value)}`,
    );
  }
  return value;
}

function describe(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "object") return value === null ? "null" : "an object";
  return String(value);
}
