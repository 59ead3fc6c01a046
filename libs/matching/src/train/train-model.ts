import type { RecordBlocks } from '../block/record-blocks.js';
import type { RecordColumns } from '../columns/record-columns.js';
import type { MatchModel } from '../model/match-model.js';
import { Crew } from '../run/crew.js';
import { type PairColumns, PairList } from '../run/pair-list.js';
import { expectMatches, type Estimate } from './expect-matches.js';
import { countPatterns } from './count-patterns.js';
import type { LevelPatterns } from './level-patterns.js';
import { randomNumbers } from './random-numbers.js';
import { frequencyFields, valueFrequencies } from './value-frequencies.js';

export interface TrainingOptions {
  /** Random pairs that u is counted on, beside the candidates; all pairs where there are fewer. */
  randomPairs?: number;
  /** Candidate pairs that m is estimated on, about. */
  candidates?: number;
  rounds?: number;
  /** The same records, model and seed give the same numbers. */
  seed?: number;
  /**
   * The records are a part of more: the first `uniform` of them were drawn at random, the others only for being candidates of these; `allPairs`
   * is the number of pairs that the candidates are all those of.
   */
  sample?: { uniform: number; allPairs: number };
  /** Per record the file it came from: pairs within one file are not looked at. */
  sources?: ArrayLike<number>;
  /** Compares the pairs. */
  crew?: Crew;
}

/** Records that random pairs are made of. */
const mostDrawn = 10_000;

/** Records whose candidates are counted. */
const mostCounted = 20_000;

export interface Training {
  model: MatchModel;
  rounds: number;
  /** Candidate pairs looked at, and how many of all candidates are expected to be the same. */
  candidates: number;
  matches: number;
  /** These, each with the probability that the two are the same, and for how many candidates each of them stands. */
  sample: PairColumns;
  step: number;
}

/**
 * Estimates m, u, the prior and the frequencies of values from the records themselves, without labels.
 *
 * All pairs of the file are one mixture. Of the candidates, which hold nearly every pair that is the same, each is weighed by the probability
 * that it is one (expectation), and m and the prior are counted from these (maximisation). u is counted on these and on random pairs, each weighed by
 * the probability that it is none: in a small file with many duplicates random pairs hold enough true ones to spoil it. The model's own numbers are
 * what was known before, worth a few dozen matches: a file of a hundred records changes them little, one of ten thousand replaces them.
 * Levels marked `fixed` keep their numbers.
 */
export async function trainModel(
  model: MatchModel,
  records: RecordColumns,
  blocks: RecordBlocks,
  options: TrainingOptions = {},
): Promise<Training> {
  const { randomPairs = 100_000, candidates: most = 200_000, rounds = 40, seed = 1, sources, sample } = options;
  const { crew = new Crew(1) } = options;
  const uniform = sample?.uniform ?? records.size;
  const weighed = { ...model, frequencies: valueFrequencies(model, records, uniform, null, () => null) };
  const patternsOf = ({ a, b }: PairColumns) => countPatterns({ model: weighed, a, b }, records, crew);

  const background = await patternsOf(randomPairsOf(blocks, uniform, randomPairs, seed));
  const chosen = chosenCandidates(blocks, most);
  const looked: Looked = { ...chosen, ...(await patternsOf(chosen.pairs)) };
  const scale = { step: looked.step, allPairs: sample?.allPairs ?? pairsIn(records.size, sources) };
  const estimate = expectMatches(weighed, looked.patterns, background.patterns, scale, rounds);
  const share = sharesOfThings(records.size, looked, estimate);
  const trained = withEstimate(weighed, estimate);
  const frequencies = valueFrequencies(model, records, uniform, share, (field) => agreementOn(trained, field));
  return {
    model: { ...trained, frequencies },
    rounds: estimate.rounds,
    candidates: looked.patterns.total,
    matches: estimate.matches,
    step: looked.step,
    sample: {
      ...looked.pairs,
      value: Float32Array.from(looked.ofPairs, (pattern) => estimate.probabilities[pattern]!),
    },
  };
}

