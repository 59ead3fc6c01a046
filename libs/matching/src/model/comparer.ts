import { missing } from '../compare/missing.js';
import type { CompiledCondition, Conditions, PairReader } from './conditions.js';
import type { Dependence } from './dependence.js';
import type { Comparison } from './match-model.js';
import { maskable } from './slots.js';

export interface CompiledComparison {
  declared: Comparison;
  conditions: CompiledCondition[];
  weights: number[];
  /** Per level the slot with the frequencies its weight is adjusted by, -1 for none, and log2 u. */
  frequency: number[];
  average: number[];
  /** Measures asked by each level, in the order they are written; those of all levels last, for the level without a condition. */
  used: number[][];
  /** How many levels, from the first, are told from whether values are equal: these are asked first. */
  plain: number;
  /** Measures they ask, and by the results of these what is reached: a level, -1 for nothing to compare, or `undecided`. See `plainLevels`. */
  asked: Int32Array;
  reached: Int8Array;
  /** The most bits it can give: at all, and when none of the plain levels holds. */
  most: number;
  mostAfter: number;
  /** What it gives on average to two records that are not the same. */
  expected: number;
}

/** A value everybody shares says nothing; one that only two records share says no more than this beyond the average. */
export const mostGain = 8;
const mostLoss = 24;

/** What the comparisons that a mask names can give at most. */
interface Reach {
  /** Those that depend on no others, together. */
  free: number;
  /** Those of each dependent group. */
  groups: Float64Array;
}

/** None of the plain levels holds: the others have to be measured. */
export const undecided = -2;

/** Sums of bits taken in another order differ by less than this; a weight that is just what is asked for is not given up for it. */
const rounding = 1e-9;

/** Weighs pairs, whoever reads them: records made ready one by one, or columns. One pair at a time. */
export class Comparer {
  /** What can change most is asked first, and what depends on others last: most candidates are out of reach after two or three questions. */
  private readonly order: Int32Array;
  /** What is left when equality has been asked for: what can change most for its cost first. */
  private readonly measured: Int32Array;
  private readonly reaches = new Map<number, Reach>();
  /** What has still to be asked of the pair, and what it can give at most. */
  private readonly isOpen: Uint8Array;
  private free = 0;
  private readonly rest: Float64Array;
  /** What was found so far. */
  private weight = 0;
  private readonly sums: Float64Array;

  constructor(
    readonly comparisons: readonly CompiledComparison[],
    private readonly contradictions: readonly { name: string; when: CompiledCondition }[],
    private readonly conditions: Conditions,
    private readonly dependence: Dependence,
    readonly prior: number,
  ) {
    const isGrouped = (i: number): number => (dependence.groupOf[i]! < 0 ? 0 : 1);
    const change = (i: number): number => comparisons[i]!.most - comparisons[i]!.expected;
    const places = comparisons.map((_, i) => i);
    places.sort((i, j) => isGrouped(i) - isGrouped(j) || change(j) - change(i) || i - j);
    this.order = Int32Array.from(places);
    const cost = (i: number): number => conditions.costOf(comparisons[i]!.used.at(-1)!);
    const yields = (i: number): number => (comparisons[i]!.mostAfter - comparisons[i]!.expected) / cost(i);
    this.measured = Int32Array.from(places.sort((i, j) => yields(j) - yields(i) || i - j));
    this.isOpen = new Uint8Array(places.length);
    this.rest = new Float64Array(dependence.names.length);
    this.sums = new Float64Array(dependence.names.length);
  }

