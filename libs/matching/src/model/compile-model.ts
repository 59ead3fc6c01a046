import { blockingKeys } from '../block/blocking-keys.js';
import { Conditions, type CompiledCondition } from './conditions.js';
import { Dependence } from './dependence.js';
import { deriver } from './field-values.js';
import type { Comparison, MatchModel, Profile } from './match-model.js';
import { missing } from '../compare/missing.js';
import { featuresOf, maskable, type Prepared, several, Slots } from './slots.js';
import { InvalidModel, validateModel } from './validate-model.js';

/** One step of the waterfall: the weights of all steps add up to the pair's. */
export interface Evidence {
  /** Name of the comparison, or `prior`. */
  comparison: string;
  /** Name of the level, or `missing` when there was nothing to compare. */
  level: string;
  weight: number;
  a: string | null;
  b: string | null;
}

export interface Explanation {
  weight: number;
  probability: number;
  evidence: Evidence[];
}

/** The second layer: what a model says, as functions. Holds no record and no connection; safe to keep and share. */
export interface CompiledModel {
  readonly model: MatchModel;
  /** What the keys depend on: keys of two models with the same scheme can be told from each other by nothing, and need not be. */
  readonly keyScheme: string;
  /** Blocking keys, `rule:value|value`, without repeats, in the order of the rules. */
  keys(profile: Profile): string[];
  /** `field=value` for every value of the identifiers that prove identity. */
  exclusiveKeys(profile: Profile): string[];
  /** The same, only of identifiers whose values contradict each other. */
  conflictingKeys(profile: Profile): string[];
  prepare(profile: Profile): Prepared;
  /**
   * log2 of the odds that the two are the same, prior included. With `least` the comparison stops as soon as that weight is out of reach, and
   * gives some weight below it.
   */
  score(a: Prepared, b: Prepared, least?: number): number;
  /** Index of the level reached per comparison, -1 when there was nothing to compare; written into `into`. */
  levels(a: Prepared, b: Prepared, into: Int8Array): void;
  /** Name of the first contradiction of the model that holds between the two, or null. */
  contradiction(a: Prepared, b: Prepared): string | null;
  explain(a: Prepared, b: Prepared): Explanation;
}

interface CompiledComparison {
  declared: Comparison;
  conditions: CompiledCondition[];
  weights: number[];
  /** Per level the slot with the frequencies its weight is adjusted by, -1 for none, and log2 u. */
  frequency: number[];
  average: number[];
  /** Measures asked by each level, in the order they are written; those of all levels last, for the level without a condition. */
  used: number[][];
  /** The most and the least bits it can give. */
  most: number;
  least: number;
}

/** @throws InvalidModel */
export function compileModel(model: MatchModel): CompiledModel {
  const errors = validateModel(model);
  if (errors.length > 0) throw new InvalidModel(errors);

  const slots = new Slots(model.frequencies);
  const conditions = new Conditions(slots);
  const comparisons = model.comparisons.map((comparison) => compileComparison(comparison, conditions, slots));
  const contradictions = (model.contradictions ?? []).map(({ name, when }) => ({
    name,
    when: conditions.compile(when, []),
  }));
  const dependence = new Dependence(model);
  const derive = deriver(model.derived ?? []);
  const keys = blockingKeys(model.blocking);
  const exclusiveFields = model.exclusive.map(({ field }) => field);
  const conflictingFields = model.exclusive.filter(({ conflicting }) => conflicting).map(({ field }) => field);
  const prior = Math.log2(model.prior / (1 - model.prior));

  // What can take most away is asked first: most candidates are out of reach after two or three questions.
  const order = comparisons.map((_, i) => i).sort((i, j) => comparisons[i]!.least - comparisons[j]!.least || i - j);
  const fields = comparisons.map(({ used }) => conditions.slotsOf(used.at(-1)!));
  const reach = reachOf(comparisons.map(({ most }) => most));

  function levelOf({ conditions: levels, used }: CompiledComparison, a: Prepared, b: Prepared): number {
    for (let i = 0; i < levels.length; i++) if (conditions.truth(levels[i]!, a, b) === 1) return i;
    for (const place of used[levels.length]!) if (conditions.result(place, a, b) !== missing) return levels.length;
    return -1;
  }

  function weightOf(comparison: CompiledComparison, level: number, a: Prepared, b: Prepared): number {
    const slot = comparison.frequency[level]!;
    const weight = comparison.weights[level]!;
    return slot < 0 ? weight : weight + adjustment(comparison.average[level]!, slot, a, b);
  }

  function evidenceOf(comparison: CompiledComparison, a: Prepared, b: Prepared): Evidence {
    const { declared, used } = comparison;
    const level = levelOf(comparison, a, b);
    const places = used[level < 0 ? used.length - 1 : level]!;
    const seen = places.find((place) => conditions.result(place, a, b) !== missing) ?? places[0]!;
    return {
      comparison: declared.name,
      level: level < 0 ? 'missing' : declared.levels[level]!.name,
      weight: level < 0 ? 0 : weightOf(comparison, level, a, b),
      ...conditions.valuesShown(seen, a, b),
    };
  }

  return {
    model,
    keyScheme: JSON.stringify([model.derived ?? [], model.exclusive, model.blocking]),
    keys: (profile) => keys(derive(profile)),
    exclusiveKeys: (profile) => identifierKeys(profile, exclusiveFields),
    conflictingKeys: (profile) => identifierKeys(profile, conflictingFields),
    prepare: (profile) => slots.prepare(derive(profile), fields),
    score(a, b, least = Number.NEGATIVE_INFINITY) {
      conditions.begin();
      dependence.begin();
      // What one of them says nothing of gives nothing.
      const both = a.says & b.says;
      let weight = prior;
      let rest = reach(both);
      for (const i of order) {
        if (i < maskable && !(both & (1 << i))) continue;
        if (weight + rest < least) return weight + rest;
        const comparison = comparisons[i]!;
        rest -= comparison.most;
        const level = levelOf(comparison, a, b);
        if (level < 0) continue;
        const bits = weightOf(comparison, level, a, b);
        dependence.add(i, bits);
        weight += bits;
      }
      return weight - dependence.total();
    },
    levels(a, b, into) {
      conditions.begin();
      for (let i = 0; i < comparisons.length; i++) into[i] = levelOf(comparisons[i]!, a, b);
    },
    contradiction(a, b) {
      conditions.begin();
      return contradictions.find(({ when }) => conditions.truth(when, a, b) === 1)?.name ?? null;
    },
    explain(a, b) {
      conditions.begin();
      const evidence: Evidence[] = [
        { comparison: 'prior', level: 'prior', weight: prior, a: null, b: null },
        ...comparisons.map((comparison) => evidenceOf(comparison, a, b)),
      ];
      dependence.begin();
      comparisons.forEach((_, i) => dependence.add(i, evidence[i + 1]!.weight));
      dependence.names.forEach((name, group) => {
        const excess = dependence.excess(group);
        if (excess > 0) evidence.push({ comparison: name, level: 'dependent', weight: -excess, a: null, b: null });
      });
      const weight = evidence.reduce((sum, step) => sum + step.weight, 0);
      return { weight, probability: 1 / (1 + 2 ** -weight), evidence };
    },
  };
}

