import { Injectable } from '@nestjs/common';
import { Database } from '@siku/platform';
import type { Base } from '../base/base-registry.js';
import type { DecisionsInForce } from '../decide/decision.js';
import { MatchChunkService } from '../match/match-chunk.service.js';
import type { FrequentKey, Touched } from '../match/match.repository.js';
import type { PreparedCache } from '../match/prepared-cache.js';
import type { Tolerances } from '../survive/tolerance.js';
import type { KnownBatches } from '../timeline/known-batches.js';
import type { Change, VersionCounts } from '../version/change.js';
import { VersionChunkService } from '../version/version-chunk.service.js';
import type { TouchedMaster } from '../version/version.repository.js';
import type { DerivedChunk, Hand } from './hands.js';

/** What a publication is prepared from. */
export interface WorkOrder {
  base: Base;
  known: KnownBatches;
  inForce: DecisionsInForce;
  /** number of the coming publication; 0 where nothing is published */
  next: number;
  /** records that are marked to be matched again may carry keys of another model */
  rekey: boolean;
}

/** Where the work on chunks is done, in this thread. */
@Injectable()
export class Workshop {
  constructor(
    private readonly database: Database,
    private readonly matching: MatchChunkService,
    private readonly versioning: VersionChunkService,
  ) {}

  take(order: WorkOrder): LocalHand {
    return new LocalHand(order, this.database, this.matching, this.versioning);
  }

  /** What another thread leads: it hears of it where the lease was lost. */
  under<T>(guard: string | null, work: () => Promise<T>): Promise<T> {
    if (guard === null) return work();
    return this.database.guarded({ statements: guard, broken: () => new Error('lost the lease') }, work);
  }
}

export class LocalHand implements Hand {
  /** Profiles it came across, for those who go on with them. */
  readonly prepared: PreparedCache;

  private readonly unwritten = new Map<number, Change[]>();
  private chunks = 0;
  private tolerances: Promise<Tolerances | undefined> | undefined;

  constructor(
    private readonly order: WorkOrder,
    private readonly database: Database,
    private readonly matching: MatchChunkService,
    private readonly versioning: VersionChunkService,
  ) {
    this.prepared = matching.cacheOf(order.base);
  }

  profiles(touched: readonly Touched[]): Promise<number> {
    const { base, known, rekey } = this.order;
    return this.matching.deriveProfiles(base, known, this.prepared, touched, rekey);
  }

  pairs(recordIds: readonly string[]): Promise<FrequentKey[]> {
    return this.matching.derivePairs(this.order.base, this.prepared, recordIds);
  }

  async derive(touched: readonly TouchedMaster[]): Promise<DerivedChunk> {
    const { base, next } = this.order;
    const derived = await this.versioning.derived(base, this.order, touched);
    // They hold as they are when values are first chosen.
    this.tolerances ??= Promise.resolve(base.tolerances?.(this.database));
    const changes = await this.versioning.changesOf(base, await this.tolerances, next, derived);
    const id = this.chunks++;
    this.unwritten.set(id, changes);
    return { id, masters: changes.length, events: changes.filter(({ event }) => event !== null).length };
  }

  async write(chunk: number, firstOrdinal: number): Promise<VersionCounts> {
    const changes = this.unwritten.get(chunk)!;
    this.unwritten.delete(chunk);
    return this.versioning.write(this.order.base, this.order.next, changes, firstOrdinal);
  }
}
