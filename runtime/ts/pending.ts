// The calls of one lane that have no answer yet, by the ids that travel with them. An id is an index
// and a generation, so that a late or forged completion finds no call.

import type { TaskSpec } from "./task.ts";

export type Resolve = (value: unknown) => void;
export type Reject = (reason: unknown) => void;

const indexBits = 20;
const indexMask = (1 << indexBits) - 1;
const oneGeneration = 1 << indexBits;

/** The most calls that one lane can have in flight. */
export const mostPending: number = indexMask;

/** One call in flight. The object is used again for later calls. */
export class Entry {
  /** As an unsigned 32-bit number; 0 is never used, it is the worker's own. */
  id: number;
  /** Where its request stands in the submission ring. */
  position = 0;
  spec: TaskSpec | undefined;
  resolve: Resolve = ignore;
  reject: Reject = ignore;

  constructor(id: number) {
    this.id = id;
  }
}

function ignore(): void {}

export class Pending {
  private readonly entries: Entry[] = [new Entry(0)];
  private readonly unused: Entry[] = [];
  count = 0;

  /** Notes a call; its `id` is for the wire. */
  enter(
    spec: TaskSpec,
    position: number,
    resolve: Resolve,
    reject: Reject,
  ): Entry {
    const entry = this.unused.pop() ?? this.grow();
    entry.spec = spec;
    entry.position = position;
    entry.resolve = resolve;
    entry.reject = reject;
    this.count += 1;
    return entry;
  }

  private grow(): Entry {
    const entry = new Entry(this.entries.length);
    this.entries.push(entry);
    return entry;
  }

  /** The call of that id, if it is in flight. */
  find(id: number): Entry | undefined {
    const entry = this.entries[id & indexMask];
    return entry !== undefined && entry.id === id && entry.spec !== undefined
      ? entry
      : undefined;
  }

  /** Forgets a call. Its functions stay until the entry is used again: letting go of them costs more. */
  leave(entry: Entry): void {
    entry.spec = undefined;
    entry.id = (entry.id + oneGeneration) >>> 0;
    this.unused.push(entry);
    this.count -= 1;
  }

  /** Forgets all calls; gives each to `each` first. */
  clear(each: (entry: Entry, spec: TaskSpec) => void): void {
    for (const entry of this.entries) {
      const { spec } = entry;
      if (spec === undefined) continue;
      this.leave(entry);
      each(entry, spec);
    }
  }
}
