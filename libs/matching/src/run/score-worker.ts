import { parentPort, workerData } from 'node:worker_threads';
import { RecordBlocks } from '../block/record-blocks.js';
import { RecordColumns } from '../columns/record-columns.js';
import { compileModel } from '../model/compile-model.js';
import { chunkOf, type ScoredChunk, scoreChunk, type ScoreWork } from './score-chunks.js';

/** A thread that scores pairs: takes one chunk of records after the other until none is left, and hands over what it found. */
const { model, records, blocks: memory, turn } = workerData as ScoreWork;
const comparer = compileModel(model).over(RecordColumns.of(records));
const blocks = RecordBlocks.shared(memory);
const chunks: ScoredChunk[] = [];
for (let chunk = Atomics.add(turn, 0, 1); chunk * chunkOf < blocks.size; chunk = Atomics.add(turn, 0, 1))
  chunks.push(scoreChunk(chunk, blocks, comparer, model.thresholds.review));
parentPort!.postMessage(chunks);
