import type { RecordBlocks } from '../block/record-blocks.js';
import type { RecordColumns } from '../columns/record-columns.js';
import type { MatchModel } from '../model/match-model.js';
import type { Crew } from './crew.js';
import { chunkOf, type ScoredChunk } from './score-chunks.js';

/**
 * Added to the weight of a pair that shares a proving identifier: it is joined before all others. Not where everything else speaks against it:
 * then somebody wrote down another's number.
 */
export const proof = 1_000;

/** Pairs a < b at or above the review threshold, by a. */
export interface ScoredPairs {
  a: Int32Array;
  b: Int32Array;
  weight: Float32Array;
  /** How many were compared. */
  compared: number;
}

export interface ScoreInput {
  model: MatchModel;
  records: RecordColumns;
  blocks: RecordBlocks;
  /** Per record the identifiers that prove identity. */
  proving: readonly (readonly string[])[] | null;
  crew: Crew;
}

export async function scorePairs({ model, records, blocks, proving, crew }: ScoreInput): Promise<ScoredPairs> {
  const work = { model, blocks: blocks.memory };
  return joined(await crew.run('score', work, records, Math.ceil(blocks.size / chunkOf)), proving);
}

function joined(chunks: readonly ScoredChunk[], proving: ScoreInput['proving']): ScoredPairs {
  const size = chunks.reduce((sum, { pairs }) => sum + pairs.a.length, 0);
  const all = { a: new Int32Array(size), b: new Int32Array(size), weight: new Float32Array(size) };
  let end = 0;
  for (const { pairs } of chunks) {
    all.a.set(pairs.a, end);
    all.b.set(pairs.b, end);
    all.weight.set(pairs.value, end);
    end += pairs.a.length;
  }
  if (proving)
    for (let i = 0; i < size; i++) if (share(proving[all.a[i]!]!, proving[all.b[i]!]!)) all.weight[i]! += proof;
  return { ...all, compared: chunks.reduce((sum, { compared }) => sum + compared, 0) };
}

function share(a: readonly string[], b: readonly string[]): boolean {
  return a.some((key) => b.includes(key));
}
