import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DatabaseServer } from '@siku/platform';
import { BatchService } from '../batch/batch.service.js';
import { DecisionService } from '../decide/decision.service.js';
import { RelocationService } from '../locate/relocation.service.js';
import { ModelService } from '../model/model.service.js';
import { PublicationRepository } from '../publish/publication.repository.js';

/** How often what a lost queue or a dead worker left undone is offered again. */
const INTERVAL_MS = 10_000;

/** The truth about a job is its row, of a batch, a decision, a match model or what else an owner adds: whatever is unfinished there is offered, at the start and ever after. */
@Injectable()
export class UnfinishedWork implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  /** Offers wait where the queue is away. */
  private isOffering = false;
  private offering: Promise<unknown> = Promise.resolve();
  private readonly owners: (() => Promise<unknown>)[];

  constructor(
    batches: BatchService,
    decisions: DecisionService,
    models: ModelService,
    relocations: RelocationService,
    private readonly publications: PublicationRepository,
    private readonly server: DatabaseServer,
  ) {
    this.owners = [
      () => batches.offerUnfinished(),
      () => decisions.offerRequested(),
      () => models.offerUnfinished(),
      () => relocations.offer(),
    ];
  }

  /** Before the application starts: an owner of work, who offers what of it is unfinished. */
  add(offer: () => Promise<unknown>): void {
    this.owners.push(offer);
  }

  async onApplicationBootstrap(): Promise<void> {
    // The embedded database belongs to this process alone: whoever held a lease before is dead.
    if (this.server.embedded) await this.publications.releaseAll();
    await this.offer();
    this.timer = setInterval(() => {
      if (this.isOffering) return;
      this.isOffering = true;
      this.offering = this.offer()
        .catch(() => undefined)
        .finally(() => (this.isOffering = false));
    }, INTERVAL_MS);
  }

  private async offer(): Promise<void> {
    for (const offer of this.owners) await offer();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.offering;
  }
}
