import { parentPort } from 'node:worker_threads';
import { RecordColumns } from '../columns/record-columns.js';
import type { CrewOrder, Done } from './crew.js';
import { ready } from './tasks.js';

/** A thread of a crew: of each task it is told it takes one chunk after the other until none is left, and hands over what it found. */
parentPort!.on('message', ({ task, work, records, count, turn }: CrewOrder) => {
  const chunkOf = ready(task, work, RecordColumns.of(records));
  const done: Done = [];
  for (let chunk = Atomics.add(turn, 0, 1); chunk < count; chunk = Atomics.add(turn, 0, 1))
    done.push([chunk, chunkOf(chunk)]);
  parentPort!.postMessage(done);
});
