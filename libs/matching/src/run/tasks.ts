import { ruleBlocks } from '../block/rule-blocks.js';
import type { RecordColumns } from '../columns/record-columns.js';
import { pairPatterns } from '../train/pair-patterns.js';
import { scoreChunk } from './score-chunks.js';

/** What threads do in turns: for a piece of work and the records it is about, what becomes of a chunk. */
export const tasks = {
  /** A chunk is a blocking rule. */
  block: ruleBlocks,
  /** A chunk is some thousand pairs of a list. */
  patterns: pairPatterns,
  /** A chunk is some hundred records with their candidates. */
  score: scoreChunk,
};

type Tasks = typeof tasks;
export type TaskName = keyof Tasks;
export type WorkOf<T extends TaskName> = Parameters<Tasks[T]>[0];
export type ResultOf<T extends TaskName> = ReturnType<ReturnType<Tasks[T]>>;

/** One task made ready in one thread. */
export type ChunkOf<T extends TaskName> = (chunk: number) => ResultOf<T>;

export function ready<T extends TaskName>(task: T, work: WorkOf<T>, records: RecordColumns): ChunkOf<T> {
  const begin = tasks[task] as unknown as (work: WorkOf<T>, records: RecordColumns) => ChunkOf<T>;
  return begin(work, records);
}
