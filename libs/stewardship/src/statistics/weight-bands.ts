import type { JudgedPair } from '@siku/matching';

/** Pairs of one bit of weight: what the model promised, and what stewards said. */
export interface WeightBand {
  /** log2 of the odds, from */
  from: number;
  /** to, exclusive */
  to: number;
  same: number;
  different: number;
  /** share of same ones by the model */
  expected: number;
  /** share of same ones by the stewards */
  observed: number;
}

export function weightBands(pairs: readonly JudgedPair[]): WeightBand[] {
  const bands = new Map<number, JudgedPair[]>();
  for (const pair of pairs) {
    const from = Math.floor(pair.weight);
    const band = bands.get(from);
    if (band) band.push(pair);
    else bands.set(from, [pair]);
  }
  return [...bands]
    .sort(([a], [b]) => a - b)
    .map(([from, band]) => {
      const same = band.filter((pair) => pair.same).length;
      const promised = band.reduce((sum, { weight }) => sum + 1 / (1 + 2 ** -weight), 0);
      const [expected, observed] = [promised / band.length, same / band.length];
      return { from, to: from + 1, same, different: band.length - same, expected, observed };
    });
}
