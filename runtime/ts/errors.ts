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
  constructor(task: string) {
    super("KNIT_POOL_CLOSED", `${task}: the pool is shut down`);
  }
}

/** How a worker ended, as far as the system says. */
export interface WorkerEnd {
  readonly exitCode: number | null;
  readonly signal: string | null;
}

/** The worker ended while it had the call. `code` is `KNIT_WORKER_CRASHED`. */
export class WorkerCrashedError extends KnitError {
  readonly task: string;
  readonly exitCode: number | null;
  readonly signal: string | null;

  constructor(task: string, end: WorkerEnd, options?: ErrorOptions) {
    super("KNIT_WORKER_CRASHED", `${task}: the worker ${manner(end)}`, options);
    this.task = task;
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

/** `pool.ts` and `worker.ts` were generated from different signatures. `code` is `KNIT_SCHEMA_MISMATCH`. */
export class SchemaMismatchError extends KnitError {
  constructor(detail: string) {
    super("KNIT_SCHEMA_MISMATCH", detail);
  }
}

/** The message can never fit; `bytes` is what it needs, `limit` what it may have. `code` is `KNIT_PAYLOAD_TOO_LARGE`. */
export class PayloadTooLargeError extends KnitError {
  readonly bytes: number;
  readonly limit: number;

  constructor(what: string, bytes: number, limit: number) {
    super(
      "KNIT_PAYLOAD_TOO_LARGE",
      `${what} needs ${bytes} bytes or more, the limit is ${limit}: raise payload.maxPayloadBytes or payload.payloadMaxByteLength, or send less at a time`,
    );
    this.bytes = bytes;
    this.limit = limit;
  }
}

const classes: ReadonlyMap<unknown, { readonly prototype: KnitError }> =
  new Map<unknown, { readonly prototype: KnitError }>([
    ["KNIT_POOL_CLOSED", PoolClosedError],
    ["KNIT_WORKER_CRASHED", WorkerCrashedError],
    ["KNIT_WORKER_STARTUP", WorkerStartupError],
    ["KNIT_SCHEMA_MISMATCH", SchemaMismatchError],
    ["KNIT_PAYLOAD_TOO_LARGE", PayloadTooLargeError],
  ]);

/** Gives a failure of knit's own that comes from a worker its class back, which a message does not carry. */
export function adopt(reason: unknown): unknown {
  if (!(reason instanceof Error)) return reason;
  const found = classes.get((reason as Partial<KnitError>).code);
  if (found !== undefined) Object.setPrototypeOf(reason, found.prototype);
  return reason;
}