/** Candidates that are looked at: those of every so many records, with all others. */
interface Chosen {
  /** Every so many records. */
  every: number;
  /** How many candidates each of these stands for. */
  step: number;
  pairs: PairColumns;
}

interface Looked extends Chosen {
  patterns: LevelPatterns;
  /** Per pair the number of its pattern. */
  ofPairs: Int32Array;
}

function chosenCandidates(blocks: RecordBlocks, most: number): Chosen {
  const total = candidatesIn(blocks);
  // Of one record in `every` all pairs are looked at, so that of 1 - (1 - 1/every)² of all pairs one side is such a record.
  const every = total <= most ? 1 : Math.ceil(1 / (1 - Math.sqrt(1 - most / total)));
  const part = 1 - (1 - 1 / every) ** 2;
  const pairs = new PairList();
  for (let record = 0; record < blocks.size; record += every) {
    for (const other of blocks.candidates(record, true)) {
      if (other < record && other % every === 0) continue;
      pairs.add(Math.min(record, other), Math.max(record, other), 0);
    }
  }
  return { every, step: 1 / part, pairs: pairs.columns() };
}

/** How many candidates there are, told from some of the records where these are many. */
function candidatesIn(blocks: RecordBlocks): number {
  const every = Math.ceil(blocks.size / mostCounted);
  let sides = 0;
  let counted = 0;
  for (let record = 0; record < blocks.size; record += every, counted++)
    sides += blocks.candidates(record, true).length;
  return counted === 0 ? 0 : (sides / counted / 2) * blocks.size;
}

/** Pairs that are no candidates. */
function randomPairsOf(blocks: RecordBlocks, size: number, most: number, seed: number): PairColumns {
  const pairs = new PairList();
  const add = (a: number, b: number): void => {
    if (a !== b && blocks.mayPair(a, b) && !blocks.share(a, b)) pairs.add(a, b, 0);
  };
  if ((size * (size - 1)) / 2 <= most) {
    for (let a = 0; a < size; a++) for (let b = a + 1; b < size; b++) add(a, b);
    return pairs.columns();
  }
  // Of some thousand records: what is computed of each serves many pairs.
  const random = randomNumbers(seed);
  const drawn = Int32Array.from({ length: mostDrawn }, () => Math.floor(random() * size));
  const one = (): number => drawn[Math.floor(random() * drawn.length)]!;
  for (let i = 0; i < most; i++) add(one(), one());
  return pairs.columns();
}

function pairsIn(size: number, sources?: ArrayLike<number>): number {
  const all = (size * (size - 1)) / 2;
  if (!sources) return all;
  const sizes = new Map<number, number>();
  for (let i = 0; i < size; i++) sizes.set(sources[i]!, (sizes.get(sources[i]!) ?? 0) + 1);
  return [...sizes.values()].reduce((rest, each) => rest - (each * (each - 1)) / 2, all);
}

/**
 * Per record the part it is of its thing: one by the records expected to be the same, itself included. Where not all were looked at, the others
 * count as these do on average.
 */
function sharesOfThings(size: number, looked: Looked, { probabilities }: Estimate): Float32Array {
  const { every, ofPairs } = looked;
  const { a, b } = looked.pairs;
  const counts = new Float32Array(size).fill(1);
  for (let i = 0; i < ofPairs.length; i++) {
    const expected = probabilities[ofPairs[i]!]!;
    if (a[i]! % every === 0) counts[a[i]!]! += expected;
    if (b[i]! % every === 0) counts[b[i]!]! += expected;
  }
  let things = 0;
  let seen = 0;
  for (let record = 0; record < size; record += every, seen++) things += 1 / counts[record]!;
  return counts.map((count, record) => (record % every === 0 ? 1 / count : things / seen));
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
