// The two ends of a ring: a `Producer` puts messages into slots and its arena, a `Consumer` takes
// them in order. A slot carries its own turn, so a small message costs one cache line and nobody
// shares a counter. See `abi.ts` for the bytes of a slot.

import {
  CANCELLED,
  IN_SLOT,
  PAYLOAD_BYTES,
  RING_SLOTS,
  SLOT_BYTES,
  SLOT_CALL,
  SLOT_KIND,
  SLOT_OFFSET,
  SLOT_PAYLOAD,
  SLOT_SIZE,
} from "./abi.ts";
import { Arena } from "./arena.ts";
import { corrupt, Writer } from "./cursor.ts";
import type { Reader, Views } from "./cursor.ts";

const mask = RING_SLOTS - 1;
const slotWords = SLOT_BYTES >> 2;
const callWord = SLOT_CALL >> 2;
const kindWord = SLOT_KIND >> 2;
const sizeWord = SLOT_SIZE >> 2;
const kindMask = IN_SLOT - 1;
const offsetWord = SLOT_OFFSET >> 2;

/** The turn of a slot that holds the message at `position`. Wraps like the 32 bits it is stored in. */
function turnOf(position: number): number {
  return (position + 1) | 0;
}

/** What one kind of message is like; `usual` follows the sizes that are seen. */
export interface Shape {
  /** Bytes of the fixed part. */
  readonly fixed: number;
  /** Whether every such message fits a slot. */
  readonly inSlot: boolean;
  /** Bytes to look for in the arena, at least `fixed`. */
  usual: number;
}

export function shapeOf(fixed: number, tail: boolean): Shape {
  return { fixed, inSlot: !tail && fixed <= PAYLOAD_BYTES, usual: fixed };
}

/** A message of this shape takes `needed` bytes: looks for more from now on, `longest` at most. */
export function expect(shape: Shape, needed: number, longest: number): void {
  shape.usual = Math.min(longest, Math.max(needed, shape.usual * 2));
}

/** Where a ring and its arena lie in a region, in bytes. */
export interface RingPlace {
  readonly ring: number;
  readonly arenaStart: number;
  readonly arenaBytes: number;
  readonly arenaInitial: number;
  /** The longest message allowed, in bytes. */
  readonly longest: number;
}

export class Producer {
  readonly writer: Writer;
  /** The next position to fill. */
  head = 0;
  /** Positions below this are free again. */
  released = 0;
  private readonly u32: Uint32Array;
  private readonly i32: Int32Array;
  private readonly ringWord: number;
  private readonly arena: Arena;
  private readonly arenaStart: number;
  private readonly longest: number;
  private readonly blocks: Uint16Array = new Uint16Array(RING_SLOTS);
  /** Asks shared memory how many messages the consumer is done with. */
  private readonly consumed: () => number;

  constructor(views: Views, place: RingPlace, consumed: () => number) {
    this.u32 = views.u32;
    this.i32 = views.i32;
    this.writer = new Writer(views);
    this.ringWord = place.ring >> 2;
    this.arena = new Arena(place.arenaBytes, place.arenaInitial);
    this.arenaStart = place.arenaStart;
    this.longest = place.longest;
    this.consumed = consumed;
  }

  /** Makes the writer ready for a message of this shape; false when there is no room now. */
  open(shape: Shape): boolean {
    const { head } = this;
    if (head - this.released >= RING_SLOTS && !this.reclaim()) return false;
    if (!shape.inSlot) return this.openArena(shape.fixed, shape.usual);
    // No tail, so its end and limit are never asked for.
    this.writer.base =
      ((this.ringWord + (head & mask) * slotWords) << 2) + SLOT_PAYLOAD;
    return true;
  }

  private openArena(fixed: number, usual: number): boolean {
    let start = this.arena.open(usual);
    if (start < 0) {
      if (!this.reclaim()) return false;
      start = this.arena.open(usual);
      if (start < 0) return false;
    }
    const writer = this.writer;
    const gap = this.arena.gapEnd() - start;
    writer.base = this.arenaStart + start;
    writer.end = writer.base + fixed;
    writer.limit = writer.base + (gap < this.longest ? gap : this.longest);
    return true;
  }

  /** Publishes what the writer holds; the caller wakes the other side if it is parked. */
  commit(shape: Shape, call: number, kind: number): void {
    const { head, u32 } = this;
    const word = this.ringWord + (head & mask) * slotWords;
    u32[word + callWord] = call;
    // What always stands in its slot has a size that both sides know.
    if (shape.inSlot) u32[word + kindWord] = kind | IN_SLOT;
    else this.commitArena(shape, word, kind);
    this.head = head + 1;
    // SYNC: pairs with the load in Consumer.next; publishes the slot and the arena block.
    Atomics.store(this.i32, word, turnOf(head));
  }

  private commitArena(shape: Shape, word: number, kind: number): void {
    const { writer, u32 } = this;
    const size = writer.end - writer.base;
    const offset = writer.base - this.arenaStart;
    const { usual } = shape;
    // Up at once, down slowly: a gap that was too small costs a second attempt.
    shape.usual = size > usual ? size : usual - ((usual - size) >> 3);
    this.blocks[this.head & mask] = this.arena.commit(offset + size);
    u32[word + kindWord] = kind;
    u32[word + sizeWord] = size;
    u32[word + offsetWord] = offset;
  }

