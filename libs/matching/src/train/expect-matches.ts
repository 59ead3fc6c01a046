import { Dependence } from '../model/dependence.js';
import type { Level, MatchModel } from '../model/match-model.js';
import type { LevelPatterns } from './level-patterns.js';

export interface Estimate {
  m: number[][];
  u: number[][];
  prior: number;
  rounds: number;
  /** Expected matches among all candidates. */
  matches: number;
  /** Per pattern of the candidates the probability of being a match. */
  probabilities: Float64Array;
}

/** What the model's own numbers are worth, in matches and in random pairs. */
const knownMatches = 100;
const knownPairs = 1_000;
/**
 * The prior is believed to be one match in so many pairs, and that is worth one match. Not the model's own prior: it is that of a whole base,
 * and a file of a hundred records would be held to one match in a million pairs, whatever it holds.
 */
const knownPriorPairs = 1_000;
/**
 * Weights count double when pairs are sorted into those that are the same and those that are not. Evidence is never as independent as it is
 * added up: branches share name and website, relatives nearly everything, and pairs that are perhaps the same would teach, a little more each
 * round, that the same things have other addresses and other given names, until all of them are taken in.
 */
const sharpness = 2;
/** Rounds at the end in which pairs count by what they are, once what is the same has been found: the doubtful ones belong to m as well. */
const plainRounds = 2;
/**
 * Duplicates of a record at first. Where the prior begins at a base's, a file that gives little of each record (a list of names) never finds the
 * first of them; what turns out not to be there is given up in a few rounds.
 */
const firstShare = 0.02;
/** The prior moves no further in the last round than this, relatively. */
const settled = 1e-4;

/**
 * Expectation maximisation; `step` candidates stand for each that was looked at. The others, `random`, were drawn from all pairs that are no
 * candidates. u is counted on both: two people of one telephone number are too rare to be met by chance, but all of them are candidates.
 */
export function expectMatches(
  model: MatchModel,
  candidates: LevelPatterns,
  random: LevelPatterns,
  { step, allPairs }: { step: number; allPairs: number },
  rounds: number,
): Estimate {
  const declared = model.comparisons.map(({ levels }) => levels);
  const known = (which: 'm' | 'u'): number[][] =>
    declared.map((levels) => normalised(levels.map((level) => level[which])));
  const [knownM, knownU] = [known('m'), known('u')];
  const dependence = new Dependence(model);
  const kinds = {
    counted: declared.map((levels) => levels.map(({ fixed, neutral }) => !fixed && !neutral)),
    neutral: declared.map((levels) => levels.map(({ neutral = false }) => neutral)),
  };
  let m = declared.map((levels) => levels.map((level) => level.m));
  let u = declared.map((levels) => levels.map((level) => level.u));
  // In a file of n records n² / 2 are pairs, and at first every twentieth record is believed to have another.
  let prior = Math.max(model.prior, firstShare / Math.sqrt(2 * allPairs + 1));
  let round = 0;
  let probabilities: Float64Array = new Float64Array(0);
  let matches = 0;
  // Comparisons set by hand need not be frequencies, and would pull the others astray.
  const byHand = declared.map((levels) => levels.every(({ fixed }) => fixed));
  const weights = (): Float64Array[] =>
    declared.map((levels, c) =>
      Float64Array.from(levels, ({ neutral }, l) => (neutral || byHand[c] ? 0 : Math.log2(m[c]![l]! / u[c]![l]!))),
    );
  // How many of the pairs drawn at random one candidate would have been.
  const chance = (step * random.total) / Math.max(random.total, allPairs - candidates.total * step);
  const next = (sharp: number): void => {
    round++;
    const current = weights();
    probabilities = posteriors(candidates, current, prior, dependence, sharp);
    matches = probabilities.reduce((sum, p, i) => sum + p * candidates.counts[i]!, 0) * step;
    const byChance = posteriors(random, current, prior, dependence, sharp).map((p) => 1 - p);
    const others = probabilities.map((p) => (1 - p) * chance);
    prior = Math.min(0.5, (matches + 1) / (allPairs + knownPriorPairs));
    const matching = counts(m, candidates, probabilities);
    const different = sumOf(counts(u, random, byChance), counts(u, candidates, others));
    m = bounded(declared, estimated(m, matching, kinds, knownM, knownMatches / step));
    u = estimated(u, different, kinds, knownU, knownPairs);
  };
  for (let i = 0; i < rounds; i++) {
    const before = prior;
    next(sharpness);
    if (i >= 3 && Math.abs(prior - before) < settled * before) break;
  }
  for (let i = 0; i < plainRounds; i++) next(1);
  return { m, u, prior, rounds: round, matches, probabilities };
}

