// A histogram of durations in constant space: each power of two of milliseconds is split into as many
// equal steps, so that a value is known to within 1.6 % whether it is a microsecond or an hour.
//
// The step of a value stands in the value's own bits: a double's exponent and its first bits of mantissa, taken
// together, count such steps.

/** Bits of the mantissa that choose a step: 32 steps for each power of two. */
const stepBits = 5;
const shift = 20 - stepBits;

/** What is shorter than 2^-14 ms, 61 ns, counts as that; what is longer than 2^27 ms, 37 hours, as that. */
const shortest = 2 ** -14;
const longest = 2 ** 27;

const double = new Float64Array(1);
/** Its high word: all systems that knit knows are little-endian. */
const words = new Uint32Array(double.buffer);

function stepOf(milliseconds: number): number {
  double[0] = milliseconds;
  return words[1]! >>> shift;
}

/** The middle of a step. */
function middleOf(step: number): number {
  words[0] = 0;
  words[1] = (step << shift) + (1 << (shift - 1));
  return double[0]!;
}

const firstStep = stepOf(shortest);
const steps = stepOf(longest) - firstStep + 1;

/** What is told of the durations of one kind, in milliseconds; all of it is 0 where `count` is. */
export interface Distribution {
  readonly count: number;
  readonly least: number;
  readonly most: number;
  readonly mean: number;
  /** Half of all took no longer; known to within 1.6 %, like the two below. */
  readonly p50: number;
  /** 99 of 100 took no longer. */
  readonly p99: number;
  /** 999 of 1,000 took no longer. */
  readonly p999: number;
}

export class Histogram {
  private count = 0;
  private sum = 0;
  private least = Infinity;
  private most = 0;
  /** How many values fell into each step. Doubles: 32 bits would be full within hours. */
  private readonly counts = new Float64Array(steps);

  /** Adds a duration; one that is negative or no number counts as none at all, 0. */
  add(milliseconds: number): void {
    const value = milliseconds > 0 ? Math.min(milliseconds, longest) : 0;
    this.count += 1;
    this.sum += value;
    if (value < this.least) this.least = value;
    if (value > this.most) this.most = value;
    const step = stepOf(Math.max(value, shortest)) - firstStep;
    this.counts[step] = this.counts[step]! + 1;
  }

  /** The duration that so large a part of all, from 0 to 1, did not exceed; 0 where there are none. */
  quantile(part: number): number {
    const rank = Math.max(1, Math.ceil(part * this.count));
    let seen = 0;
    for (let step = 0; step < steps; step += 1) {
      seen += this.counts[step]!;
      // Nothing was shorter than the shortest nor longer than the longest, whatever their steps say.
      if (seen >= rank)
        return Math.min(
          this.most,
          Math.max(this.least, middleOf(firstStep + step)),
        );
    }
    return 0;
  }

  tell(): Distribution {
    const { count, sum, least, most } = this;
    return {
      count,
      least: count === 0 ? 0 : least,
      most,
      mean: count === 0 ? 0 : sum / count,
      p50: this.quantile(0.5),
      p99: this.quantile(0.99),
      p999: this.quantile(0.999),
    };
  }
}
