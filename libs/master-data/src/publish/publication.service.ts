import { Injectable } from '@nestjs/common';
import { Configuration, Database, type Sql } from '@siku/platform';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Base } from '../base/base-registry.js';
import { noCounts } from '../batch/batch.js';
import type { DecisionsInForce } from '../decide/decision.js';
import { ActiveModels } from '../model/active-models.js';
import type { KnownBatches } from '../timeline/known-batches.js';
import { TimelineRepository } from '../timeline/timeline.repository.js';
import type { VersionCounts } from '../version/change.js';
import type { Ahead } from '../identify/newcomer.service.js';
import { PublicationListeners } from './publication-listeners.js';
import { PublicationRepository, type Clock, type PublicationCause } from './publication.repository.js';
import { RoadService, type PublicationStage } from './road.service.js';

/** A lease is renewed this many times before it would end. */
const RENEWALS = 3;

const WAIT_MS = 200;

export interface Publication extends Pick<PublicationCause, 'cause' | 'actor'> {
  batch?: number;
  /** the base with the model that decides from now on, where that is not the one in force */
  base?: Base;
  /** deliveries that count once this is published */
  known: KnownBatches;
  /** decisions that count once this is published; by default those that count already */
  inForce?: DecisionsInForce;
  /** what of a delivery is published already, see `NewcomerService` */
  written?: Ahead;
  signal: AbortSignal;
  onStage(stage: PublicationStage): Promise<void>;
  onProgress(stage: PublicationStage, rows: number): void;
  /** written in the transaction that moves the clock */
  alongside(tx: Sql, next: number, counts: VersionCounts): Promise<void>;
}

/** Another worker has taken over: what this one was doing is no longer its own. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

/** What one lease of a base allows. */
export interface Lease {
  /** with the model in force */
  base: Base;
  /** deliveries that count at present */
  known: KnownBatches;
  signal: AbortSignal;
  /** number of the coming publication */
  next(): number;
  publish(publication: Omit<Publication, 'signal'>): Promise<VersionCounts>;
}

/**
 * The publication clock. One worker at a time holds the lease of a base; what it writes is stamped with the coming
 * number and stays invisible until the clock moves.
 */
@Injectable()
export class PublicationService {
  constructor(
    private readonly configuration: Configuration,
    private readonly database: Database,
    private readonly repository: PublicationRepository,
    private readonly timelines: TimelineRepository,
    private readonly models: ActiveModels,
    private readonly road: RoadService,
    private readonly listeners: PublicationListeners,
  ) {}

  /** Waits for the lease of the base, works under it, and gives it back. */
  async withLease<T>(base: Base, signal: AbortSignal, work: (lease: Lease) => Promise<T>): Promise<T> {
    const holder = randomUUID();
    const clock = await this.acquire(base, holder, signal);
    const lost = new AbortController();
    const heartbeat = setInterval(
      () => void this.renew(base, holder, lost),
      (this.configuration.leaseSeconds * 1000) / RENEWALS,
    );
    const both = AbortSignal.any([signal, lost.signal]);
    const broken = (): Error => {
      lost.abort(new LeaseLost(`lost the lease of ${base.code}`));
      return lost.signal.reason as LeaseLost;
    };
    const statements = this.repository.guard(base, holder, this.configuration.leaseSeconds);
    const guarded = <R>(writes: () => Promise<R>): Promise<R> =>
      statements === null ? writes() : this.database.guarded({ statements, broken }, writes);
    try {
      return await guarded(() => this.underLease(base, holder, clock, both, work));
    } finally {
      clearInterval(heartbeat);
      if (!lost.signal.aborted) await guarded(() => this.leave(base, holder));
    }
  }

  private async underLease<T>(
    base: Base,
    holder: string,
    { number, dirty }: Clock,
    signal: AbortSignal,
    work: (lease: Lease) => Promise<T>,
  ): Promise<T> {
    const current = await this.models.of(this.database, base);
    const known = await this.timelines.knownBatches(this.database, base);
    let next = number + 1;
    if (dirty) await this.restore(current, known, next, signal);
    return work({
      base: current,
      known,
      signal,
      next: () => next,
      publish: async (publication) => {
        const counts = await this.publish(current, holder, next, { ...publication, signal });
        next++;
        return counts;
      },
    });
  }

  /**
   * Leaves the base clean. Whether the work was published is asked of the clock: an error may come from a commit that
   * succeeded. Whoever has lost the lease touches nothing any more, the next holder cleans up.
   */
  private async leave(base: Base, holder: string): Promise<void> {
    const clock = await this.repository.renew(base, holder, this.configuration.leaseSeconds);
    if (!clock) return;
    if (clock.dirty) {
      const known = await this.timelines.knownBatches(this.database, base);
      const current = await this.models.of(this.database, base);
      await this.restore(current, known, clock.number + 1, new AbortController().signal);
    }
    await this.repository.release(base, holder);
  }

  private async acquire(base: Base, holder: string, signal: AbortSignal): Promise<Clock> {
    for (;;) {
      signal.throwIfAborted();
      const clock = await this.repository.lease(base, holder, this.configuration.leaseSeconds);
      if (clock) return clock;
      await sleep(WAIT_MS, undefined, { signal });
    }
  }

  private async renew(base: Base, holder: string, lost: AbortController): Promise<void> {
    const clock = await this.repository.renew(base, holder, this.configuration.leaseSeconds).catch(() => null);
    if (!clock) lost.abort(new LeaseLost(`lost the lease of ${base.code}`));
  }

  /** An earlier attempt ended in the middle: as if it had never begun. */
  private async restore(base: Base, known: KnownBatches, next: number, signal: AbortSignal): Promise<void> {
    await this.repository.removeTraces(base, next);
    await this.road.restore(base, known, signal);
    await this.repository.settle(base);
  }

  private async publish(current: Base, holder: string, next: number, publication: Publication): Promise<VersionCounts> {
    const { base = current, cause, actor, batch = null } = publication;
    const { known, inForce = {}, written, signal, onStage, onProgress, alongside } = publication;
    const rekey = base.keySeed !== current.keySeed;
    await this.repository.markDirty(base);
    const run = { next, signal, onStage, onProgress, written };
    // A delivery that says what was known already is published, and nothing follows from it.
    const counts =
      written?.events || (await this.repository.isTouched(base))
        ? await this.road.derive(base, { known, inForce }, run, rekey)
        : noCounts();
    signal.throwIfAborted();
    const about = { cause, batch, actor, counts };
    await this.repository.publish(base, holder, next, about, (tx) => alongside(tx, next, counts));
    await this.listeners.tell(base.code);
    return counts;
  }
}
