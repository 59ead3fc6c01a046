import { blockingKeys } from '../block/blocking-keys.js';
import { candidatePairs } from '../block/candidate-pairs.js';
import { type CompiledModel, compileModel } from '../model/compile-model.js';
import { deriver } from '../model/field-values.js';
import type { BlockingRule, Comparison, Condition, MatchModel, Profile } from '../model/match-model.js';
import type { Prepared } from '../model/slots.js';
import { randomNumbers } from './random-numbers.js';

export interface TrainingOptions {
  /** Random pairs that u is counted on. */
  randomPairs?: number;
  /** Most candidate pairs taken of one blocking rule. */
  pairsPerRule?: number;
  rounds?: number;
  /** The same records, model and seed give the same numbers. */
  seed?: number;
}

export interface Training {
  model: MatchModel;
  /** Per blocking rule: pairs it gave and the share of them taken to be the same; null where EM could not be run. */
  rules: { rule: string; pairs: number; matching: number | null }[];
}

/** Added to every level's count, so that what was never seen gets a small probability and not none. */
const pseudoCount = 0.5;

/**
 * Estimates m and u from the records themselves, without labels: u is counted on random pairs, which are almost never the same; m by
 * expectation maximisation over the pairs of one blocking rule at a time, leaving out the comparisons whose fields that rule holds equal, and
 * averaged over the rules by the number of matching pairs (as in Splink). Levels marked `fixed` keep their numbers, and so does the prior.
 */
export function trainModel(model: MatchModel, profiles: readonly Profile[], options: TrainingOptions = {}): Training {
  const { randomPairs = 1_000_000, pairsPerRule = 500_000, rounds = 50, seed = 1 } = options;
  const compiled = compileModel(model);
  const prepared = profiles.map((profile) => compiled.prepare(profile));
  const random = randomNumbers(seed);

  const background = new Patterns(compiled, prepared);
  for (let i = 0; i < randomPairs && prepared.length > 1; i++) {
    const a = Math.floor(random() * prepared.length);
    const b = Math.floor(random() * prepared.length);
    if (a !== b) background.add(a, b);
  }
  let current = withProbabilities(model, 'u', background.shares(model.comparisons));

  const derive = deriver(model.derived ?? []);
  const derived = profiles.map((profile) => derive(profile));
  const sums = model.comparisons.map(({ levels }) => new Float64Array(levels.length));
  const rules: Training['rules'] = [];
  for (const rule of model.blocking) {
    const pairs = candidatePairs(derived.map(blockingKeys([rule])), model.maxKeyFrequency);
    const patterns = new Patterns(compiled, prepared);
    const step = Math.max(1, pairs.a.length / pairsPerRule);
    for (let at = 0; at < pairs.a.length; at += step) patterns.add(pairs.a[Math.floor(at)]!, pairs.b[Math.floor(at)]!);
    const free = model.comparisons.map((comparison) => !isFixed(comparison) && !touches(comparison, rule, model));
    // One comparison alone cannot tell rare agreement among many matches from sure agreement among few.
    const identifiable = patterns.total > 0 && free.filter(Boolean).length > 1;
    const matching = identifiable ? expectMatches(current, patterns, free, rounds, sums) : null;
    rules.push({ rule: rule.name, pairs: pairs.a.length, matching });
  }
  current = withProbabilities(current, 'm', sums.map(sharesOf));
  return { model: current, rules };
}

/** Pairs counted by the levels they reached: a few thousand patterns stand for millions of pairs. */
class Patterns {
  readonly counts = new Map<string, { levels: Int8Array; count: number }>();
  total = 0;
  private readonly levels: Int8Array;

  constructor(
    private readonly compiled: CompiledModel,
    private readonly prepared: readonly Prepared[],
  ) {
    this.levels = new Int8Array(compiled.model.comparisons.length);
  }

  add(a: number, b: number): void {
    this.compiled.levels(this.prepared[a]!, this.prepared[b]!, this.levels);
    const key = this.levels.join();
    const pattern = this.counts.get(key);
    if (pattern) pattern.count++;
    else this.counts.set(key, { levels: this.levels.slice(), count: 1 });
    this.total++;
  }

