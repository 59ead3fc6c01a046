import { type Blocking, findBlocks } from '../block/find-blocks.js';
import { idleRules } from '../block/idle-rules.js';
import { RecordBlocks } from '../block/record-blocks.js';
import { borrowedIdentifiers } from '../cluster/borrowed-identifiers.js';
import { clusterRecords, type Clusters } from '../cluster/cluster-records.js';
import type { Judge } from '../cluster/coherence.js';
import { ranksOf } from '../cluster/edge-order.js';
import type { RecordColumns } from '../columns/record-columns.js';
import { type CompiledModel, compileModel } from '../model/compile-model.js';
import type { MatchModel } from '../model/match-model.js';
import type { Prepared } from '../model/slots.js';
import { trainModel, type Training, type TrainingOptions } from '../train/train-model.js';
import { Crew } from './crew.js';
import { knownScores } from './known-scores.js';
import { scorePairs, type ScoredPairs } from './score-pairs.js';

export interface LinkInput {
  model: MatchModel;
  /** Read for this model. */
  records: RecordColumns;
  /** A stable, unique key per record, or the place of each in an order of such keys: ties are broken by it. */
  order: readonly string[] | Uint32Array;
  /** Per record the file it came from, for linkage between files: only records of different files are compared. */
  sources?: ArrayLike<number>;
  /** All candidates there are to be, where the records are only a part of more. */
  pairs?: { a: Int32Array; b: Int32Array };
  /** False takes the model's numbers as they are. */
  train?: boolean | TrainingOptions;
  /** Threads that block, compare and score, this one included, where there are records enough; the result is the same for any number. */
  threads?: number;
  /** Told when a phase begins. */
  onPhase?: (phase: Phase) => void;
}

export const phases = ['block', 'train', 'score', 'cluster'] as const;
export type Phase = (typeof phases)[number];

export interface Linked {
  training: Training | null;
  compiled: CompiledModel;
  records: RecordColumns;
  blocking: Blocking;
  scored: ScoredPairs;
  clusters: Clusters;
}

/** Fewer records are done before another thread has begun. */
const worthThreads = 20_000;

/** The whole way in one go and in memory: candidates → train → score → cluster. Deterministic: the same records give the same clusters. */
export async function linkRecords(input: LinkInput): Promise<Linked> {
  const crew = new Crew(input.records.size < worthThreads ? 1 : (input.threads ?? 1));
  try {
    return await linkWith(crew, input);
  } finally {
    await crew.close();
  }
}

async function linkWith(crew: Crew, input: LinkInput): Promise<Linked> {
  const { model, records, order, sources, train = true, onPhase } = input;
  const given = sources && { sources };
  onPhase?.('block');
  const { maxKeyFrequency } = model;
  const ranks = ranksOf(order);
  const found = input.pairs
    ? { blocks: RecordBlocks.ofPairs(records.size, input.pairs, sources), rules: [], skipped: [], refined: 0, idle: [] }
    : await findBlocks(model.blocking, records, { maxKeyFrequency, ranks, crew, ...given });
  onPhase?.('train');
  const training = train
    ? await trainModel(model, records, found.blocks, { ...(train === true ? {} : train), crew, ...given })
    : null;
  onPhase?.('score');
  const compiled = compileModel(training?.model ?? model);
  const { review, link } = compiled.model.thresholds;
  const proving = model.exclusive.length > 0 ? identifiersOf(compiled, records) : null;
  const blocking = training ? worthComparing(found, training) : found;
  const { blocks } = blocking;
  const scored = await scorePairs({ model: compiled.model, records, blocks, proving, crew });
  onPhase?.('cluster');
  const comparer = compiled.over(records);
  const borrowed =
    proving && borrowedIdentifiers({ proving, score: (a, b) => comparer.score(a, b), thresholds: { review, link } });
  const clusters = clusterRecords({
    size: records.size,
    order: ranks,
    edges: scored,
    exclusive: proving ? conflictingOf(compiled, records, borrowed!) : Array.from({ length: records.size }, () => NONE),
    decisions: [],
    link,
    judge: knownScores(comparer, scored, records.size),
  });
  return { training, compiled, records, blocking, scored, clusters };
}

/** So many candidates are all compared: that takes a second or two. */
const mostCompared = 2_000_000;

/** Without candidates that are hardly ever the same, where there are many. */
function worthComparing(blocking: Blocking, { sample, step }: Training): Blocking {
  if (blocking.rules.length === 0 || sample.a.length * step <= mostCompared) return blocking;
  const idle = idleRules(blocking.blocks, sample);
  return {
    ...blocking,
    blocks: blocking.blocks.without(idle),
    idle: idle.map((rule) => blocking.rules[rule]!.rule),
  };
}

const NONE: readonly string[] = [];

function identifiersOf(compiled: CompiledModel, records: RecordColumns): string[][] {
  return Array.from({ length: records.size }, (_, i) => compiled.exclusiveKeys(records.profile(i)));
}

function conflictingOf(
  compiled: CompiledModel,
  records: RecordColumns,
  borrowed: readonly ReadonlySet<string>[],
): string[][] {
  return Array.from({ length: records.size }, (_, i) =>
    compiled.conflictingKeys(records.profile(i)).filter((key) => !borrowed[i]!.has(key)),
  );
}

/** What clustering asks about two of these records. */
export function judgeOf(compiled: CompiledModel, prepared: readonly Prepared[]): Judge & { prior: number } {
  const { prior } = compiled.model;
  return {
    score: (a, b, least) => compiled.score(prepared[a]!, prepared[b]!, least),
    contradicts: (a, b) => compiled.contradiction(prepared[a]!, prepared[b]!) !== null,
    prior: Math.log2(prior / (1 - prior)),
  };
}
