// The calls of one lane that have no answer yet, by the ids that travel with them. An id is an index
// and a generation, so that a late or forged completion finds no call.
//
// Columns and not objects: a reference from an old object to a new function costs the engine's
// collector a note, 10 ns of the 100 that a call may take, so there is one such reference per call.

/** Answers a call; a rejected promise as its value rejects it. */
export type Resolve = (value: unknown) => void;

const indexBits = 20;
const indexMask = (1 << indexBits) - 1;
const oneGeneration = 1 << indexBits;

/** The most calls that one lane can have in flight. */
export const mostPending: number = indexMask;

const initialPlaces = 256;

export class Pending {
  /** Calls in flight. */
  count = 0;
  private resolves: (Resolve | undefined)[] = [undefined];
  private ids: Uint32Array = new Uint32Array(initialPlaces);
  private tasks: Uint32Array = new Uint32Array(initialPlaces);
  private positions: Float64Array = new Float64Array(initialPlaces);
  private unused: Uint32Array = new Uint32Array(initialPlaces);
  private unusedCount = 0;

  /** Notes a call whose request stands at `position`; returns its id, never 0. */
  enter(task: number, position: number, resolve: Resolve): number {
    const index = this.takeIndex();
    this.resolves[index] = resolve;
    this.tasks[index] = task;
    this.positions[index] = position;
    this.count += 1;
    return this.ids[index]!;
  }

  private takeIndex(): number {
    if (this.unusedCount > 0) {
      this.unusedCount -= 1;
      return this.unused[this.unusedCount]!;
    }
    const index = this.resolves.length;
    if (index === this.ids.length) this.grow();
    this.resolves.push(undefined);
    this.ids[index] = index;
    return index;
  }

  private grow(): void {
    const places = this.ids.length * 2;
    this.ids = longer(this.ids, new Uint32Array(places));
    this.tasks = longer(this.tasks, new Uint32Array(places));
    this.positions = longer(this.positions, new Float64Array(places));
    this.unused = longer(this.unused, new Uint32Array(places));
  }

  /** The index of the call of that id; 0 if it is not in flight. */
  find(id: number): number {
    const index = id & indexMask;
    return this.ids[index] === id && this.resolves[index] !== undefined
      ? index
      : 0;
  }

  task(index: number): number {
    return this.tasks[index]!;
  }

  position(index: number): number {
    return this.positions[index]!;
  }

  /** Forgets a call; returns what answers it. */
  leave(index: number): Resolve {
    const resolve = this.resolves[index]!;
    this.resolves[index] = undefined;
    this.ids[index] = this.ids[index]! + oneGeneration;
    this.unused[this.unusedCount] = index;
    this.unusedCount += 1;
    this.count -= 1;
    return resolve;
  }

  /** Forgets all calls and rejects each with `reason(task)`. */
  clear(reason: (task: number) => Error): void {
    for (let index = 1; index < this.resolves.length; index += 1) {
      if (this.resolves[index] === undefined) continue;
      this.leave(index)(Promise.reject(reason(this.tasks[index]!)));
    }
  }
}

function longer<Column extends { set(from: Column): void }>(
  from: Column,
  to: Column,
): Column {
  to.set(from);
  return to;
}
