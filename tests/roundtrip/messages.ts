// Messages that nobody wrote: valid ones with some bytes changed, and bytes at random.

/** Numbers that stand for the ends of something. */
const ends = [0, 1, 2, 7, 8, 9, 0x7f, 0xff, 0x7fffffff, 0x80000000, 0xffffffff];

export class Damager {
  readonly #random: () => number;

  constructor(random: () => number) {
    this.#random = random;
  }

  below(count: number): number {
    return Math.floor(this.#random() * count);
  }

  /** Changes a few places of a message, mostly in its fixed part; it may come out shorter or longer. */
  damaged(message: Uint8Array, fixed: number): Uint8Array {
    const bytes =
      this.below(8) === 0 ? this.#resized(message, fixed) : message.slice();
    for (let hits = 1 + this.below(4); hits > 0; hits -= 1)
      this.#hit(bytes, this.below(2) === 0 ? fixed : bytes.length);
    return bytes;
  }

  /** Small numbers are more likely than others: they are tags, counts and offsets. */
  random(fixed: number): Uint8Array {
    const bytes = new Uint8Array(fixed + 8 * this.below(24));
    const small = 1 + this.below(256);
    for (let at = 0; at < bytes.length; at += 1)
      if (this.below(3) > 0) bytes[at] = this.below(small);
    const words = new Uint32Array(bytes.buffer, 0, fixed >> 2);
    for (let at = 0; at < words.length; at += 1)
      if (this.below(2) === 0) words[at] = this.#word(bytes.length);
    return bytes;
  }

  #resized(message: Uint8Array, fixed: number): Uint8Array {
    const length = fixed + this.below(message.length - fixed + 64);
    const bytes = new Uint8Array(length);
    bytes.set(message.subarray(0, length));
    return bytes;
  }

  #hit(bytes: Uint8Array, within: number): void {
    const room = Math.min(within, bytes.length);
    if (room === 0) return;
    if (room < 4 || this.below(3) === 0) {
      bytes[this.below(room)] =
        this.below(2) === 0 ? this.below(4) : this.below(256);
      return;
    }
    const at = this.below(room >> 2) * 4;
    new DataView(bytes.buffer).setUint32(at, this.#word(bytes.length), true);
  }

  #word(size: number): number {
    switch (this.below(4)) {
      case 0:
        return ends[this.below(ends.length)]!;
      case 1:
        return this.below(size + 16);
      case 2:
        return this.below(size >> 3) * 8;
      default:
        return this.below(2 ** 32);
    }
  }
}
