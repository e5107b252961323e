// The floor: what a hand-written ring reaches, with nothing that a product needs. Two rings of slots
// with the turn in the slot, two doubles in and one out, no parking, no checks. Slots are two cache lines
// apart, because processors fetch lines in pairs: closer ones make the two ends disturb each other.

export const slots = 1024;
const slotBytes = 128;
const slotWords = slotBytes / 4;

/** Bytes of memory for both rings. */
export const floorBytes = 2 * slots * slotBytes;

const mask = slots - 1;

/** The host's end: one promise per call, found by spinning in a microtask. */
export function floorHost(
  buffer: ArrayBufferLike,
): (a: number, b: number) => Promise<number> {
  const i32 = new Int32Array(buffer);
  const f64 = new Float64Array(buffer);
  const resolves: ((value: number) => void)[] = new Array(slots).fill(() => {});
  let head = 0;
  let tail = 0;
  let running = false;
  const settled = Promise.resolve();
  let last: (value: number) => void;
  const capture = (resolve: (value: number) => void): void => {
    last = resolve;
  };
  const pump = (): void => {
    const from = tail;
    while (tail === from) {
      for (;;) {
        const word = (slots + (tail & mask)) * slotWords;
        if (Atomics.load(i32, word) !== tail + 1) break;
        resolves[tail & mask]!(f64[(word >> 1) + 1]!);
        tail += 1;
      }
    }
    if (tail === head) running = false;
    else void settled.then(pump);
  };
  return (a, b) => {
    const word = (head & mask) * slotWords;
    const at = word >> 1;
    f64[at + 1] = a;
    f64[at + 2] = b;
    const promise = new Promise<number>(capture);
    resolves[head & mask] = last;
    head += 1;
    Atomics.store(i32, word, head);
    if (!running) {
      running = true;
      void settled.then(pump);
    }
    return promise;
  };
}

/** The worker's end: spins for ever; a negative turn ends it. */
export function floorWorker(buffer: ArrayBufferLike): void {
  const i32 = new Int32Array(buffer);
  const f64 = new Float64Array(buffer);
  for (let position = 0; ; position += 1) {
    const word = (position & mask) * slotWords;
    let turn = Atomics.load(i32, word);
    while (turn !== position + 1) {
      if (turn < 0) return;
      turn = Atomics.load(i32, word);
    }
    const at = word >> 1;
    const back = (slots + (position & mask)) * slotWords;
    f64[(back >> 1) + 1] = f64[at + 1]! + f64[at + 2]!;
    Atomics.store(i32, back, position + 1);
  }
}

/** Ends the worker, whichever slot it looks at. */
export function floorEnd(buffer: ArrayBufferLike): void {
  const i32 = new Int32Array(buffer);
  for (let slot = 0; slot < slots; slot += 1)
    Atomics.store(i32, slot * slotWords, -1);
}
