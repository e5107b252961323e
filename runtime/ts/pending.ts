// The calls of one lane that have no answer yet, by the ids that travel with them. An id is an index
// and a generation, so that a late or forged completion finds no call.
//
// A table of words and not objects: a reference from an old object to a new function costs the
// engine's collector a note, 10 ns of the 100 that a call may take, so there is one such reference per
// call. One table and not a column each: every typed array that is touched costs its own check.

import { rejection } from "./rejection.ts";

/** Answers a call; a rejected promise as its value rejects it. */
export type Resolve = (value: unknown) => void;

const indexBits = 20;
const indexMask = (1 << indexBits) - 1;
const oneGeneration = 1 << indexBits;

/** The most calls that one lane can have in flight. */
export const mostPending: number = indexMask;

// The words of a row.
const idWord = 0;
const taskWord = 1;
const positionWord = 2;
const nextWord = 3;
const rowBits = 2;

const initialRows = 256;

export class Pending {
  /** Calls in flight. */
  count = 0;
  private resolves: (Resolve | undefined)[] = [undefined];
  private rows: Uint32Array = new Uint32Array(initialRows << rowBits);
  /** The unused row that is taken next, 0 for none; each names the one after it. */
  private unused = 0;

  /** Notes a call whose request stands at `position`; returns its id, never 0. */
  enter(task: number, position: number, resolve: Resolve): number {
    const index = this.unused === 0 ? this.addRow() : this.unused;
    const { rows } = this;
    const row = index << rowBits;
    this.unused = rows[row + nextWord]!;
    rows[row + taskWord] = task;
    rows[row + positionWord] = position;
    this.resolves[index] = resolve;
    this.count += 1;
    return rows[row + idWord]!;
  }

  private addRow(): number {
    const index = this.resolves.length;
    const row = index << rowBits;
    if (row === this.rows.length) {
      const longer = new Uint32Array(row * 2);
      longer.set(this.rows);
      this.rows = longer;
    }
    this.resolves.push(undefined);
    this.rows[row + idWord] = index;
    return index;
  }

  /** The index of the call of that id; 0 if it is not in flight. */
  find(id: number): number {
    const index = id & indexMask;
    return this.rows[(index << rowBits) + idWord] === id &&
      this.resolves[index] !== undefined
      ? index
      : 0;
  }

  isLeftTo(index: number, resolve: Resolve): boolean {
    return this.resolves[index] === resolve;
  }

  /** Lets `resolve` take the answer of a call in place of the one that is returned. */
  replace(index: number, resolve: Resolve): Resolve {
    const before = this.resolves[index]!;
    this.resolves[index] = resolve;
    return before;
  }

  id(index: number): number {
    return this.rows[(index << rowBits) + idWord]!;
  }

  task(index: number): number {
    return this.rows[(index << rowBits) + taskWord]!;
  }

  /** The low 32 bits of where the call's request stood. */
  position(index: number): number {
    return this.rows[(index << rowBits) + positionWord]!;
  }

  /** Forgets a call; returns what answers it. */
  leave(index: number): Resolve {
    const { rows, resolves } = this;
    const row = index << rowBits;
    const resolve = resolves[index]!;
    resolves[index] = undefined;
    rows[row + idWord] = rows[row + idWord]! + oneGeneration;
    rows[row + nextWord] = this.unused;
    this.unused = index;
    this.count -= 1;
    return resolve;
  }

  /** The indexes of all calls. */
  *indexes(): Generator<number> {
    for (let index = 1; index < this.resolves.length; index += 1) {
      if (this.resolves[index] !== undefined) yield index;
    }
  }

  /** Forgets all calls and rejects each with `reason(task, position)`. */
  clear(reason: (task: number, position: number) => Error): void {
    for (const index of this.indexes()) {
      const error = reason(this.task(index), this.position(index));
      this.leave(index)(rejection(error));
    }
  }
}
