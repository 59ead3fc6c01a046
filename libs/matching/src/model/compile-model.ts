import { type BlockingKey, blockingKeys } from '../block/blocking-keys.js';
import { ColumnPair } from '../columns/column-pair.js';
import { saysSomething } from '../columns/column-parts.js';
import { RecordComparer } from '../columns/record-comparer.js';
import type { RecordColumns } from '../columns/record-columns.js';
import { type CompiledComparison, Comparer, mostGain } from './comparer.js';
import { Conditions, type CompiledCondition } from './conditions.js';
import { plainLevels } from './plain-levels.js';
import { Dependence } from './dependence.js';
import { deriver } from './field-values.js';
import type { Comparison, MatchModel, Profile } from './match-model.js';
import { missing } from '../compare/missing.js';
import { PreparedPair } from './prepared-pair.js';
import { type Prepared, Slots } from './slots.js';
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
  /** What the keys depend on: keys of two models with equal schemes can be told from each other by nothing, and need not be. */
  readonly keyScheme: readonly unknown[];
  /** Blocking keys in the order of the rules, those that refine another after it. */
  keys(profile: Profile): BlockingKey[];
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
  /** Name of the first contradiction of the model that holds between the two, or null. */
  contradiction(a: Prepared, b: Prepared): string | null;
  explain(a: Prepared, b: Prepared): Explanation;
  /** The same of records in columns, which have to be read for a model with the same rules and comparisons. */
  over(records: RecordColumns): RecordComparer;
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
  const fields = comparisons.map(({ declared: { levels }, used }) => {
    const places = used.slice(0, -1).filter((_, level) => saysSomething(levels[level]!, levels));
    return [...new Set(conditions.slotsOf(places.flat()).map((slot) => slots.slots[slot]!.part.field))];
  });
  const comparer = new Comparer(comparisons, contradictions, conditions, dependence, prior);
  const pair = new PreparedPair(conditions.bound);

  function evidenceOf(comparison: CompiledComparison): Evidence {
    const { declared, used } = comparison;
    const level = comparer.levelOf(comparison);
    const places = used[level < 0 ? used.length - 1 : level]!;
    const seen = places.find((place) => conditions.result(place) !== missing) ?? places[0]!;
    return {
      comparison: declared.name,
      level: level < 0 ? 'missing' : declared.levels[level]!.name,
      weight: level < 0 ? 0 : comparer.weightOf(comparison, level),
      ...pair.valuesShown(seen),
    };
  }

  return {
    model,
    keyScheme: [model.derived ?? [], model.exclusive, model.blocking],
    keys: (profile) => keys(derive(profile)),
    exclusiveKeys: (profile) => identifierKeys(profile, exclusiveFields),
    conflictingKeys: (profile) => identifierKeys(profile, conflictingFields),
    prepare: (profile) => slots.prepare(derive(profile), fields),
    score: (a, b, least = Number.NEGATIVE_INFINITY) => comparer.score(pair.of(a, b), a.says & b.says, least),
    contradiction: (a, b) => comparer.contradiction(pair.of(a, b)),
    explain(a, b) {
      conditions.begin(pair.of(a, b));
      const evidence: Evidence[] = [
        { comparison: 'prior', level: 'prior', weight: prior, a: null, b: null },
        ...comparisons.map((comparison) => evidenceOf(comparison)),
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
    over: (records) => new RecordComparer(records, comparer, new ColumnPair(records, slots.slots, conditions.bound)),
  };
}

function compileComparison(declared: Comparison, conditions: Conditions, slots: Slots): CompiledComparison {
  const compiled: CompiledCondition[] = [];
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
  const most = (from: number): number =>
    Math.max(0, ...weights.slice(from).map((weight, i) => weight + (frequency[from + i]! < 0 ? 0 : mostGain)));
  const { plain, asked, reached } = plainLevels(compiled, used, conditions);
  return {
    declared,
    conditions: compiled,
    weights,
    frequency,
    plain,
    asked,
    reached,
    most: most(0),
    mostAfter: most(plain),
    expected: declared.levels.reduce((sum, { u }, level) => sum + u * weights[level]!, 0),
    average: declared.levels.map(({ u }) => Math.log2(u)),
    used,
  };
}

function identifierKeys(profile: Profile, fields: readonly string[]): string[] {
  const keys: string[] = [];
  for (const field of fields) {
    for (const value of profile[field] ?? []) {
      const key = `${field}=${value}`;
      if (value !== '' && !keys.includes(key)) keys.push(key);
    }
  }
  return keys;
}
