import type { BlockMemory, RecordBlocks } from '../block/record-blocks.js';
import type { ComparedMemory } from '../columns/record-columns.js';
import type { RecordComparer } from '../columns/record-comparer.js';
import type { MatchModel } from '../model/match-model.js';
import { type PairColumns, PairList } from './pair-list.js';

/** Records whose pairs are scored at a stretch: some tens of milliseconds. */
export const chunkOf = 512;

/** What a thread is given: memory it shares with the others, and the number of the next chunk that nobody has taken. */
export interface ScoreWork {
  model: MatchModel;
  records: ComparedMemory;
  blocks: BlockMemory;
  turn: Int32Array;
}

export interface ScoredChunk {
  chunk: number;
  /** Pairs at or above the review threshold, with their weights. */
  pairs: PairColumns;
  compared: number;
}

export function scoreChunk(chunk: number, blocks: RecordBlocks, comparer: RecordComparer, review: number): ScoredChunk {
  const kept = new PairList();
  let compared = 0;
  const end = Math.min(blocks.size, (chunk + 1) * chunkOf);
  for (let a = chunk * chunkOf; a < end; a++) {
    const candidates = blocks.candidates(a);
    compared += candidates.length;
    for (let i = 0; i < candidates.length; i++) {
      const weight = comparer.score(a, candidates[i]!, review);
      if (weight >= review) kept.add(a, candidates[i]!, weight);
    }
  }
  return { chunk, pairs: kept.columns(), compared };
}
