// A first-in first-out queue that forgets what it gave away.

export class Queue<Item> {
  private items: (Item | undefined)[] = [];
  private start = 0;

  get size(): number {
    return this.items.length - this.start;
  }

  push(item: Item): void {
    this.items.push(item);
  }

  first(): Item | undefined {
    return this.items[this.start];
  }

  shift(): Item | undefined {
    const item = this.items[this.start];
    if (item === undefined) return undefined;
    this.items[this.start] = undefined;
    this.start += 1;
    // Half of it is empty: moving the rest costs less than what was pushed since the last time.
    if (this.start * 2 >= this.items.length) {
      this.items = this.items.slice(this.start);
      this.start = 0;
    }
    return item;
  }
}
