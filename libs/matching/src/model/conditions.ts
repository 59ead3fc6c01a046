import { jaccard, type Measure, measures, missing } from '../compare/measures.js';
import type { Condition, Test } from './match-model.js';
import type { Prepared, Slots } from './slots.js';

export type Truth = 1 | 0 | -1;
export type CompiledCondition = (a: Prepared, b: Prepared) => Truth;

/** A measure bound to its slot. */
interface Bound {
  slot: number;
  measure(a: Prepared, b: Prepared): number;
  /** Which values gave the result, for the explanation. */
  bestPair(a: Prepared, b: Prepared): { a: string; b: string } | null;
}

/**
 * Conditions of one model. A measure that several levels ask for is taken once per pair: results lie in a table that `begin` clears.
 * One pair is compared at a time, which is what synchronous code does.
 */
export class Conditions {
  readonly bound: Bound[] = [];
  private readonly places = new Map<string, number>();
  private results = new Float64Array(0);

  constructor(private readonly slots: Slots) {}

  begin(): void {
    if (this.results.length !== this.bound.length) this.results = new Float64Array(this.bound.length);
    this.results.fill(Number.NaN);
  }

  result(place: number, a: Prepared, b: Prepared): number {
    let value = this.results[place]!;
    if (Number.isNaN(value)) {
      value = this.bound[place]!.measure(a, b);
      this.results[place] = value;
    }
    return value;
  }

  /** `used` collects the places of the measures asked, in the order they are written. */
  compile(condition: Condition, used: number[]): CompiledCondition {
    if ('all' in condition) {
      const parts = condition.all.map((part) => this.compile(part, used));
      return (a, b) => {
        let truth: Truth = 1;
        for (const part of parts) {
          const each = part(a, b);
          if (each === -1) return -1;
          if (each < truth) truth = each;
        }
        return truth;
      };
    }
    if ('any' in condition) {
      const parts = condition.any.map((part) => this.compile(part, used));
      return (a, b) => {
        let truth: Truth = -1;
        for (const part of parts) {
          const each = part(a, b);
          if (each === 1) return 1;
          if (each > truth) truth = each;
        }
        return truth;
      };
    }
    if ('not' in condition) {
      const part = this.compile(condition.not, used);
      return (a, b) => -part(a, b) as Truth;
    }
    const place = this.placeOf(condition);
    used.push(place);
    const bar = condition.atMost === undefined ? (condition.atLeast ?? 1) : -condition.atMost;
    return (a, b) => {
      const value = this.result(place, a, b);
      return value === missing ? 0 : value >= bar ? 1 : -1;
    };
  }

  private placeOf(test: Test): number {
    const measure = test.test === 'overlap' ? measures.exact : measures[test.test];
    const slot = this.slots.place(test, measure.feature);
    const key = `${test.test} ${slot}`;
    let place = this.places.get(key);
    if (place === undefined) {
      place = this.bound.push(bind(test, measure, slot)) - 1;
      this.places.set(key, place);
    }
    return place;
  }
}

function bind(test: Test, measure: Measure<unknown>, slot: number): Bound {
  const best = bestOf(measure, slot);
  return {
    slot,
    measure: test.test === 'overlap' ? overlapOf(slot) : best,
    bestPair(a, b) {
      const wanted = best(a, b);
      if (wanted === missing) return null;
      for (const [i, x] of a.features[slot]!.entries())
        for (const [j, y] of b.features[slot]!.entries())
          if (measure.compare(x, y) === wanted) return { a: a.texts[slot]![i]!, b: b.texts[slot]![j]! };
      return null;
    },
  };
}

function bestOf(measure: Measure<unknown>, slot: number): (a: Prepared, b: Prepared) => number {
  return (a, b) => {
    const xs = a.features[slot]!;
    const ys = b.features[slot]!;
    if (xs.length === 1 && ys.length === 1) return measure.compare(xs[0], ys[0]);
    let best = missing;
    for (const x of xs) {
      for (const y of ys) {
        const value = measure.compare(x, y);
        if (value > best) best = value;
      }
    }
    return best;
  };
}

function overlapOf(slot: number): (a: Prepared, b: Prepared) => number {
  return (a, b) => {
    const xs = a.texts[slot]!;
    const ys = b.texts[slot]!;
    return xs.length === 0 || ys.length === 0 ? missing : jaccard(xs, ys);
  };
}
