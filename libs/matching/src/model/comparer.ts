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
  /** The most bits it can give, and what it gives on average to two records that are not the same. */
  most: number;
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

/** Weighs pairs, whoever reads them: records made ready one by one, or columns. One pair at a time. */
export class Comparer {
  /** What takes most away is asked first: most candidates are out of reach after two or three questions. */
  private readonly order: readonly number[];
  private readonly reaches = new Map<number, Reach>();
  private readonly rest: Float64Array;
  private readonly sums: Float64Array;

  constructor(
    readonly comparisons: readonly CompiledComparison[],
    private readonly contradictions: readonly { name: string; when: CompiledCondition }[],
    private readonly conditions: Conditions,
    private readonly dependence: Dependence,
    readonly prior: number,
  ) {
    this.order = comparisons
      .map((_, i) => i)
      .sort((i, j) => comparisons[i]!.expected - comparisons[j]!.expected || i - j);
    this.rest = new Float64Array(dependence.names.length);
    this.sums = new Float64Array(dependence.names.length);
  }

  /**
   * log2 of the odds that the two are the same, prior included. Stops as soon as `least` is out of reach, and gives some weight below it.
   * @param says bit i: both have a value for comparison i; of the first `maskable` comparisons
   */
  score(pair: PairReader, says: number, least: number): number {
    const { conditions, comparisons, rest, sums, order } = this;
    const { groupOf, most } = this.dependence;
    conditions.begin(pair);
    const reach = this.reach(says);
    let { free } = reach;
    rest.set(reach.groups);
    sums.fill(0);
    let weight = this.prior;
    for (let k = 0; k < order.length; k++) {
      const i = order[k]!;
      if (i < maskable && (says & (1 << i)) === 0) continue;
      let reachable = weight + free;
      for (let g = 0; g < sums.length; g++) reachable += Math.min(most[g]!, sums[g]! + rest[g]!);
      if (reachable < least) return reachable;
      const comparison = comparisons[i]!;
      const group = groupOf[i]!;
      if (group < 0) free -= comparison.most;
      else rest[group]! -= comparison.most;
      const level = this.levelOf(comparison);
      if (level < 0) continue;
      const bits = this.weightOf(comparison, level);
      if (group < 0) weight += bits;
      else sums[group]! += bits;
    }
    for (let g = 0; g < sums.length; g++) weight += Math.min(most[g]!, sums[g]!);
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

  levelOf({ conditions: levels, used }: CompiledComparison): number {
    const { conditions } = this;
    for (let i = 0; i < levels.length; i++) if (conditions.truth(levels[i]!) === 1) return i;
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
