// Who waits for room among the calls that wait on the host: `pool.room()` lets those who make calls keep step with
// the workers.

export class Room {
  /** The most calls that are to wait. */
  private readonly max: number;
  private readonly wanted: (() => void)[] = [];

  constructor(max: number) {
    this.max = max;
  }

  /** Whether there is room for another call while so many wait. */
  isThere(waiting: number): boolean {
    return waiting < this.max || waiting === 0;
  }

  /** Resolves when there is. */
  comes(waiting: number): Promise<void> {
    if (this.isThere(waiting)) return Promise.resolve();
    return new Promise((resolve) => this.wanted.push(resolve));
  }

  /** So many wait now: as many are told as there is room for, and all of them once none waits. */
  tell(waiting: number): void {
    if (this.wanted.length === 0 || !this.isThere(waiting)) return;
    const count = waiting === 0 ? this.wanted.length : this.max - waiting;
    for (const resolve of this.wanted.splice(0, count)) resolve();
  }
}
