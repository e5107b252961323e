// Everything that can go wrong between the caller and the task, as one small hierarchy. What a task
// throws itself is not here: it arrives as it was thrown.

/** What all of knit's own failures have in common: a stable `code` for programs. */
export class KnitError extends Error {
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
  }
}

/** The pool was shut down before the call was answered. `code` is `KNIT_POOL_CLOSED`. */
export class PoolClosedError extends KnitError {
  readonly task: string;

  constructor(task: string) {
    super("KNIT_POOL_CLOSED", `${task}: the pool is shut down`);
    this.task = task;
  }
}

/** How a worker ended, as far as the system says. */
export interface WorkerEnd {
  readonly exitCode: number | null;
  readonly signal: string | null;
}

/** The worker ended while it ran the call. `code` is `KNIT_WORKER_CRASHED`. */
export class WorkerCrashedError extends KnitError {
  readonly task: string;
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** Of the tasks that had no answer yet, the one that the worker had started last: where to look first. */
  readonly lastTask: string | undefined;

  constructor(
    task: string,
    end: WorkerEnd,
    options?: ErrorOptions & { readonly lastTask?: string | undefined },
  ) {
    super("KNIT_WORKER_CRASHED", `${task}: the worker ${manner(end)}`, options);
    this.task = task;
    this.lastTask = options?.lastTask;
    this.exitCode = end.exitCode;
    this.signal = end.signal;
  }
}

function manner(end: WorkerEnd): string {
  if (end.signal !== null) return `was killed by ${end.signal}`;
  return end.exitCode === null ? "ended" : `exited with code ${end.exitCode}`;
}

/** The worker could not start; `cause` is the error it met. `code` is `KNIT_WORKER_STARTUP`. */
export class WorkerStartupError extends KnitError {
  constructor(detail: string, options?: ErrorOptions) {
    super(
      "KNIT_WORKER_STARTUP",
      `a worker could not start: ${detail}`,
      options,
    );
  }
}

/** What `pool.ts` and `worker.ts` were each made for, where they do not go together. */
export interface Disagreement {
  /** What is wrong, and what mends it. */
  readonly detail: string;
  readonly host?: string | undefined;
  readonly worker?: string | undefined;
}

/**
 * `pool.ts` and `worker.ts` do not go together; `host` and `worker` are the fingerprints of the signatures, or
 * the versions of the layout, that each was made for. `code` is `KNIT_SCHEMA_MISMATCH`.
 */
export class SchemaMismatchError extends KnitError {
  readonly host: string | undefined;
  readonly worker: string | undefined;

  constructor({ detail, host, worker }: Disagreement) {
    super("KNIT_SCHEMA_MISMATCH", detail);
    this.host = host;
    this.worker = worker;
  }
}

/** The message can never fit; `bytes` is what it needs, `limit` what it may have. `code` is `KNIT_PAYLOAD_TOO_LARGE`. */
export class PayloadTooLargeError extends KnitError {
  readonly task: string;
  readonly part: "request" | "result";
  readonly bytes: number;
  readonly limit: number;

  constructor(
    task: string,
    part: "request" | "result",
    bytes: number,
    limit: number,
  ) {
    super(
      "KNIT_PAYLOAD_TOO_LARGE",
      `${task}: the ${part} needs ${bytes} bytes or more, the limit is ${limit}: raise payload.maxPayloadBytes or payload.payloadMaxByteLength, or send less at a time`,
    );
    this.task = task;
    this.part = part;
    this.bytes = bytes;
    this.limit = limit;
  }
}

/** The caller gave the call up; `reason` is the signal's. `code` is `KNIT_ABORTED`, `name` is `AbortError`. */
export class AbortError extends KnitError {
  readonly task: string;
  readonly reason: unknown;

  constructor(task: string, reason: unknown) {
    const cause = reason === undefined ? undefined : { cause: reason };
    super("KNIT_ABORTED", `${task}: the call was aborted`, cause);
    this.task = task;
    this.reason = reason;
  }
}

/** The call took longer than it was given, in milliseconds. `code` is `KNIT_TASK_TIMEOUT`. */
export class TaskTimeoutError extends KnitError {
  readonly task: string;
  readonly milliseconds: number;

  constructor(task: string, milliseconds: number) {
    super("KNIT_TASK_TIMEOUT", `${task}: no answer within ${milliseconds} ms`);
    this.task = task;
    this.milliseconds = milliseconds;
  }
}

/** The task ran longer than `worker.hardTimeoutMs` allows and its worker was ended. `code` is `KNIT_HARD_TIMEOUT`. */
export class HardTimeoutError extends KnitError {
  readonly task: string;
  readonly milliseconds: number;

  constructor(task: string, milliseconds: number) {
    super(
      "KNIT_HARD_TIMEOUT",
      `${task}: ran longer than worker.hardTimeoutMs, ${milliseconds} ms; its worker was ended`,
    );
    this.task = task;
    this.milliseconds = milliseconds;
  }
}

/** As many calls wait as `queue.max` allows. `code` is `KNIT_QUEUE_FULL`. */
export class QueueFullError extends KnitError {
  readonly task: string;
  readonly max: number;

  constructor(task: string, max: number) {
    super(
      "KNIT_QUEUE_FULL",
      `${task}: ${max} calls wait already, as many as queue.max allows`,
    );
    this.task = task;
    this.max = max;
  }
}

const classes: ReadonlyMap<unknown, { readonly prototype: KnitError }> =
  new Map<unknown, { readonly prototype: KnitError }>([
    ["KNIT_POOL_CLOSED", PoolClosedError],
    ["KNIT_WORKER_CRASHED", WorkerCrashedError],
    ["KNIT_WORKER_STARTUP", WorkerStartupError],
    ["KNIT_SCHEMA_MISMATCH", SchemaMismatchError],
    ["KNIT_PAYLOAD_TOO_LARGE", PayloadTooLargeError],
    ["KNIT_ABORTED", AbortError],
    ["KNIT_TASK_TIMEOUT", TaskTimeoutError],
    ["KNIT_HARD_TIMEOUT", HardTimeoutError],
    ["KNIT_QUEUE_FULL", QueueFullError],
  ]);

/** Gives a failure of knit's own that comes from a worker its class back, which a message does not carry. */
export function adopt(reason: unknown): unknown {
  if (!(reason instanceof Error)) return reason;
  const found = classes.get((reason as Partial<KnitError>).code);
  if (found !== undefined) Object.setPrototypeOf(reason, found.prototype);
  return reason;
}
