// One task as the host knows it: what the generated code says of it, and what the runtime learns.

import type { Reader } from "./cursor.ts";
import { shapeOf, type Shape } from "./ring.ts";

/** A row of the table that generated code passes to `startPool`. */
export interface TaskTable {
  readonly name: string;
  /** Bytes of the fixed part of the request and of the response. */
  readonly request: number;
  readonly response: number;
  /** Whether a request can have a tail. */
  readonly tail: boolean;
  /** Reads the result; absent where nothing comes back. */
  readonly read?: (from: Reader) => unknown;
}

export interface TaskSpec {
  readonly id: number;
  readonly name: string;
  readonly response: number;
  readonly read: ((from: Reader) => unknown) | undefined;
  readonly requestShape: Shape;
  /** How readily the host spins for such a call: up when one came back at once, down when none did. */
  patience: number;
}

export const mostPatience = 8;
const initialPatience = 4;

export function specify(table: TaskTable, id: number): TaskSpec {
  return {
    id,
    name: table.name,
    response: table.response,
    read: table.read,
    requestShape: shapeOf(table.request, table.tail),
    patience: initialPatience,
  };
}
