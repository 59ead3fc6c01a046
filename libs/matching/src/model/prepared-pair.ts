import { jaccard, type Measure } from '../compare/measures.js';
import { missing } from '../compare/missing.js';
import type { Bound, PairReader } from './conditions.js';
import { type Prepared, several } from './slots.js';

/** Two records made ready one by one. */
export class PreparedPair implements PairReader {
  private a: Prepared | null = null;
  private b: Prepared | null = null;

  constructor(private readonly bound: readonly Bound[]) {}

  of(a: Prepared, b: Prepared): this {
    this.a = a;
    this.b = b;
    return this;
  }

  take(place: number): number {
    const bound = this.bound[place]!;
    const { slot, against } = bound;
    const [a, b] = [this.a!, this.b!];
    if (slot === against) return between(bound, a, slot, b, slot);
    return Math.max(between(bound, a, slot, b, against), between(bound, a, against, b, slot));
  }

  share(slot: number): number {
    const [a, b] = [this.a!, this.b!];
    const x = a.code(slot);
    const y = b.code(slot);
    if (x === 0 || y === 0) return Number.NaN;
    // Values that only resemble each other: the commoner of the two is what the other may have been meant to be.
    if (x !== several && y !== several) return Math.max(a.feature(slot) as number, b.feature(slot) as number);
    const [xs, ys] = [a.features(slot) as number[], b.features(slot) as number[]];
    let rarest = Number.NaN;
    let commonest = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < xs.length; i++) {
      for (let j = 0; j < ys.length; j++) {
        commonest = Math.max(commonest, xs[i]!, ys[j]!);
        if (a.texts(slot)[i] === b.texts(slot)[j] && !(rarest <= xs[i]!)) rarest = xs[i]!;
      }
    }
    return Number.isNaN(rarest) ? commonest : rarest;
  }

  /** The values that gave the result, for the explanation; the present ones where there is none. */
  valuesShown(place: number): { a: string | null; b: string | null } {
    const [a, b] = [this.a!, this.b!];
    const { slot, against, measure } = this.bound[place]!;
    let shown = { a: a.texts(slot)[0] ?? null, b: b.texts(slot)[0] ?? null };
    let best = missing;
    for (const [s, t] of slot === against
      ? [[slot, slot]]
      : [
          [slot, against],
          [against, slot],
        ]) {
      const [xs, ys] = [a.features(s!), b.features(t!)];
      for (let i = 0; i < xs.length; i++) {
        for (let j = 0; j < ys.length; j++) {
          const value = measure.compare(xs[i], ys[j]);
          if (value <= best) continue;
          best = value;
          shown = { a: a.texts(s!)[i]!, b: b.texts(t!)[j]! };
        }
      }
    }
    return shown;
  }
}

function between({ kind, measure }: Bound, a: Prepared, slot: number, b: Prepared, other: number): number {
  const x = a.code(slot);
  const y = b.code(other);
  if (x === 0 || y === 0) return missing;
  if (kind === 'overlap') return jaccard(a.texts(slot), b.texts(other));
  if (x === several || y === several) return bestOf(measure, a.features(slot), b.features(other));
  // Codes are hashes: different ones prove that texts differ, equal ones have to be looked at.
  if (kind === 'exact' && x !== y) return 0;
  return measure.compare(a.feature(slot), b.feature(other));
}

function bestOf(measure: Measure<unknown>, xs: readonly unknown[], ys: readonly unknown[]): number {
  let best = missing;
  for (let i = 0; i < xs.length; i++) {
    for (let j = 0; j < ys.length; j++) {
      const value = measure.compare(xs[i], ys[j]);
      if (value > best) best = value;
    }
  }
  return best;
}
