import type { RecordColumns } from '../columns/record-columns.js';
import type { Crew } from '../run/crew.js';
import { LevelPatterns } from './level-patterns.js';
import { chunkOf, type PatternWork } from './pair-patterns.js';

/** The patterns of all pairs, and per pair the number of its own. */
export async function countPatterns(
  work: PatternWork,
  records: RecordColumns,
  crew: Crew,
): Promise<{ patterns: LevelPatterns; ofPairs: Int32Array }> {
  const chunks = await crew.run('patterns', work, records, Math.ceil(work.a.length / chunkOf));
  const patterns = new LevelPatterns();
  const ofPairs = new Int32Array(work.a.length);
  chunks.forEach(({ levels, counts, ofPairs: own }, chunk) => {
    const numbers = levels.map((row, i) => patterns.add(row, counts[i]));
    for (let i = 0; i < own.length; i++) ofPairs[chunk * chunkOf + i] = numbers[own[i]!]!;
  });
  return { patterns, ofPairs };
}
