// The messages that are being filled in: more than one when an argument's getter makes a call. Each goes straight
// into the ring of a lane, or is encoded aside where it must wait or there is no room.

import { Views, Writer } from "./cursor.ts";
import type { Lane } from "./lane.ts";
import type { Shape } from "./ring.ts";

/** Smallest room for a message that is encoded aside, in bytes. */
const asideBytes = 64 * 1024;

interface Draft {
  readonly lane: Lane | undefined;
  readonly aside: Writer | undefined;
}

export class Drafts {
  /** How many there are. */
  depth = 0;
  /** The lane whose writer is being filled in; undefined for a message that is encoded aside. */
  lane: Lane | undefined;
  private aside: Writer | undefined;
  private readonly outer: Draft[] = [];
  private readonly longest: number;

  /** Of messages of `longest` bytes at most. */
  constructor(longest: number) {
    this.longest = longest;
  }

  /** Lays the one that was begun before aside, as another one was begun. */
  nest(): void {
    this.outer.push({ lane: this.lane, aside: this.aside });
    this.aside = undefined;
  }

  /** The innermost one is through, or dropped. */
  leave(): void {
    this.depth -= 1;
    if (this.depth === 0) return;
    const { lane, aside } = this.outer.pop()!;
    this.lane = lane;
    this.aside = aside;
  }

  /** What the innermost one is written by; undefined before the first. */
  get writer(): Writer | undefined {
    return this.lane === undefined ? this.aside : this.lane.submissions.writer;
  }

  /** Bytes of the innermost one, which is of that shape. */
  bytes({ inSlot, fixed }: Shape): number {
    const { writer } = this;
    return inSlot || writer === undefined ? fixed : writer.end - writer.base;
  }

  /** Makes a writer ready that no worker sees. */
  openAside({ fixed, usual }: Shape): Writer {
    this.lane = undefined;
    let writer = this.aside;
    const room = Math.max(asideBytes, usual);
    if (writer === undefined || writer.u8.length < room) {
      writer = new Writer(new Views(new ArrayBuffer(Math.ceil(room / 8) * 8)));
      this.aside = writer;
    }
    writer.needed = 0;
    writer.start(0, fixed, Math.min(writer.u8.length, this.longest));
    return writer;
  }

  /** Takes the message that was encoded aside. */
  takeAside(): Uint8Array {
    const { u8, end } = this.aside!;
    if (u8.length <= asideBytes) return u8.slice(0, end);
    this.aside = undefined;
    return u8.subarray(0, end);
  }
}
