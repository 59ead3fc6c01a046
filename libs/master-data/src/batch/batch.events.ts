import { pause, type ServerSentEvent } from '../serve/event-stream.js';
import type { Batch } from './batch.js';
import { BatchRepository } from './batch.repository.js';
import { batchView } from './batch.view.js';

const INTERVAL_MS = 300;

/** One event for every change of the batch's row, and a last one when it is over; until the signal. */
export async function* watchBatch(
  batches: BatchRepository,
  id: string,
  isOver: (batch: Batch) => boolean,
  signal: AbortSignal,
): AsyncGenerator<ServerSentEvent | null> {
  let last = '';
  while (!signal.aborted) {
    const batch = await batches.find(id);
    if (!batch) return;
    const data = batchView(batch);
    const text = JSON.stringify(data);
    yield text === last ? null : { type: isOver(batch) ? 'end' : 'progress', data };
    last = text;
    if (isOver(batch)) return;
    await pause(INTERVAL_MS, signal);
  }
}
