import { Injectable } from '@nestjs/common';
import { DatasetService } from '@siku/catalogue';
import { isDatabaseAway, Problem } from '@siku/platform';
import { BaseRegistry, type Base } from '../base/base-registry.js';
import type { Batch, BatchCounts } from '../batch/batch.js';
import { BatchRepository } from '../batch/batch.repository.js';
import { isEmbargoed } from '../batch/batch.service.js';
import { NewcomerService, type Newcomers } from '../identify/newcomer.service.js';
import { LeaseLost, PublicationService, type Lease, type Publication } from '../publish/publication.service.js';
import { ReadRefusal } from '../read/read-refusal.js';
import { StageService } from '../stage/stage.service.js';
import { ProgressReporter } from './progress-reporter.js';
import { RoadRepositories } from './road-repositories.js';

/** Share of a dataset that one snapshot may end without being asked about, unless the dataset says otherwise. */
const MAX_ENDED_SHARE = 0.2;

/**
 * Takes one batch down the whole road. Everything before the publication may be repeated: a batch that was interrupted
 * starts anew, and what its first attempt left is removed.
 */
@Injectable()
export class PipelineService {
  private readonly running = new Set<string>();

  constructor(
    private readonly bases: BaseRegistry,
    private readonly datasets: DatasetService,
    private readonly batches: BatchRepository,
    private readonly staging: StageService,
    private readonly newcomers: NewcomerService,
    private readonly publications: PublicationService,
    private readonly road: RoadRepositories,
  ) {}

  /**
   * A job may be offered again while it runs; the second offer has nothing to do.
   * @param isLast a fault that is not the file's ends the batch; before the last try it begins anew, as it does whenever the database was away
   */
  async run(id: string, signal: AbortSignal, isLast: boolean): Promise<void> {
    if (this.running.has(id)) return;
    this.running.add(id);
    try {
      await this.work(id, signal, isLast);
    } finally {
      this.running.delete(id);
    }
  }

  private async work(id: string, signal: AbortSignal, isLast: boolean): Promise<void> {
    const batch = await this.batches.find(id);
    if (!batch) return;
    const base = this.bases.get(batch.base);
    if (batch.requested === 'rollback') return this.rollBack(base, batch, signal);
    if (!isWaiting(batch)) return;
    const progress = new ProgressReporter(this.batches, batch.id);
    const cancel = progress.watchForCancel();
    try {
      await this.publications.withLease(base, AbortSignal.any([signal, cancel]), async (lease) => {
        try {
          await this.deliver(base, batch, lease, progress);
        } catch (error) {
          // The batch is not this worker's to end when the process stops, or when another has taken over.
          if (signal.aborted || lease.signal.reason instanceof LeaseLost) throw error;
          if (!cancel.aborted && !isRefusal(error) && (!isLast || isDatabaseAway(error))) throw error;
          await this.end(base, batch, cancel.aborted ? null : error);
        }
      });
    } catch (error) {
      // Cancelled while it waited for its turn.
      if (signal.aborted || !cancel.aborted || error instanceof LeaseLost) throw error;
      await this.end(base, batch, null);
    } finally {
      await progress.stop();
    }
  }

  private async deliver(base: Base, batch: Batch, lease: Lease, progress: ProgressReporter): Promise<void> {
    const { known, signal } = lease;
    const current = await this.batches.find(batch.id);
    if (!current || !isWaiting(current)) return; // another worker was faster
    await progress.enter('validating');
    const { definition } = await this.datasets.get(batch.dataset, batch.datasetVersion);
    const delivery = await this.road.timelines.knownBatch(this.road.database, batch.number);
    const run = { known: known.with(delivery), next: lease.next() };
    const newcomers = batch.dryRun ? null : await this.newcomers.expect(lease.base, run);
    if (newcomers) await this.road.publications.markDirty(base);
    const onStaged = newcomers?.take;
    const staging = {
      batch,
      base,
      definition,
      known,
      signal,
      onProgress: progress.share,
      ...(onStaged && { onStaged }),
    };
    const { counts, columns } = await this.staging.stage(staging);
    await this.batches.change(batch.id, { counts, columns });
    if (counts.accepted === 0) {
      await this.withdraw(base, batch, lease, newcomers);
      await this.batches.change(batch.id, { status: 'rejected', problem: nothingAccepted(counts) });
      return;
    }
    await this.road.publications.markDirty(base);
    if (!newcomers) await this.road.publications.touchBatch(base, batch.number, ['asserted', 'ended']);
    if (batch.mode === 'snapshot') {
      for await (const ended of this.staging.ended(staging)) {
        counts.deleted += ended.length;
        await this.road.publications.touchRecords(base, ended);
      }
      await this.batches.change(batch.id, { counts });
    }
    if (batch.dryRun || this.mustBeHeld(batch, counts, definition.maxEndedShare)) {
      await this.withdraw(base, batch, lease, newcomers);
      await this.batches.change(batch.id, { status: batch.dryRun ? 'validated' : 'held', counts });
      return;
    }
    const written = newcomers ? { written: newcomers } : {};
    await this.publish(batch, lease, { known: run.known, ...written }, counts, progress);
  }