  /** Per comparison the share of each level among the pairs that could be compared. */
  shares(comparisons: readonly Comparison[]): (number[] | null)[] {
    const sums = comparisons.map(({ levels }) => new Float64Array(levels.length));
    for (const { levels, count } of this.counts.values())
      for (let c = 0; c < levels.length; c++) if (levels[c]! >= 0) sums[c]![levels[c]!]! += count;
    return sums.map(sharesOf);
  }
}

/** One EM run; adds the expected matches per level to `sums` and returns the share of pairs that match. u stays as it is. */
function expectMatches(
  model: MatchModel,
  patterns: Patterns,
  free: readonly boolean[],
  rounds: number,
  sums: Float64Array[],
): number {
  const u = model.comparisons.map(({ levels }) => levels.map((level) => level.u));
  let m = model.comparisons.map(({ levels }) => levels.map((level) => level.m));
  let share = 0.1;
  let expected: Float64Array[] = [];
  for (let round = 0; round < rounds; round++) {
    expected = model.comparisons.map(({ levels }) => new Float64Array(levels.length));
    let matches = 0;
    for (const { levels, count } of patterns.counts.values()) {
      let same = share;
      let other = 1 - share;
      for (let c = 0; c < levels.length; c++) {
        if (!free[c] || levels[c]! < 0) continue;
        same *= m[c]![levels[c]!]!;
        other *= u[c]![levels[c]!]!;
      }
      const probability = (same / (same + other)) * count;
      matches += probability;
      for (let c = 0; c < levels.length; c++) if (free[c] && levels[c]! >= 0) expected[c]![levels[c]!]! += probability;
    }
    const before = share;
    share = Math.min(1 - 1e-6, Math.max(1e-6, matches / patterns.total));
    m = expected.map((sum, c) => (free[c] && sharesOf(sum)) || m[c]!);
    if (Math.abs(share - before) < 1e-6) break;
  }
  for (const [c, sum] of expected.entries()) for (const [level, value] of sum.entries()) sums[c]![level]! += value;
  return share;
}

/** Weights set by hand need not be frequencies, and would pull the others astray. */
function isFixed({ levels }: Comparison): boolean {
  return levels.every(({ fixed }) => fixed);
}

/** Null when nothing was counted. */
function sharesOf(counts: Float64Array): number[] | null {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return total === 0
    ? null
    : Array.from(counts, (count) => (count + pseudoCount) / (total + pseudoCount * counts.length));
}

function withProbabilities(model: MatchModel, which: 'm' | 'u', shares: readonly (number[] | null)[]): MatchModel {
  const comparisons = model.comparisons.map((comparison, c) => ({
    ...comparison,
    levels: comparison.levels.map((level, l) =>
      level.fixed || !shares[c] ? level : { ...level, [which]: shares[c][l]! },
    ),
  }));
  return { ...model, comparisons };
}

/**
 * Whether a comparison looks at a field that the rule holds equal, itself, through a derived field, or through a field of the same family:
 * `name.core` and `name.pinyin` are made from `name`, and one identifier often contains another.
 */
function touches(comparison: Comparison, rule: BlockingRule, model: MatchModel): boolean {
  const source = new Map((model.derived ?? []).map(({ field, from }) => [field, from]));
  const rootOf = (field: string): string => {
    let root = field;
    for (let from = source.get(root); from !== undefined; from = source.get(root)) root = from;
    return root.split('.', 1)[0]!;
  };
  const blocked = new Set(rule.parts.map(({ field }) => rootOf(field)));
  return comparison.levels.some(({ when }) => when && fieldsOf(when).some((field) => blocked.has(rootOf(field))));
}

function fieldsOf(condition: Condition): string[] {
  if ('all' in condition) return condition.all.flatMap(fieldsOf);
  if ('any' in condition) return condition.any.flatMap(fieldsOf);
  if ('not' in condition) return fieldsOf(condition.not);
  return [condition.field];
}
