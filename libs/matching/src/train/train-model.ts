import { candidatePairs, type CandidatePairs } from '../block/candidate-pairs.js';
import { type CompiledModel, compileModel } from '../model/compile-model.js';
import { deriver } from '../model/field-values.js';
import type { MatchModel, Profile } from '../model/match-model.js';
import type { Prepared } from '../model/slots.js';
import { breath, prepareAll, slice } from '../run/breath.js';
import { expectMatches, type Estimate } from './expect-matches.js';
import { LevelPatterns } from './level-patterns.js';
import { randomNumbers } from './random-numbers.js';
import { frequencyFields, valueFrequencies } from './value-frequencies.js';

export interface TrainingOptions {
  /** Random pairs that u is counted on; all pairs where there are fewer. */
  randomPairs?: number;
  /** Most candidate pairs that m is estimated on. */
  candidates?: number;
  rounds?: number;
  /** The same records, model and seed give the same numbers. */
  seed?: number;
  /** Candidate pairs of just these profiles, where they are needed afterwards too. */
  pairs?: CandidatePairs;
  /**
   * The profiles are a part of more records: the first `uniform` of them were drawn at random, the others only for being candidates of these;
   * `allPairs` is the number of pairs that `pairs` are all the candidates of.
   */
  sample?: { uniform: number; allPairs: number };
  /** Per record the file it came from: pairs within one file are not looked at. */
  sources?: ArrayLike<number>;
}

export interface Training {
  model: MatchModel;
  rounds: number;
  /** Candidate pairs looked at, and how many of all candidates are expected to be the same. */
  candidates: number;
  matches: number;
}

/**
 * Estimates m, u, the prior and the frequencies of values from the records themselves, without labels.
 *
 * All pairs of the file are one mixture. Of the candidates, which hold nearly every pair that is the same, each is weighed by the probability
 * that it is one (expectation), and m and the prior are counted from these (maximisation). u is counted on random pairs, each weighed by the
 * probability that it is none: in a small file with many duplicates random pairs hold enough true ones to spoil it. The model's own numbers are
 * what was known before, worth a few dozen matches: a file of a hundred records changes them little, one of ten thousand replaces them.
 * Levels marked `fixed` keep their numbers.
 */
export async function trainModel(
  model: MatchModel,
  profiles: readonly Profile[],
  options: TrainingOptions = {},
): Promise<Training> {
  const { randomPairs = 400_000, candidates: most = 400_000, rounds = 40, seed = 1, sources, sample } = options;
  const uniform = sample?.uniform ?? profiles.length;
  const derive = deriver(model.derived ?? []);
  const derived = profiles.map((profile) => derive(profile));
  const pairs =
    options.pairs ??
    candidatePairs(model.blocking, derived, {
      maxKeyFrequency: model.maxKeyFrequency,
      ...(sources && { sources }),
    });
  const drawn = sample ? derived.slice(0, uniform) : derived;
  const weighed = { ...model, frequencies: valueFrequencies(model, drawn, null, () => null) };
  const compiled = compileModel(weighed);
  const prepared = await prepareAll(compiled, profiles);

  const background = await randomPatterns(compiled, prepared.slice(0, uniform), randomPairs, seed, sources);
  const foreground = new LevelPatterns(compiled, prepared);
  const step = Math.max(1, pairs.a.length / most);
  const patternOf: number[] = [];
  for (let at = 0; at < pairs.a.length; at += step) {
    patternOf.push(foreground.add(pairs.a[Math.floor(at)]!, pairs.b[Math.floor(at)]!));
    if (patternOf.length % slice === 0) await breath();
  }

  const scale = { step, allPairs: sample?.allPairs ?? pairsIn(profiles.length, sources) };
  const estimate = expectMatches(weighed, foreground, background, scale, rounds);
  const share = sharesOfThings(profiles.length, pairs, patternOf, step, estimate);
  const trained = withEstimate(weighed, estimate);
  const frequencies = valueFrequencies(model, drawn, share, (field) => agreementOn(trained, field));
  return {
    model: { ...trained, frequencies },
    rounds: estimate.rounds,
    candidates: patternOf.length,
    matches: estimate.matches,
  };
}

async function randomPatterns(
  compiled: CompiledModel,
  prepared: readonly Prepared[],
  most: number,
  seed: number,
  sources?: ArrayLike<number>,
): Promise<LevelPatterns> {
  const patterns = new LevelPatterns(compiled, prepared);
  const size = prepared.length;
  const add = (a: number, b: number): void => {
    if (a !== b && (!sources || sources[a] !== sources[b])) patterns.add(a, b);
  };
  if ((size * (size - 1)) / 2 <= most) {
    for (let a = 0; a < size; a++) for (let b = a + 1; b < size; b++) add(a, b);
    return patterns;
  }
  const random = randomNumbers(seed);
  for (let i = 0; i < most; i++) {
    add(Math.floor(random() * size), Math.floor(random() * size));
    if (i % slice === 0) await breath();
  }
  return patterns;
}

function pairsIn(size: number, sources?: ArrayLike<number>): number {
  const all = (size * (size - 1)) / 2;
  if (!sources) return all;
  const sizes = new Map<number, number>();
  for (let i = 0; i < size; i++) sizes.set(sources[i]!, (sizes.get(sources[i]!) ?? 0) + 1);
  return [...sizes.values()].reduce((rest, each) => rest - (each * (each - 1)) / 2, all);
}

/** Per record the part it is of its thing: one by the records expected to be the same, itself included. */
function sharesOfThings(
  size: number,
  { a, b }: CandidatePairs,
  patternOf: readonly number[],
  step: number,
  { probabilities }: Estimate,
): Float32Array {
  const records = new Float32Array(size).fill(1);
  for (let i = 0; i < patternOf.length; i++) {
    const at = Math.floor(i * step);
    const expected = probabilities[patternOf[i]!]! * step;
    records[a[at]!]! += expected;
    records[b[at]!]! += expected;
  }
  return records.map((count) => 1 / count);
}

function withEstimate(model: MatchModel, { m, u, prior }: Estimate): MatchModel {
  const comparisons = model.comparisons.map((comparison, c) => ({
    ...comparison,
    levels: comparison.levels.map((level, l) =>
      level.fixed || level.neutral ? level : { ...level, m: m[c]![l]!, u: u[c]![l]! },
    ),
  }));
  return { ...model, prior, comparisons };
}

/** u of the level that is adjusted by the field. */
function agreementOn(model: MatchModel, field: string): number | null {
  if (!frequencyFields(model).includes(field)) return null;
  const levels = model.comparisons.flatMap((comparison) => comparison.levels);
  return levels.find(({ frequency }) => frequency === field)?.u ?? null;
}
