import type { RecordColumns } from '../columns/record-columns.js';
import { compileModel } from '../model/compile-model.js';
import type { MatchModel } from '../model/match-model.js';
import { LevelPatterns } from './level-patterns.js';

/** Pairs compared at a stretch: some tens of milliseconds. */
export const chunkOf = 4_096;

/** Pairs whose levels are asked for. */
export interface PatternWork {
  model: MatchModel;
  a: Int32Array;
  b: Int32Array;
}

export interface ChunkPatterns {
  levels: Int8Array[];
  counts: number[];
  /** Per pair the number of its pattern. */
  ofPairs: Int32Array;
}

export function pairPatterns({ model, a, b }: PatternWork, records: RecordColumns): (chunk: number) => ChunkPatterns {
  const comparer = compileModel(model).over(records);
  const row = new Int8Array(model.comparisons.length);
  return (chunk) => {
    const patterns = new LevelPatterns();
    const start = chunk * chunkOf;
    const ofPairs = new Int32Array(Math.min(chunkOf, a.length - start));
    for (let i = 0; i < ofPairs.length; i++) {
      comparer.levels(a[start + i]!, b[start + i]!, row);
      ofPairs[i] = patterns.add(row);
    }
    return { levels: patterns.levels, counts: patterns.counts, ofPairs };
  };
}
