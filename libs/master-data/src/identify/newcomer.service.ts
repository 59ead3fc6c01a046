import { Injectable } from '@nestjs/common';
import { Database } from '@siku/platform';
import type { Base } from '../base/base-registry.js';
import { PublicationRepository } from '../publish/publication.repository.js';
import type { KnownBatches } from '../timeline/known-batches.js';
import type { StatementRow } from '../timeline/source-history.js';
import type { Tolerances } from '../survive/tolerance.js';
import { addCounts, noVersions, type Derived, type VersionCounts } from '../version/change.js';
import { VersionChunkService } from '../version/version-chunk.service.js';
import { IdentifyRepository } from './identify.repository.js';
import { candidatesOf, type Candidate } from './newcomers.js';

/** What of a delivery is published already when the rest of it is derived: stamped with the coming publication, and gone with it. */
export interface Ahead {
  /** positions in the feed that are taken */
  events: number;
  counts: VersionCounts;
}

/** Takes the statements of a delivery, chunk by chunk, when they are staged. */
export interface Newcomers extends Ahead {
  /** @param earlier records that earlier deliveries spoke of */
  take(rows: readonly StatementRow[], earlier: Pick<ReadonlySet<string>, 'has'>): Promise<void>;
}

/** Delivery and publication that newcomers belong to. */
export interface NewcomerRun {
  /** the delivery among them */
  known: KnownBatches;
  next: number;
}

/**
 * Where identity is exact, nothing can be known of an identity that has no master and whose records have none: what follows from it
 * follows from the rows that are at hand. It is derived from these as ever, and written while the file is still being read; everything
 * else is put on the list of touched records. What turns out to be spoken of once more is taken back and derived with the rest.
 */
@Injectable()
export class NewcomerService {
  constructor(
    private readonly database: Database,
    private readonly repository: IdentifyRepository,
    private readonly publications: PublicationRepository,
    private readonly work: VersionChunkService,
  ) {}

  /** Null where records are compared. */
  async expect(base: Base, run: NewcomerRun): Promise<Newcomers | null> {
    const { identity } = base;
    if (!identity) return null;
    const tolerances = await base.tolerances?.(this.database);
    const underWay = new Set<ReadonlySet<string>>();
    const newcomers: Newcomers = {
      events: 0,
      counts: noVersions(),
      take: async (rows, earlier) => {
        const unspoken = rows.filter(({ recordId }) => !earlier.has(recordId));
        const candidates = candidatesOf(base, identity, unspoken, run.known);
        const firstOrdinal = newcomers.events;
        newcomers.events += candidates.length;
        // What an earlier chunk is writing may not be seen in the tables yet.
        const met = [...underWay];
        const own = new Set(candidates.flatMap(idsOf));
        underWay.add(own);
        try {
          const masters = candidates.map(({ master }) => master);
          const records = candidates.flatMap((one) => one.placed.map(({ recordId }) => recordId));
          const before = await this.repository.spokenOf(base, masters, records);
          const isNew = (one: Candidate): boolean =>
            idsOf(one).every((id) => before.get(id) !== true && !met.some((ids) => ids.has(id)));
          const fresh = candidates.filter(isNew);
          await this.touchRest(base, rows, fresh);
          addCounts(newcomers.counts, await this.write(base, run, tolerances, fresh, before, firstOrdinal));
        } finally {
          underWay.delete(own);
        }
      },
    };
    return newcomers;
  }

  private async touchRest(base: Base, rows: readonly StatementRow[], fresh: readonly Candidate[]): Promise<void> {
    const done = new Set(fresh.flatMap(({ sources }) => sources.map(({ recordId }) => recordId)));
    const rest = rows.filter(
      ({ recordId, state }) => !done.has(recordId) && (state === 'asserted' || state === 'ended'),
    );
    if (rest.length === 0) return;
    await this.publications.touchRecords(base, [...new Set(rest.map(({ recordId }) => recordId))]);
  }

  private async write(
    base: Base,
    { next }: NewcomerRun,
    tolerances: Tolerances | undefined,
    fresh: readonly Candidate[],
    before: ReadonlyMap<string, boolean>,
    firstOrdinal: number,
  ): Promise<VersionCounts> {
    if (fresh.length === 0) return noVersions();
    const derived = fresh.map(({ master, sources }): Derived => {
      return { master, change: 'created', other: null, sources, decided: [] };
    });
    const changes = await this.work.changesOf(base, tolerances, next, derived);
    const placed = fresh.flatMap((one) => one.placed);
    await this.repository.place(base, next, {
      fresh: placed.filter(({ recordId }) => !before.has(recordId)),
      left: [],
      moved: fresh.flatMap(({ master, placed: here }) => here.map((record) => ({ ...record, master }))),
      created: fresh.map(({ master }) => master),
      restored: [],
      retired: [],
    });
    return this.work.write(base, next, changes, firstOrdinal);
  }
}

const idsOf = ({ master, sources }: Candidate): string[] => [master, ...sources.map(({ recordId }) => recordId)];
