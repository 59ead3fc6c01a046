import { type CandidatePairs, candidatePairs } from '../block/candidate-pairs.js';
import { borrowedIdentifiers } from '../cluster/borrowed-identifiers.js';
import { clusterRecords, type Clusters } from '../cluster/cluster-records.js';
import { type CompiledModel, compileModel } from '../model/compile-model.js';
import { deriver } from '../model/field-values.js';
import type { MatchModel, Profile } from '../model/match-model.js';
import type { Prepared } from '../model/slots.js';
import { breath, prepareAll, slice } from './breath.js';
import { trainModel, type Training, type TrainingOptions } from '../train/train-model.js';

export interface LinkInput {
  model: MatchModel;
  profiles: readonly Profile[];
  /** A stable, unique key per record: ties are broken by it. */
  order: readonly string[];
  /** Per record the file it came from, for linkage between files: only records of different files are compared. */
  sources?: ArrayLike<number>;
  /** All candidates there are to be, where the profiles are only a part of more records. */
  pairs?: CandidatePairs;
  /** False takes the model's numbers as they are. */
  train?: boolean | TrainingOptions;
  /** Told when a phase begins. */
  onPhase?: (phase: Phase) => void;
}

export const phases = ['block', 'train', 'score', 'cluster'] as const;
export type Phase = (typeof phases)[number];

export interface Linked {
  training: Training | null;
  compiled: CompiledModel;
  prepared: readonly Prepared[];
  candidates: CandidatePairs;
  /** Of each candidate pair; below the review threshold only that it is below. */
  weight: Float32Array;
  clusters: Clusters;
}

/**
 * Added to the weight of a pair that shares a proving identifier: it is joined before all others. Not where everything else speaks against it:
 * then somebody wrote down another's number.
 */
export const proof = 1_000;

/** The whole way in one go and in memory: candidates → train → score → cluster. Deterministic: the same records give the same clusters. */
export async function linkRecords(input: LinkInput): Promise<Linked> {
  const { model, profiles, order, sources, train = true, onPhase } = input;
  onPhase?.('block');
  const derive = deriver(model.derived ?? []);
  const { maxKeyFrequency, blocking } = model;
  const candidates =
    input.pairs ??
    candidatePairs(
      blocking,
      profiles.map((profile) => derive(profile)),
      { maxKeyFrequency, ...(sources && { sources }) },
    );
  onPhase?.('train');
  const training = train
    ? await trainModel(model, profiles, {
        ...(train === true ? {} : train),
        pairs: candidates,
        ...(sources && { sources }),
      })
    : null;
  onPhase?.('score');
  const compiled = compileModel(training?.model ?? model);
  const prepared = await prepareAll(compiled, profiles);
  const { review, link } = compiled.model.thresholds;
  const { a, b } = candidates;
  const proving = model.exclusive.length > 0 ? profiles.map((profile) => compiled.exclusiveKeys(profile)) : null;
  const weight = new Float32Array(a.length);
  for (let i = 0; i < a.length; i++) {
    weight[i] = compiled.score(prepared[a[i]!]!, prepared[b[i]!]!, review);
    if (weight[i]! >= review && proving && share(proving[a[i]!]!, proving[b[i]!]!)) weight[i]! += proof;
    if (i % slice === 0) await breath();
  }
  onPhase?.('cluster');
  const judge = judgeOf(compiled, prepared);
  const borrowed = proving && borrowedIdentifiers({ proving, score: judge.score, thresholds: { review, link } });
  const clusters = clusterRecords({
    size: profiles.length,
    order,
    edges: { a, b, weight },
    exclusive: profiles.map((profile, i) =>
      compiled.conflictingKeys(profile).filter((key) => !borrowed?.[i]!.has(key)),
    ),
    decisions: [],
    link,
    judge,
  });
  return { training, compiled, prepared, candidates, weight, clusters };
}

/** What clustering asks about two of these records. */
export function judgeOf(
  compiled: CompiledModel,
  prepared: readonly Prepared[],
): { score(a: number, b: number): number; contradicts(a: number, b: number): boolean; prior: number } {
  const { prior } = compiled.model;
  return {
    score: (a, b) => compiled.score(prepared[a]!, prepared[b]!),
    contradicts: (a, b) => compiled.contradiction(prepared[a]!, prepared[b]!) !== null,
    prior: Math.log2(prior / (1 - prior)),
  };
}

function share(a: readonly string[], b: readonly string[]): boolean {
  return a.some((key) => b.includes(key));
}
