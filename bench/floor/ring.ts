// The floor: what a hand-written ring reaches, with nothing that a product needs. Two rings of slots
// with the turn in the slot, two doubles in and one out, no parking, no checks. Slots are two cache
// lines apart, because processors fetch lines in pairs: closer ones make the two ends disturb each other.

const slots = 1024;
const slotWords = 32;
const mask = slots - 1;
const controlWord = 2 * slots * slotWords;

/** Bytes of memory for both rings and the control word. */
export const floorBytes: number = (controlWord + slotWords) * 4;

const running = 0;
const resting = 1;
const ended = 2;

/** The worker spins for ever: it has to be told when others need its core. */
export interface Floor {
  add(a: number, b: number): Promise<number>;
  rest(): void;
  wake(): void;
  end(): void;
}

/** The host's end: one promise per call, found by spinning in a microtask. */
export function floorHost(buffer: ArrayBufferLike): Floor {
  const i32 = new Int32Array(buffer);
  const f64 = new Float64Array(buffer);
  const resolves: ((value: number) => void)[] = new Array(slots).fill(() => {});
  const settled = Promise.resolve();
  let head = 0;
  let tail = 0;
  let pumping = false;
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
    if (tail === head) pumping = false;
    else void settled.then(pump);
  };
  return {
    add(a, b) {
      const word = (head & mask) * slotWords;
      const at = word >> 1;
      f64[at + 1] = a;
      f64[at + 2] = b;
      const promise = new Promise<number>(capture);
      resolves[head & mask] = last;
      head += 1;
      Atomics.store(i32, word, head);
      if (!pumping) {
        pumping = true;
        void settled.then(pump);
      }
      return promise;
    },
    rest: () => void Atomics.store(i32, controlWord, resting),
    wake: () => void Atomics.store(i32, controlWord, running),
    end: () => void Atomics.store(i32, controlWord, ended),
  };
}

/** The worker's end: spins until it is told to end. */
export function floorWorker(buffer: ArrayBufferLike): void {
  const i32 = new Int32Array(buffer);
  const f64 = new Float64Array(buffer);
  for (let position = 0; ; position += 1) {
    const word = (position & mask) * slotWords;
    for (let look = 1; Atomics.load(i32, word) !== position + 1; look += 1) {
      if ((look & 1023) === 0 && !mayGoOn(i32)) return;
    }
    const at = word >> 1;
    const back = (slots + (position & mask)) * slotWords;
    f64[(back >> 1) + 1] = f64[at + 1]! + f64[at + 2]!;
    Atomics.store(i32, back, position + 1);
  }
}

const clock = new Int32Array(new SharedArrayBuffer(4));

function mayGoOn(i32: Int32Array): boolean {
  while (Atomics.load(i32, controlWord) === resting)
    Atomics.wait(clock, 0, 0, 1);
  return Atomics.load(i32, controlWord) === running;
}
