export class Buffered {
  #parts: string[] = [];

  add(part: string): void {
    this.#parts.push(part);
  }

  take(): string {
    return this.#parts.join(", ");
  }

  [Symbol.dispose](): void {
    this.#parts = [];
  }
}
