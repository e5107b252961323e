// Who listens to which AbortSignal. One listener for each signal, however many calls it can abort:
// runtimes warn of more than ten, and each would have to be taken off again.

/** Is told of an abort, once. */
export interface Abortable {
  abort(reason: unknown): void;
}

const listeners = new WeakMap<AbortSignal, Set<Abortable>>();

/** Tells `call` when the signal aborts, until it is left. */
export function join(signal: AbortSignal, call: Abortable): void {
  let calls = listeners.get(signal);
  if (calls === undefined) {
    calls = new Set();
    listeners.set(signal, calls);
    signal.addEventListener("abort", abortAll, { once: true });
  }
  calls.add(call);
}

/** Stops telling `call`. */
export function leave(signal: AbortSignal, call: Abortable): void {
  const calls = listeners.get(signal);
  if (calls === undefined || !calls.delete(call) || calls.size > 0) return;
  listeners.delete(signal);
  signal.removeEventListener("abort", abortAll);
}

function abortAll(event: Event): void {
  const signal = event.target as AbortSignal;
  const calls = listeners.get(signal);
  listeners.delete(signal);
  for (const call of calls ?? []) call.abort(signal.reason);
}
