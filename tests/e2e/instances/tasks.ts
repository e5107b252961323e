import { Buffer } from "node:buffer";

export class HttpError extends Error {
  status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export type Thing = RegExp | URL | Error | TypeError | symbol | Date | string;

export interface Report {
  pattern: RegExp | null;
  at?: URL;
  query: URLSearchParams;
  problem: Error;
  causes: RangeError[];
}

export const thing = (value: Thing): Thing => value;
export const report = (value: Report): Report => value;
export const many = (value: AggregateError): AggregateError => value;
export const problem = (value: HttpError): HttpError => value;
export const gone = (value: DOMException): DOMException => value;
export const bytes = (value: Buffer): Buffer => value;
export const either = (value: Uint8Array | Buffer): Uint8Array | Buffer =>
  value;
export const mark = (value: symbol): symbol => value;

/** What the worker has in hand. */
export function seen(value: Thing): string {
  if (value instanceof TypeError) return "TypeError";
  if (value instanceof Error) return `Error ${value.message}`;
  if (value instanceof RegExp) return `RegExp ${value.test("aaa")}`;
  if (value instanceof URL) return `URL ${value.host}`;
  if (value instanceof Date) return "Date";
  if (typeof value === "string") return "string";
  return `symbol ${value === Symbol.for("knit.mark")}`;
}

export function upper(value: Buffer): Buffer {
  return Buffer.from(value.toString("latin1").toUpperCase(), "latin1");
}

export function fail(message: string): RangeError {
  return new RangeError(message, { cause: new SyntaxError("within") });
}
