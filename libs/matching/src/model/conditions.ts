import { jaccard, type Measure, measureOf } from '../compare/measures.js';
import { missing } from '../compare/missing.js';
import type { Condition, Test } from './match-model.js';
import { featuresOf, type Prepared, type Slots, several } from './slots.js';

/** 1 true, 0 unknown, -1 false: negation is the sign, `all` the least, `any` the greatest. */
export type Truth = 1 | 0 | -1;

type Node =
  | { kind: 'test'; place: number; bar: number }
  /** One part of this truth decides it: a false one of `all`, a true one of `any`. */
  | { kind: 'joint'; decisive: Truth; parts: readonly Node[] }
  | { kind: 'not'; part: Node };

/** A condition made ready: its tests point at measures by their place. */
export type CompiledCondition = Node;

interface Bound {
  slot: number;
  /** Slot of the other side's value; the same unless the test names another field for it. */
  against: number;
  kind: 'exact' | 'overlap' | 'graded';
  measure: Measure<unknown>;
}

/**
 * The conditions of one model. A measure that several levels ask for is taken once per pair: results lie in a table, each stamped with the
 * number of the pair it belongs to. One pair is compared at a time, which is what synchronous code does.
 *
 * Conditions are walked as data: a closure per node, called from one place with a hundred targets, cost more than the comparing itself.
 */
export class Conditions {
  private readonly bound: Bound[] = [];
  private readonly places = new Map<string, number>();
  private readonly results: number[] = [];
  private readonly stamps: number[] = [];
  private pair = 0;

  constructor(private readonly slots: Slots) {}

  /** `used` collects the places of the measures asked, in the order they are written. */
  compile(condition: Condition, used: number[]): CompiledCondition {
    if ('all' in condition)
      return { kind: 'joint', decisive: -1, parts: condition.all.map((part) => this.compile(part, used)) };
    if ('any' in condition)
      return { kind: 'joint', decisive: 1, parts: condition.any.map((part) => this.compile(part, used)) };
    if ('not' in condition) return { kind: 'not', part: this.compile(condition.not, used) };
    const place = this.placeOf(condition);
    used.push(place);
    return { kind: 'test', place, bar: condition.atMost === undefined ? (condition.atLeast ?? 1) : -condition.atMost };
  }

  /** Slots that the measures at these places look at. */
  slotsOf(places: readonly number[]): number[] {
    return [...new Set(places.flatMap((place) => [this.bound[place]!.slot, this.bound[place]!.against]))];
  }

  /** Forgets the pair before. */
  begin(): void {
    this.pair++;
  }

  truth(node: CompiledCondition, a: Prepared, b: Prepared): Truth {
    if (node.kind === 'test') {
      const value = this.result(node.place, a, b);
      return value >= node.bar ? 1 : value === missing ? 0 : -1;
    }
    if (node.kind === 'not') return -this.truth(node.part, a, b) as Truth;
    const { decisive } = node;
    let truth: Truth = -decisive as Truth;
    for (const part of node.parts) {
      const each = this.truth(part, a, b);
      if (each === decisive) return each;
      if (each === 0) truth = 0;
    }
    return truth;
  }

  result(place: number, a: Prepared, b: Prepared): number {
    if (this.stamps[place] === this.pair) return this.results[place]!;
    this.stamps[place] = this.pair;
    return (this.results[place] = this.take(place, a, b));
  }

  /** The values that gave the result, for the explanation; the present ones where there is none. */
  valuesShown(place: number, a: Prepared, b: Prepared): { a: string | null; b: string | null } {
    const { slot, against, measure } = this.bound[place]!;
    let shown = { a: a.texts[slot]![0] ?? null, b: b.texts[slot]![0] ?? null };
    let best = missing;
    for (const [s, t] of slot === against
      ? [[slot, slot]]
      : [
          [slot, against],
          [against, slot],
        ]) {
      const [xs, ys] = [featuresOf(a, s!), featuresOf(b, t!)];
      for (let i = 0; i < xs.length; i++) {
        for (let j = 0; j < ys.length; j++) {
          const value = measure.compare(xs[i], ys[j]);
          if (value <= best) continue;
          best = value;
          shown = { a: a.texts[s!]![i]!, b: b.texts[t!]![j]! };
        }
      }
    }
    return shown;
  }

  private take(place: number, a: Prepared, b: Prepared): number {
    const bound = this.bound[place]!;
    const { slot, against } = bound;
    if (slot === against) return this.between(bound, a, slot, b, slot);
    return Math.max(this.between(bound, a, slot, b, against), this.between(bound, a, against, b, slot));
  }

  private between({ kind, measure }: Bound, a: Prepared, slot: number, b: Prepared, other: number): number {
    const x = a.codes[slot]!;
    const y = b.codes[other]!;
    if (x === 0 || y === 0) return missing;
    if (kind === 'overlap') return jaccard(a.texts[slot]!, b.texts[other]!);
    if (x === several || y === several) return bestOf(measure, featuresOf(a, slot), featuresOf(b, other));
    // Codes are hashes: different ones prove that texts differ, equal ones have to be looked at.
    if (kind === 'exact' && x !== y) return 0;
    return measure.compare(a.features[slot], b.features[other]);
  }

  private placeOf(test: Test): number {
    const measure = measureOf(test);
    const slot = this.slots.place(test, measure.feature);
    const against =
      test.against === undefined ? slot : this.slots.place({ ...test, field: test.against }, measure.feature);
    const name = test.test === 'edits' ? `edits ${test.atMost}` : test.test;
    const key = `${name} ${slot} ${against}`;
    let place = this.places.get(key);
    if (place === undefined) {
      const kind = test.test === 'exact' || test.test === 'overlap' ? test.test : 'graded';
      place = this.bound.push({ slot, against, kind, measure }) - 1;
      this.places.set(key, place);
      // A number with a fraction, so that the engine keeps an array of doubles.
      this.results.push(0.5);
      this.stamps.push(0);
    }
    return place;
  }
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
