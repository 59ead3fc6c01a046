import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { FileStore } from '@siku/platform';
import { BatchRepository } from './batch.repository.js';

/** What was not kept for so long was left by a process that died, or by a batch that could not be written down. */
const ABANDONED_MS = 24 * 3_600_000;

/** Removes the files that no batch names. */
@Injectable()
export class AbandonedFiles implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly files: FileStore,
    private readonly batches: BatchRepository,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    // Whoever may not write there leaves it to the others; what cannot be removed now may be the next day.
    const clean = (): Promise<void> => this.clean().catch(() => undefined);
    this.timer = setInterval(() => void clean(), ABANDONED_MS).unref();
    await clean();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  async clean(): Promise<void> {
    const left = await this.files.unkept(Date.now() - ABANDONED_MS);
    if (left.length === 0) return;
    // The process may have ended between a batch and the keeping of its file.
    const named = new Set(await this.batches.filesAmong(left));
    for (const file of left) await (named.has(file) ? this.files.keep(file) : this.files.remove(file));
  }
}
