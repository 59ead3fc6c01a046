import { Worker } from 'node:worker_threads';
import type { RecordBlocks } from '../block/record-blocks.js';
import type { RecordColumns } from '../columns/record-columns.js';
import { sharedNumbers } from '../columns/shared-memory.js';
import type { CompiledModel } from '../model/compile-model.js';
import type { RecordComparer } from '../columns/record-comparer.js';
import { breath } from './breath.js';
import { PairList } from './pair-list.js';
import { chunkOf, type ScoredChunk, scoreChunk, type ScoreWork } from './score-chunks.js';

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
  compiled: CompiledModel;
  records: RecordColumns;
  blocks: RecordBlocks;
  comparer: RecordComparer;
  /** Per record the identifiers that prove identity. */
  proving: readonly (readonly string[])[] | null;
  /** As many threads, this one included, take the records in turns; the result is the same for any number. */
  threads: number;
  /** What the others run. */
  program?: URL;
}

export async function scorePairs(input: ScoreInput): Promise<ScoredPairs> {
  const { compiled, records, blocks, comparer, proving, threads } = input;
  const { review } = compiled.model.thresholds;
  const turn = sharedNumbers(new Int32Array(1));
  const program = input.program ?? new URL('./score-worker.js', import.meta.url);
  const work: ScoreWork = {
    model: compiled.model,
    records: records.compared,
    blocks: blocks.memory,
    turn,
  };
  const others = Array.from({ length: threads - 1 }, () => chunksOf(new Worker(program, { workerData: work })));
  const chunks: ScoredChunk[] = [];
  for (let chunk = Atomics.add(turn, 0, 1); chunk * chunkOf < blocks.size; chunk = Atomics.add(turn, 0, 1)) {
    chunks.push(scoreChunk(chunk, blocks, comparer, review));
    await breath();
  }
  chunks.push(...(await Promise.all(others)).flat());
  return joined(chunks, proving);
}

function chunksOf(worker: Worker): Promise<ScoredChunk[]> {
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`a thread that scores pairs ended with ${code}`)));
  });
}

function joined(chunks: ScoredChunk[], proving: ScoreInput['proving']): ScoredPairs {
  const all = new PairList();
  let compared = 0;
  for (const { pairs, compared: own } of chunks.sort((x, y) => x.chunk - y.chunk)) {
    compared += own;
    for (let i = 0; i < pairs.a.length; i++) {
      const [a, b, weight] = [pairs.a[i]!, pairs.b[i]!, pairs.value[i]!];
      all.add(a, b, proving && share(proving[a]!, proving[b]!) ? weight + proof : weight);
    }
  }
  const { a, b, value: weight } = all.columns();
  return { a, b, weight, compared };
}

function share(a: readonly string[], b: readonly string[]): boolean {
  return a.some((key) => b.includes(key));
}
