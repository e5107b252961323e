// A byte arena as its producer sees it: which parts are in use. The bookkeeping is private memory of
// the producer; the consumer says what it is done with through the rings. Blocks may be given back in
// any order: the arena goes round, and steps over what is still in use.
//
//   0        live      live            limit        bytes
//   ├─ gap ──┤███├─gap─┤██├─── gap ────┤   (later)   ┤
//                 after ┘  the next block goes here
//
// The arena starts small, so that it stays in the cache, and doubles `limit` only when it is full.

import { ARENA_ALIGN, RING_SLOTS } from "./abi.ts";

// No more blocks can be live than there are slots to name them; node 0 is the two ends of the arena.
const mostNodes = RING_SLOTS + 1;
const initialNodes = 33;

export class Arena {
  /** Bytes in use or reusable so far. */
  limit: number;
  readonly bytes: number;
  private starts: Float64Array = new Float64Array(initialNodes);
  private ends: Float64Array = new Float64Array(initialNodes);
  private next: Uint16Array = new Uint16Array(initialNodes);
  private previous: Uint16Array = new Uint16Array(initialNodes);
  private unused: Uint16Array = new Uint16Array(initialNodes);
  private unusedCount = 0;
  /** The live block before the gap in use; 0 for the start of the arena. */
  private after = 0;

  constructor(bytes: number, initial: number) {
    this.bytes = bytes;
    this.limit = Math.min(bytes, initial);
    this.starts[0] = this.limit;
    this.offer(1);
  }

  /** Finds a gap of at least `size` bytes; returns where it starts, or -1 when there is none now. */
  open(size: number): number {
    const start = this.ends[this.after]!;
    if (this.starts[this.next[this.after]!]! - start >= size) return start;
    return this.search(size);
  }

  /** Where the gap that was opened ends. */
  gapEnd(): number {
    return this.starts[this.next[this.after]!]!;
  }

  /** Takes the gap that was opened, up to `end`; returns the block, to be freed later. */
  commit(end: number): number {
    if (this.unusedCount === 0) this.addNodes();
    this.unusedCount -= 1;
    const block = this.unused[this.unusedCount]!;
    const after = this.after;
    const next = this.next[after]!;
    this.starts[block] = this.ends[after]!;
    this.ends[block] = Math.ceil(end / ARENA_ALIGN) * ARENA_ALIGN;
    this.next[block] = next;
    this.previous[block] = after;
    this.next[after] = block;
    this.previous[next] = block;
    this.after = block;
    return block;
  }

  /** Gives a block back; its bytes join the gaps on both sides. */
  free(block: number): void {
    const next = this.next[block]!;
    const previous = this.previous[block]!;
    this.next[previous] = next;
    this.previous[next] = previous;
    if (this.after === block) this.after = previous;
    this.unused[this.unusedCount] = block;
    this.unusedCount += 1;
  }

  /** The nodes from `first` on are used by nobody. */
  private offer(first: number): void {
    for (let node = first; node < this.starts.length; node += 1) {
      this.unused[this.unusedCount] = node;
      this.unusedCount += 1;
    }
  }

  private addNodes(): void {
    const { length } = this.starts;
    const more = Math.min(mostNodes, length * 2);
    this.starts = copyOf(this.starts, new Float64Array(more));
    this.ends = copyOf(this.ends, new Float64Array(more));
    this.next = copyOf(this.next, new Uint16Array(more));
    this.previous = copyOf(this.previous, new Uint16Array(more));
    this.unused = new Uint16Array(more);
    this.offer(length);
  }

  private search(size: number): number {
    const from = this.after;
    for (
      let block = this.next[from]!;
      block !== from;
      block = this.next[block]!
    ) {
      const start = this.ends[block]!;
      if (this.starts[this.next[block]!]! - start >= size) {
        this.after = block;
        return start;
      }
    }
    return this.grow(size);
  }

  /** Lets the arena use more of its memory, at the far end. */
  private grow(size: number): number {
    const last = this.previous[0]!;
    const start = this.ends[last]!;
    if (start + size > this.bytes) return -1;
    this.limit = Math.min(this.bytes, Math.max(this.limit * 2, start + size));
    this.starts[0] = this.limit;
    this.after = last;
    return start;
  }
}

function copyOf<Column extends Float64Array | Uint16Array>(
  column: Column,
  longer: Column,
): Column {
  longer.set(column);
  return longer;
}
