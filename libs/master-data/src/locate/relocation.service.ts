import { Injectable } from '@nestjs/common';
import { JobQueue } from '@siku/platform';
import { BaseRegistry, type Base } from '../base/base-registry.js';
import { PublicationRepository } from '../publish/publication.repository.js';
import { PublicationService, type Lease } from '../publish/publication.service.js';
import { LocatorPort, type Locator } from './locator.js';
import { PlaceService } from './place.service.js';

/** Name of the job that brings the places of one base up to the last publication of the base of places. */
export const RELOCATE_JOB = 'relocate';

/** Whom history names: nobody asked for it. */
const ACTOR = 'siku';

/**
 * When the base of places has published, the records whose addresses hang on what changed are derived again, as a publication of their own
 * base. The truth about the job is in the clocks: what is told lies behind what is published.
 */
@Injectable()
export class RelocationService {
  constructor(
    private readonly bases: BaseRegistry,
    private readonly port: LocatorPort,
    private readonly places: PlaceService,
    private readonly publications: PublicationService,
    private readonly marks: PublicationRepository,
    private readonly queue: JobQueue,
  ) {}

  /** Offers the job for every base that is behind. */
  async offer(): Promise<void> {
    const locator = this.port.get();
    if (!locator) return;
    for (const base of this.bases.all()) {
      if (base.addresses && (await this.isBehind(base, locator))) {
        await this.queue.enqueue(RELOCATE_JOB, { version: 1, id: base.code });
      }
    }
  }

  async run(code: string, signal: AbortSignal): Promise<void> {
    const base = this.bases.get(code);
    const locator = this.port.get();
    if (!locator || !(await this.isBehind(base, locator))) return;
    await this.publications.withLease(base, signal, (lease) => this.relocate(base, locator, lease));
  }

  private async relocate(base: Base, locator: Locator, lease: Lease): Promise<void> {
    const { last, told } = await this.places.positions(base, locator);
    if (told >= last) return; // another worker was faster
    await this.marks.markDirty(base);
    let touched = 0;
    for await (const changed of locator.changedSince(told)) {
      lease.signal.throwIfAborted();
      touched += await this.places.touchAsking(base, changed);
    }
    if (touched === 0) {
      await this.marks.settle(base, (tx) => this.places.told(tx, base, last));
      return;
    }
    await lease.publish({
      cause: 'places',
      actor: ACTOR,
      known: lease.known,
      onStage: () => Promise.resolve(),
      onProgress: () => undefined,
      alongside: (tx) => this.places.told(tx, base, last),
    });
  }

  private async isBehind(base: Base, locator: Locator): Promise<boolean> {
    const { last, told } = await this.places.positions(base, locator);
    return told < last;
  }
}
