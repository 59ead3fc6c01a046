import { setTimeout as sleep } from 'node:timers/promises';
import type { Batch } from './batch.js';
import { BatchRepository } from './batch.repository.js';
import { batchView, type BatchView } from './batch.view.js';

const INTERVAL_MS = 300;

/** One event for every change of the batch's row, and a last one when it is over. */
export async function* watchBatch(
  batches: BatchRepository,
  id: string,
  isOver: (batch: Batch) => boolean,
): AsyncGenerator<{ type: string; data: BatchView }> {
  let last = '';
  for (;;) {
    const batch = await batches.find(id);
    if (!batch) return;
    const data = batchView(batch);
    const text = JSON.stringify(data);
    if (text !== last) yield { type: isOver(batch) ? 'end' : 'progress', data };
    last = text;
    if (isOver(batch)) return;
    await sleep(INTERVAL_MS);
  }
}