/** A value everybody shares says nothing; one that only two records share says no more than this beyond the average. */
const mostGain = 8;
const mostLoss = 24;

/** Bits to add because the value agreed upon is rarer, or commoner, than the average: of several the rarest that both have. */
function adjustment(average: number, slot: number, a: Prepared, b: Prepared): number {
  const share = sharedFrequency(slot, a, b);
  return Number.isNaN(share) ? 0 : Math.max(-mostLoss, Math.min(mostGain, average - share));
}

function sharedFrequency(slot: number, a: Prepared, b: Prepared): number {
  const x = a.codes[slot]!;
  const y = b.codes[slot]!;
  if (x === 0 || y === 0) return Number.NaN;
  // Values that only resemble each other: the commoner of the two is what the other may have been meant to be.
  if (x !== several && y !== several) return Math.max(a.features[slot] as number, b.features[slot] as number);
  const [xs, ys] = [featuresOf(a, slot) as number[], featuresOf(b, slot) as number[]];
  let rarest = Number.NaN;
  let commonest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < xs.length; i++) {
    for (let j = 0; j < ys.length; j++) {
      commonest = Math.max(commonest, xs[i]!, ys[j]!);
      if (a.texts[slot]![i] === b.texts[slot]![j] && !(rarest <= xs[i]!)) rarest = xs[i]!;
    }
  }
  return Number.isNaN(rarest) ? commonest : rarest;
}

/** Bits of all comparisons that a mask of them names, at most; there are few masks. */
function reachOf(most: readonly number[]): (mask: number) => number {
  const known = new Map<number, number>();
  return (mask) => {
    let sum = known.get(mask);
    if (sum === undefined) {
      sum = most.reduce((total, bits, i) => (i >= maskable || mask & (1 << i) ? total + bits : total), 0);
      known.set(mask, sum);
    }
    return sum;
  };
}

function compileComparison(declared: Comparison, conditions: Conditions, slots: Slots): CompiledComparison {
  const compiled: CompiledComparison['conditions'] = [];
  const used: number[][] = [];
  for (const { when } of declared.levels) {
    if (!when) continue;
    const places: number[] = [];
    compiled.push(conditions.compile(when, places));
    used.push(places);
  }
  used.push([...new Set(used.flat())]);
  const weights = declared.levels.map(({ m, u, neutral }) => (neutral ? 0 : Math.log2(m / u)));
  const frequency = declared.levels.map(({ frequency: field }) =>
    field === undefined ? -1 : slots.frequencyPlace(field),
  );
  const adjusted = (by: number): number[] => weights.map((weight, level) => weight + (frequency[level]! < 0 ? 0 : by));
  return {
    declared,
    conditions: compiled,
    weights,
    frequency,
    most: Math.max(0, ...adjusted(mostGain)),
    least: Math.min(0, ...adjusted(-mostLoss)),
    average: declared.levels.map(({ u }) => Math.log2(u)),
    used,
  };
}

function identifierKeys(profile: Profile, fields: readonly string[]): string[] {
  return fields.flatMap((field) =>
    [...new Set(profile[field] ?? [])].filter((value) => value !== '').map((value) => `${field}=${value}`),
  );
}
