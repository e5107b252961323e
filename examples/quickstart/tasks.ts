// The work of a small portfolio service: plain functions, nothing to import from knit.

export type Position = {
  symbol: string;
  shares: number;
  /** Of one share today. */
  price: number;
  /** Standard deviation of the yearly return: 0.3 for 30 %. */
  volatility: number;
};

export interface Forecast {
  symbol: string;
  /** Value of the whole position in a year. */
  mean: number;
  /** One in twenty simulated years ends below, one in twenty above. */
  range: { low: number; high: number };
  note?: string;
}

/** Simulates a year of a position, day by day, `runs` times. */
export function forecast(position: Position, runs: number, seed = 1): Forecast {
  const random = normal(seed);
  const ends = new Float64Array(runs);
  const daily = position.volatility / Math.sqrt(tradingDays);
  for (let run = 0; run < runs; run += 1) {
    let price = position.price;
    for (let day = 0; day < tradingDays; day += 1)
      price *= 1 + daily * random();
    ends[run] = price * position.shares;
  }
  ends.sort();
  const mean = ends.reduce((sum, end) => sum + end, 0) / runs;
  const range = {
    low: ends[Math.floor(runs * 0.05)] ?? mean,
    high: ends[Math.floor(runs * 0.95)] ?? mean,
  };
  const result: Forecast = { symbol: position.symbol, mean, range };
  if (position.volatility > 0.5) result.note = "too volatile for a year ahead";
  return result;
}

/** What the positions are worth today. */
export function worth(positions: Position[]): number {
  return positions.reduce((sum, { shares, price }) => sum + shares * price, 0);
}

/** Reads `ACME 12 @ 182.50 ~ 0.3`; throws a `SyntaxError` for anything else. */
export function parsePosition(line: string): Position {
  const match = /^(\w+) (\d+) @ ([\d.]+) ~ ([\d.]+)$/.exec(line);
  if (match === null) throw new SyntaxError(`not a position: ${line}`);
  const [, symbol = "", shares, price, volatility] = match;
  return {
    symbol,
    shares: Number(shares),
    price: Number(price),
    volatility: Number(volatility),
  };
}

/** A fingerprint of a report, for its signature. */
export async function digest(report: string): Promise<Uint8Array> {
  const hash = await crypto.subtle.digest(
    "SHA-256",
    new TextEncoder().encode(report),
  );
  return new Uint8Array(hash);
}

const tradingDays = 252;

/** Normally distributed numbers, the same for the same seed. */
function normal(seed: number): () => number {
  let state = seed;
  const uniform = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 1) / 2 ** 32;
  };
  return () =>
    Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}
