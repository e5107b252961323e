class HttpError extends RangeError {
  readonly status: number;
  readonly headers = { retry: [1, 2] };

  constructor(status: number, options?: ErrorOptions) {
    super(`status ${status}`, options);
    this.name = "HttpError";
    this.status = status;
  }
}

export function plain(): void {
  throw new Error("plain");
}

export function typeError(text: string): number {
  throw new TypeError(text);
}

export async function rangeError(): Promise<void> {
  await null;
  throw new RangeError("out");
}

export function syntax(): { a: number } {
  return JSON.parse("{") as { a: number };
}

export function reference(): number {
  return (globalThis as unknown as { f: () => number }).f();
}

export function custom(): string {
  throw new HttpError(503, {
    cause: new TypeError("socket", { cause: "wire" }),
  });
}

export function aggregate(): void {
  throw new AggregateError([new RangeError("one"), "two"], "both");
}

export function text(): void {
  throw "a text";
}

export function nothing(): void {
  throw undefined;
}

export async function record(): Promise<void> {
  throw { code: 7, list: [null] };
}

export function unsendable(): void {
  throw Object.assign(new Error("with a function"), { retry: () => {} });
}

export function abort(): void {
  throw new DOMException("stopped", "AbortError");
}

/** Not what the signature says. */
export function liar(): { value: number }[] {
  return [{ value: 1 }, { value: "2" as never }];
}

export function rejected(): Promise<number> {
  return Promise.reject(new EvalError("rejected"));
}

export const fine = (): string => "fine";