  /** As if it had not been delivered; what was wrong with it stays. */
  private async withdraw(base: Base, batch: Batch, lease: Lease, written: Newcomers | null): Promise<void> {
    await this.road.stage.clearRows(base, batch.number);
    if (written) await this.road.publications.removeTraces(base, lease.next());
    await this.road.publications.settle(base);
  }

  private async publish(
    batch: Batch,
    lease: Lease,
    about: Pick<Publication, 'known' | 'written'>,
    counts: BatchCounts,
    progress: ProgressReporter,
  ): Promise<void> {
    await lease.publish({
      cause: 'batch',
      batch: batch.number,
      actor: batch.sender,
      ...about,
      onStage: progress.enter,
      onProgress: progress.rows,
      alongside: async (tx, next, { masters, reviewTasks }) => {
        await this.batches.stampPublication(tx, batch.number, 'published_in', next);
        const done = { status: 'published', counts: { ...counts, masters, reviewTasks } } as const;
        await this.batches.change(batch.id, done, null, tx);
      },
    });
  }

  private mustBeHeld(batch: Batch, counts: BatchCounts, share = MAX_ENDED_SHARE): boolean {
    if (batch.mode !== 'snapshot' || batch.confirmedBy !== null) return false;
    const before = counts.deleted + counts.unchanged + counts.updated;
    return counts.deleted > before * share;
  }

  private async rollBack(base: Base, batch: Batch, signal: AbortSignal): Promise<void> {
    await this.publications.withLease(base, signal, async (lease) => {
      if (!lease.known.get(batch.number)) return; // another worker was faster
      await this.road.publications.markDirty(base);
      await this.road.publications.touchBatch(base, batch.number, ['asserted', 'confirmed', 'ended']);
      if (batch.mode === 'snapshot') await this.road.publications.touchDataset(base, batch.dataset);
      await lease.publish({
        cause: 'rollback',
        batch: batch.number,
        actor: batch.requestedBy ?? batch.sender,
        known: lease.known.without(batch.number),
        onStage: () => Promise.resolve(),
        onProgress: () => undefined,
        alongside: async (tx, next) => {
          await this.batches.stampPublication(tx, batch.number, 'rolled_back_in', next);
          await this.batches.change(batch.id, { status: 'rolled-back' }, null, tx);
        },
      });
    });
  }

  /** The batch ends here and leaves nothing behind but its issues. */
  private async end(base: Base, batch: Batch, error: unknown): Promise<void> {
    const current = await this.batches.find(batch.id);
    if (current?.publishedIn !== null) return; // the error came after the commit
    await this.road.stage.clearRows(base, batch.number);
    if (error === null) {
      await this.batches.change(batch.id, { status: 'cancelled' });
      return;
    }
    if (isRefusal(error)) {
      const message = error instanceof ReadRefusal ? error.explanation : error.text;
      await this.batches.change(batch.id, { status: 'rejected', problem: { code: error.code, message } });
      return;
    }
    await this.batches.change(batch.id, { status: 'failed', problem: INTERNAL });
    throw error;
  }
}

const isWaiting = (batch: Batch): boolean =>
  batch.finishedAt === null && batch.status !== 'held' && !isEmbargoed(batch);

/** The file or what is asked is at fault: trying again leads to the same. */
const isRefusal = (error: unknown): error is ReadRefusal | Problem =>
  error instanceof ReadRefusal || error instanceof Problem;

const INTERNAL = {
  code: 'internal',
  message: {
    zh: '处理中断，数据未受影响；请重新上传，如再次失败请联系管理员',
    en: 'Processing broke off and nothing was changed; deliver the file again, and tell the operator if it fails again',
  },
};

const nothingAccepted = ({ read }: BatchCounts) => ({
  code: 'nothing-accepted',
  message: {
    zh: read === 0 ? '文件中没有数据行' : `${read} 行全部被拒绝，请查看问题清单`,
    en: read === 0 ? 'The file has no rows' : `All ${read} rows were refused; see the list of issues`,
  },
});