  /** Publishes a message that was encoded elsewhere; false when there is no room now. */
  send(shape: Shape, message: Uint8Array, call: number, kind: number): boolean {
    const size = message.length;
    const aside: Shape = { fixed: size, inSlot: shape.inSlot, usual: size };
    if (!this.open(aside)) return false;
    this.writer.u8.set(message, this.writer.base);
    this.commit(aside, call, kind);
    return true;
  }

  /** Marks the message whose position ends in these 32 bits, so that it is not acted on any more. */
  cancel(position: number): void {
    const back = (this.head - position) | 0;
    // Its slot belongs to a later message when it was released.
    if (back <= 0 || this.head - back < this.released) return;
    const word = this.ringWord + (position & mask) * slotWords + kindWord;
    // SYNC: pairs with the load in Consumer.isCancelled. The consumer may be past it and act on the message.
    Atomics.or(this.u32, word, CANCELLED);
  }

  /** A copy of the message at that position, as it was sent; undefined when it has been released. */
  copyOf(position: number, fixed: number): Uint8Array | undefined {
    const back = (this.head - position) | 0;
    if (back <= 0 || this.head - back < this.released) return undefined;
    const { u32, writer } = this;
    const word = this.ringWord + (position & mask) * slotWords;
    if (u32[word + kindWord]! >= IN_SLOT) {
      const start = (word << 2) + SLOT_PAYLOAD;
      return writer.u8.slice(start, start + fixed);
    }
    // The other side could have written here: a wrong size gives a message that is refused.
    const start = this.arenaStart + u32[word + offsetWord]!;
    return writer.u8.slice(
      start,
      start + Math.min(u32[word + sizeWord]!, this.longest),
    );
  }

  /** Frees every position below `position`, which the consumer is known to have finished with. */
  release(position: number): void {
    while (this.released < position) {
      const place = this.released & mask;
      const block = this.blocks[place]!;
      if (block !== 0) {
        this.arena.free(block);
        this.blocks[place] = 0;
      }
      this.released += 1;
    }
  }

  /** Looks at shared memory for positions to free; false when there are none. */
  reclaim(): boolean {
    const before = this.released;
    // What the other side claims is untrusted: never past what was published.
    this.release(Math.min(this.consumed(), this.head));
    return this.released > before;
  }
}

export class Consumer {
  readonly reader: Reader;
  /** The next position to take. */
  position = 0;
  /** The slot that was taken last, as an index into the 32-bit views. */
  word = 0;
  private readonly u32: Uint32Array;
  private readonly i32: Int32Array;
  private readonly ringWord: number;
  private readonly arenaStart: number;
  private readonly arenaBytes: number;

  constructor(views: Views, reader: Reader, place: RingPlace) {
    this.u32 = views.u32;
    this.i32 = views.i32;
    this.reader = reader;
    this.ringWord = place.ring >> 2;
    this.arenaStart = place.arenaStart;
    this.arenaBytes = place.arenaBytes;
  }

  /** Whether a message is there to be taken. */
  ready(): boolean {
    const { position } = this;
    const word = this.ringWord + (position & mask) * slotWords;
    // SYNC: pairs with the store in Producer.commit.
    return Atomics.load(this.i32, word) === turnOf(position);
  }

  /** Takes the next message if there is one; its fields are read through `call`, `kind` and `open`. */
  next(): boolean {
    const { position } = this;
    const word = this.ringWord + (position & mask) * slotWords;
    // SYNC: pairs with the store in Producer.commit.
    if (Atomics.load(this.i32, word) !== turnOf(position)) return false;
    this.word = word;
    this.position = position + 1;
    return true;
  }

  get call(): number {
    return this.u32[this.word + callWord]!;
  }

  get kind(): number {
    return this.u32[this.word + kindWord]! & kindMask;
  }

  /** Whether the message that was taken has been cancelled by now. */
  get isCancelled(): boolean {
    // SYNC: pairs with the `or` in Producer.cancel.
    return (Atomics.load(this.u32, this.word + kindWord) & CANCELLED) !== 0;
  }

  /** Bytes that the message takes in the arena, as its sender says. */
  get size(): number {
    const { u32, word } = this;
    return u32[word + kindWord]! < IN_SLOT ? u32[word + sizeWord]! : 0;
  }

  /** Makes the reader ready for the message that was taken; checks where it claims to be. */
  open(fixed: number): void {
    if (this.u32[this.word + kindWord]! < IN_SLOT) {
      this.openArena(fixed);
      return;
    }
    if (fixed > PAYLOAD_BYTES) throw corrupt(`${fixed} bytes in a slot`);
    const { reader } = this;
    reader.base = (this.word << 2) + SLOT_PAYLOAD;
    reader.limit = reader.base + fixed;
    reader.budget = fixed;
  }

  private openArena(fixed: number): void {
    const { size } = this;
    const offset = this.u32[this.word + offsetWord]!;
    if ((offset & 7) !== 0 || offset + size > this.arenaBytes) {
      throw corrupt(
        `a message of ${size} bytes at ${offset} of an arena of ${this.arenaBytes}`,
      );
    }
    this.reader.start(this.arenaStart + offset, size, fixed);
  }
}
