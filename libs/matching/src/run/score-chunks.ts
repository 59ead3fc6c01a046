import { type BlockMemory, RecordBlocks } from '../block/record-blocks.js';
import type { RecordColumns } from '../columns/record-columns.js';
import { compileModel } from '../model/compile-model.js';
import type { MatchModel } from '../model/match-model.js';
import { type PairColumns, PairList } from './pair-list.js';

/** Records whose pairs are scored at a stretch: some tens of milliseconds. */
export const chunkOf = 512;

export interface ScoreWork {
  model: MatchModel;
  blocks: BlockMemory;
}

export interface ScoredChunk {
  /** Pairs at or above the review threshold, with their weights. */
  pairs: PairColumns;
  compared: number;
}

export function scoreChunk(
  { model, blocks: memory }: ScoreWork,
  records: RecordColumns,
): (chunk: number) => ScoredChunk {
  const comparer = compileModel(model).over(records);
  const blocks = RecordBlocks.shared(memory);
  const { review } = model.thresholds;
  return (chunk) => {
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
    return { pairs: kept.columns(), compared };
  };
}
