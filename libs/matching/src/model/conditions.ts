import { type Measure, measureOf } from '../compare/measures.js';
import { missing } from '../compare/missing.js';
import type { Condition, Test } from './match-model.js';
import type { Slots } from './slots.js';

/** 1 true, 0 unknown, -1 false: negation is the sign, `all` the least, `any` the greatest. */
export type Truth = 1 | 0 | -1;

type Node =
  | { kind: 'test'; place: number; bar: number }
  /** One part of this truth decides it: a false one of `all`, a true one of `any`. */
  | { kind: 'joint'; decisive: Truth; parts: readonly Node[] }
  | { kind: 'not'; part: Node };

/** What it takes to ask a measure, where equality takes 1. */
const gradedCost = 4;
const costlyCost = 16;

/** A condition made ready: its tests point at measures by their place. */
export type CompiledCondition = Node;

/** A measure, and the slots of the values it is taken of. */
export interface Bound {
  slot: number;
  /** Slot of the other side's value; the same unless the test names another field for it. */
  against: number;
  kind: 'exact' | 'overlap' | 'graded';
  measure: Measure<unknown>;
  limit: number;
}

/** The pair that is being compared. */
export interface PairReader {
  /** Result of the measure at this place, `missing` when one side has no value. */
  take(place: number): number;
  /** log2 of the share of the value they agree on, or of the commoner of two that differ; NaN without one. Of several that both have the rarest. */
  share(slot: number): number;
}

/**
 * The conditions of one model. A measure that several levels ask for is taken once per pair: results lie in a table, each stamped with the
 * number of the pair it belongs to. One pair is compared at a time, which is what synchronous code does.
 *
 * Conditions are walked as data: a closure per node, called from one place with a hundred targets, cost more than the comparing itself.
 */
export class Conditions {
  readonly bound: Bound[] = [];
  private readonly places = new Map<string, number>();
  private results = new Float64Array(0);
  private stamps = new Int32Array(0);
  private number = 0;
  private pair: PairReader | null = null;

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

  /** Whether only equality is asked for, within a field: that is told without looking at the values. */
  isPlain(node: CompiledCondition): boolean {
    if (node.kind === 'not') return this.isPlain(node.part);
    if (node.kind === 'joint') return node.parts.every((part) => this.isPlain(part));
    const { kind, slot, against } = this.bound[node.place]!;
    return kind === 'exact' && slot === against;
  }

  /** What it takes to ask these measures, roughly, where equality takes 1. */
  costOf(places: readonly number[]): number {
    return places.reduce((sum, place) => {
      const { kind, measure } = this.bound[place]!;
      return sum + (kind === 'exact' ? 1 : measure.costly ? costlyCost : gradedCost);
    }, 0);
  }

  /** Slots that the measures at these places look at. */
  slotsOf(places: readonly number[]): number[] {
    return [...new Set(places.flatMap((place) => [this.bound[place]!.slot, this.bound[place]!.against]))];
  }

  /** Forgets the pair before. */
  begin(pair: PairReader): void {
    if (this.results.length !== this.bound.length) {
      this.results = new Float64Array(this.bound.length);
      this.stamps = new Int32Array(this.bound.length);
    }
    this.pair = pair;
    if (++this.number > 0x7ffffff0) {
      this.stamps.fill(0);
      this.number = 1;
    }
  }

  truth(node: CompiledCondition): Truth {
    if (node.kind === 'test') {
      const value = this.result(node.place);
      return value >= node.bar ? 1 : value === missing ? 0 : -1;
    }
    if (node.kind === 'not') return -this.truth(node.part) as Truth;
    const { decisive, parts } = node;
    let truth: Truth = -decisive as Truth;
    for (let i = 0; i < parts.length; i++) {
      const each = this.truth(parts[i]!);
      if (each === decisive) return each;
      if (each === 0) truth = 0;
    }
    return truth;
  }

  result(place: number): number {
    if (this.stamps[place] === this.number) return this.results[place]!;
    this.stamps[place] = this.number;
    const result = this.pair!.take(place);
    this.results[place] = result;
    return result;
  }

  share(slot: number): number {
    return this.pair!.share(slot);
  }

  private placeOf(test: Test): number {
    const measure = measureOf(test);
    const slot = this.slots.place(test, measure.feature);
    const against =
      test.against === undefined ? slot : this.slots.place({ ...test, field: test.against }, measure.feature);
    const key = `${test.test} ${slot} ${against}`;
    let place = this.places.get(key);
    if (place === undefined) {
      const kind = test.test === 'exact' || test.test === 'overlap' ? test.test : 'graded';
      place = this.bound.push({ slot, against, kind, measure, limit: test.atMost ?? 0 }) - 1;
      this.places.set(key, place);
    } else if (test.test === 'edits' && test.atMost! > this.bound[place]!.limit) {
      // Edits are counted once for all tests of a field, as far as the most lenient one asks.
      this.bound[place] = { ...this.bound[place]!, measure, limit: test.atMost! };
    }
    return place;
  }
}
