import { setTimeout as sleep } from 'node:timers/promises';
import type { BatchProgress, BatchStatus } from '../batch/batch.js';
import { BatchRepository } from '../batch/batch.repository.js';

/** How often a batch's progress is written and its cancellation looked for. */
const INTERVAL_MS = 500;

/** Keeps the batch row telling how far the work is, and learns from it when the work is no longer wanted. */
export class ProgressReporter {
  private readonly cancelled = new AbortController();
  private readonly stopped = new AbortController();
  private progress: BatchProgress | null = null;
  private since = Date.now();
  private written: BatchProgress | null = null;
  private watching: Promise<void> = Promise.resolve();

  constructor(
    private readonly batches: BatchRepository,
    private readonly batchId: string,
  ) {}

  /** Aborts when somebody asks for the batch to be cancelled. */
  watchForCancel(): AbortSignal {
    this.watching = this.watch();
    return this.cancelled.signal;
  }

  readonly enter = async (
    stage: Extract<BatchStatus, 'validating' | 'matching' | 'resolving' | 'publishing'>,
  ): Promise<void> => {
    this.since = Date.now();
    this.progress = { stage, rows: 0, total: null, rowsPerSecond: 0, secondsLeft: null };
    await this.batches.change(this.batchId, { status: stage, progress: this.progress });
  };

  readonly rows = (stage: BatchStatus, rows: number): void => {
    const seconds = Math.max((Date.now() - this.since) / 1000, 0.001);
    this.progress = { stage, rows, total: null, rowsPerSecond: Math.round(rows / seconds), secondsLeft: null };
  };

  /** Rows done, and the share of the file that they are. */
  readonly share = (rows: number, share: number): void => {
    const seconds = Math.max((Date.now() - this.since) / 1000, 0.001);
    this.progress = {
      stage: 'validating',
      rows,
      total: share > 0 ? Math.round(rows / share) : null,
      rowsPerSecond: Math.round(rows / seconds),
      secondsLeft: share > 0 ? Math.round((seconds / share) * (1 - share)) : null,
    };
  };

  /** No write follows once this has returned. */
  async stop(): Promise<void> {
    this.stopped.abort();
    await this.watching;
  }

  private async watch(): Promise<void> {
    const { signal } = this.stopped;
    while (!signal.aborted) {
      const progress = this.progress;
      const changed = progress !== this.written;
      // A moment without the database: the work itself meets it, and tells.
      const batch = await (
        changed ? this.batches.change(this.batchId, { progress }) : this.batches.find(this.batchId)
      ).catch(() => null);
      this.written = progress;
      if (batch?.requested === 'cancel') this.cancelled.abort(new Error('cancelled'));
      await sleep(INTERVAL_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}
