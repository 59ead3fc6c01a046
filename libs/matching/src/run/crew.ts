import { Worker } from 'node:worker_threads';
import type { RecordColumns, RecordMemory } from '../columns/record-columns.js';
import { sharedRoom } from '../columns/shared-memory.js';
import { breath } from './breath.js';
import { ready, type ResultOf, type TaskName, type WorkOf } from './tasks.js';

/** What a thread is told: memory it shares with the others, and the number of the next chunk that nobody has taken. */
export interface CrewOrder<T extends TaskName = TaskName> {
  task: T;
  work: WorkOf<T>;
  records: RecordMemory;
  count: number;
  turn: Int32Array;
}

/** What a thread has done, by the number of the chunk. */
export type Done<T extends TaskName = TaskName> = [chunk: number, result: ResultOf<T>][];

/** Threads that do the chunks of a task in turns, this one included. What comes out is the same for any number of them. */
export class Crew {
  private readonly others: Worker[];

  constructor(threads: number, program = new URL('./crew-worker.js', import.meta.url)) {
    this.others = Array.from({ length: threads - 1 }, () => new Worker(program));
  }

  /** The results of chunks 0 … count - 1. One task at a time. */
  async run<T extends TaskName>(
    task: T,
    work: WorkOf<T>,
    records: RecordColumns,
    count: number,
  ): Promise<ResultOf<T>[]> {
    const turn = sharedRoom(1);
    const order = { task, work, count, turn, ...(this.others.length > 0 && { records: records.memory }) };
    const others = this.others.map((worker) => answerOf<T>(worker, order as CrewOrder<T>));
    const done = [this.own(task, work, records, order), ...others];
    const results: ResultOf<T>[] = [];
    for (const [chunk, result] of (await Promise.all(done)).flat()) results[chunk] = result;
    return results;
  }

  async close(): Promise<void> {
    await Promise.all(this.others.map((worker) => worker.terminate()));
  }

  private async own<T extends TaskName>(
    task: T,
    work: WorkOf<T>,
    records: RecordColumns,
    { count, turn }: Pick<CrewOrder, 'count' | 'turn'>,
  ): Promise<Done<T>> {
    const chunkOf = ready(task, work, records);
    const done: Done<T> = [];
    for (let chunk = Atomics.add(turn, 0, 1); chunk < count; chunk = Atomics.add(turn, 0, 1)) {
      done.push([chunk, chunkOf(chunk)]);
      await breath();
    }
    return done;
  }
}

function answerOf<T extends TaskName>(worker: Worker, order: CrewOrder<T>): Promise<Done<T>> {
  return new Promise((resolve, reject) => {
    const exit = (code: number): void =>
      end(() => reject(new Error(`a thread that matches records ended with ${code}`)));
    const message = (done: Done<T>): void => end(() => resolve(done));
    const end = (then: () => void): void => {
      worker.off('message', message).off('error', reject).off('exit', exit);
      then();
    };
    worker.once('message', message).once('error', reject).once('exit', exit);
    worker.postMessage(order);
  });
}