  /**
   * log2 of the odds that the two are the same, prior included. Stops as soon as `least` is out of reach, and gives some weight below it.
   * Whether values are equal is asked of all comparisons before anything is measured.
   * @param says bit i: both have a value for comparison i; of the first `maskable` comparisons
   */
  score(pair: PairReader, says: number, least: number): number {
    const { conditions, comparisons, rest, sums, order, measured, isOpen } = this;
    conditions.begin(pair);
    const bar = least - rounding;
    const reach = this.reach(says);
    this.free = reach.free;
    for (let g = 0; g < sums.length; g++) {
      rest[g] = reach.groups[g]!;
      sums[g] = 0;
    }
    this.weight = this.prior;
    isOpen.fill(0);
    let left = 0;
    for (let k = 0; k < order.length; k++) {
      const i = order[k]!;
      if (i < maskable && (says & (1 << i)) === 0) continue;
      const comparison = comparisons[i]!;
      const level = this.plainLevelOf(comparison);
      if (level === undecided) {
        isOpen[i] = 1;
        left++;
        this.settle(i, comparison.most - comparison.mostAfter, 0);
      } else this.settle(i, comparison.most, level < 0 ? 0 : this.weightOf(comparison, level));
      const reachable = this.reachable();
      if (reachable < bar) return reachable;
    }
    for (let k = 0; left > 0; k++) {
      const i = measured[k]!;
      if (isOpen[i] === 0) continue;
      left--;
      const comparison = comparisons[i]!;
      const level = this.levelOf(comparison, comparison.plain);
      this.settle(i, comparison.mostAfter, level < 0 ? 0 : this.weightOf(comparison, level));
      const reachable = this.reachable();
      if (reachable < bar) return reachable;
    }
    let { weight } = this;
    for (let g = 0; g < sums.length; g++) weight += Math.min(this.dependence.most[g]!, sums[g]!);
    return weight;
  }

  /** Index of the level reached per comparison, -1 when there was nothing to compare. */
  levels(pair: PairReader, says: number, into: Int8Array): void {
    this.conditions.begin(pair);
    for (let i = 0; i < this.comparisons.length; i++)
      into[i] = i < maskable && (says & (1 << i)) === 0 ? -1 : this.levelOf(this.comparisons[i]!);
  }

  /** Name of the first contradiction that holds, or null. */
  contradiction(pair: PairReader): string | null {
    this.conditions.begin(pair);
    return this.contradictions.find(({ when }) => this.conditions.truth(when) === 1)?.name ?? null;
  }

  /** @param from the first level that can hold */
  levelOf({ conditions: levels, used }: CompiledComparison, from = 0): number {
    const { conditions } = this;
    for (let i = from; i < levels.length; i++) if (conditions.truth(levels[i]!) === 1) return i;
    const all = used[levels.length]!;
    for (let i = 0; i < all.length; i++) if (conditions.result(all[i]!) !== missing) return levels.length;
    return -1;
  }

  /** A level's bits, more or fewer because the value agreed upon is rarer or commoner than the average. */
  weightOf(comparison: CompiledComparison, level: number): number {
    const slot = comparison.frequency[level]!;
    const weight = comparison.weights[level]!;
    if (slot < 0) return weight;
    const share = this.conditions.share(slot);
    if (Number.isNaN(share)) return weight;
    return weight + Math.max(-mostLoss, Math.min(mostGain, comparison.average[level]! - share));
  }

  private plainLevelOf({ asked, reached }: CompiledComparison): number {
    let state = 0;
    for (let i = 0; i < asked.length; i++) {
      const result = this.conditions.result(asked[i]!);
      state = state * 3 + (result === missing ? 0 : result === 1 ? 2 : 1);
    }
    return reached[state]!;
  }

  /** What a comparison was found to give, and how much less is to come. */
  private settle(i: number, less: number, bits: number): void {
    const group = this.dependence.groupOf[i]!;
    if (group < 0) {
      this.free -= less;
      this.weight += bits;
    } else {
      this.rest[group]! -= less;
      this.sums[group]! += bits;
    }
  }

  private reachable(): number {
    const { sums, rest } = this;
    const { most } = this.dependence;
    let reachable = this.weight + this.free;
    for (let g = 0; g < sums.length; g++) {
      const sum = sums[g]! + rest[g]!;
      reachable += sum < most[g]! ? sum : most[g]!;
    }
    return reachable;
  }

  /** There are few masks. */
  private reach(says: number): Reach {
    let known = this.reaches.get(says);
    if (!known) {
      known = { free: 0, groups: new Float64Array(this.rest.length) };
      for (let i = 0; i < this.comparisons.length; i++) {
        if (i < maskable && (says & (1 << i)) === 0) continue;
        const group = this.dependence.groupOf[i]!;
        if (group < 0) known.free += this.comparisons[i]!.most;
        else known.groups[group]! += this.comparisons[i]!.most;
      }
      this.reaches.set(says, known);
    }
    return known;
  }
}
