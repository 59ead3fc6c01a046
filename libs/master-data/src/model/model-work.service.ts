import { Injectable } from '@nestjs/common';
import { linkRecords, type MatchModel, recordColumns } from '@siku/matching';
import { Database, isDatabaseAway } from '@siku/platform';
import { BaseRegistry, withModel, type Base } from '../base/base-registry.js';
import { PublicationRepository } from '../publish/publication.repository.js';
import { LeaseLost, PublicationService, type Lease } from '../publish/publication.service.js';
import { BROKEN_OFF, NOTHING_TO_TRAIN_ON } from './model.errors.js';
import { previewOf, reportOf } from './model-quality.js';
import { ModelRepository } from './model.repository.js';
import { ModelSamples } from './model-sample.js';
import type { StoredModel } from './stored-model.js';

/**
 * Trains and activates models. Both hold the base's lease: training reads a state that nobody is changing, activation is a publication of its
 * own that decides about every record anew.
 */
@Injectable()
export class ModelWork {
  private readonly running = new Set<string>();

  constructor(
    private readonly bases: BaseRegistry,
    private readonly database: Database,
    private readonly repository: ModelRepository,
    private readonly samples: ModelSamples,
    private readonly publications: PublicationService,
    private readonly clock: PublicationRepository,
  ) {}

  /**
   * @param id `base/version`
   * @param isLast what breaks off is not tried again
   */
  async run(id: string, signal: AbortSignal, isLast: boolean): Promise<void> {
    if (this.running.has(id)) return;
    this.running.add(id);
    const [code, version] = id.split('/') as [string, string];
    const base = this.bases.get(code);
    try {
      await this.publications.withLease(base, signal, async (lease) => {
        const found = await this.repository.find(base, Number(version));
        if (found?.status !== 'training' && found?.status !== 'activating') return;
        try {
          await (found.status === 'training' ? this.train(base, found, lease) : this.activate(base, found, lease));
        } catch (error) {
          // Not this worker's to end when the process stops, or when another has taken over.
          const isTaken = signal.aborted || lease.signal.reason instanceof LeaseLost;
          if (isLast && !isTaken && !isDatabaseAway(error)) await this.breakOff(base, found);
          throw error;
        }
      });
    } finally {
      this.running.delete(id);
    }
  }

  private async breakOff(base: Base, { version, status }: StoredModel): Promise<void> {
    const back = status === 'training' ? 'failed' : 'ready';
    await this.repository.change(this.database, base, version, { status: back, problem: BROKEN_OFF }, [status]);
  }

  private async train(declared: Base, { version }: StoredModel, { base, signal }: Lease): Promise<void> {
    const sample = await this.samples.draw(base, signal);
    if (sample.profiles.length < 2) {
      const refused = { status: 'failed', problem: NOTHING_TO_TRAIN_ON } as const;
      await this.repository.change(this.database, base, version, refused, ['training']);
      return;
    }
    const { part } = sample;
    const linked = await linkRecords({
      model: declared.model,
      records: recordColumns(declared.model, sample.profiles),
      order: sample.order,
      ...(part && { pairs: part.pairs }),
      train: part ? { sample: { uniform: part.uniform, allPairs: part.allPairs } } : true,
    });
    signal.throwIfAborted();
    const model: MatchModel = { ...linked.compiled.model, version };
    const report = reportOf(linked, sample);
    const preview = previewOf(linked, sample, await this.repository.publicationNumber(base));
    await this.repository.change(this.database, base, version, { status: 'ready', model, report, preview }, [
      'training',
    ]);
  }

  private async activate(declared: Base, { version, model, activatedBy }: StoredModel, lease: Lease): Promise<void> {
    await this.clock.markDirty(declared);
    await this.clock.touchAll(declared);
    await lease.publish({
      base: withModel(declared, model!),
      cause: 'model',
      actor: activatedBy!,
      known: lease.known,
      onStage: () => Promise.resolve(),
      onProgress: () => undefined,
      alongside: (tx, next) => this.repository.activate(tx, declared, version, next),
    });
  }
}