function posteriors(
  patterns: LevelPatterns,
  weights: readonly Float64Array[],
  prior: number,
  dependence: Dependence,
  sharp: number,
): Float64Array {
  const start = Math.log2(prior / (1 - prior));
  return Float64Array.from(patterns.levels, (levels) => {
    dependence.begin();
    let weight = start;
    for (let c = 0; c < levels.length; c++) {
      if (levels[c]! < 0) continue;
      const bits = weights[c]![levels[c]!]!;
      dependence.add(c, bits);
      weight += bits;
    }
    return 1 / (1 + 2 ** (sharp * (dependence.total() - weight)));
  });
}

/** How often each level was reached, each pair counted by its part. */
function counts(shape: readonly number[][], patterns: LevelPatterns, parts: Float64Array): Float64Array[] {
  const sums = shape.map((levels) => new Float64Array(levels.length));
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i]! * patterns.counts[i]!;
    const levels = patterns.levels[i]!;
    for (let c = 0; c < levels.length; c++) if (levels[c]! >= 0) sums[c]![levels[c]!]! += part;
  }
  return sums;
}

const sumOf = (x: readonly Float64Array[], y: readonly Float64Array[]): Float64Array[] =>
  x.map((levels, c) => levels.map((count, l) => count + y[c]![l]!));

/** Shares of the levels among the pairs that could be compared. Levels that are not counted keep theirs. */
function estimated(
  before: readonly number[][],
  sums: readonly Float64Array[],
  { counted, neutral }: { counted: readonly boolean[][]; neutral: readonly boolean[][] },
  known: readonly number[][],
  worth: number,
): number[][] {
  return before.map((levels, c) => {
    let total = 0;
    const smoothed = levels.map((_, l) => {
      // What says nothing takes no share; what is set by hand takes the share it has.
      if (neutral[c]![l]) return 0;
      const value = sums[c]![l]! + known[c]![l]! * worth;
      total += value;
      return value;
    });
    return levels.map((level, l) => (counted[c]![l] ? Math.min(0.9999, Math.max(1e-12, smoothed[l]! / total)) : level));
  });
}

/** Where more than `mostM` was found, the pairs beyond it are none that are the same: the other levels share what they leave. */
function bounded(declared: readonly (readonly Level[])[], m: readonly number[][]): number[][] {
  return m.map((shares, c) => {
    const levels = declared[c]!;
    const isOver = shares.map((share, l) => share > (levels[l]!.mostM ?? 1));
    if (!isOver.includes(true)) return shares;
    const isFree = (l: number): boolean => !isOver[l] && !levels[l]!.fixed && !levels[l]!.neutral;
    let excess = 0;
    let free = 0;
    shares.forEach((share, l) => {
      if (isOver[l]) excess += share - levels[l]!.mostM!;
      else if (isFree(l)) free += share;
    });
    return shares.map((share, l) => (isOver[l] ? levels[l]!.mostM! : isFree(l) ? share * (1 + excess / free) : share));
  });
}

function normalised(shares: readonly number[]): number[] {
  const total = shares.reduce((sum, share) => sum + share, 0);
  return shares.map((share) => share / total);
}
