import { Injectable } from '@nestjs/common';
import { ahead, Database } from '@siku/platform';
import type { Base } from '../base/base-registry.js';
import type { ExactIdentity } from '../base/identity.js';
import { DecisionRepository } from '../decide/decision.repository.js';
import { groupBy } from '../timeline/group-by.js';
import { TimelineRepository } from '../timeline/timeline.repository.js';
import { addCounts, noVersions, type Derived, type Evidence, type VersionCounts } from '../version/change.js';
import { VersionService, type VersionRun } from '../version/version.service.js';
import { IdentifyRepository } from './identify.repository.js';
import type { Ahead } from './newcomer.service.js';
import { masterIdOf, placedOf, placementOf, type Placement } from './placement.js';

/** Identities a statement: their records have few source rows each. */
const CHUNK = 2000;

/** Chunks under way: the database looks up or writes some while others are computed. */
const AHEAD = 2;

/**
 * identify: match and resolve in one, for bases whose identity is exact. A master's id follows from what its records agree on, so that
 * nothing is compared, clustered or handed on, and neighbours lie beside each other in the tables and in the feed. Every touched identity is derived
 * anew from all that is known of its records, so that the order in which these arrived leaves no trace.
 */
@Injectable()
export class IdentifyService {
  constructor(
    private readonly database: Database,
    private readonly repository: IdentifyRepository,
    private readonly timelines: TimelineRepository,
    private readonly decisions: DecisionRepository,
    private readonly versioning: VersionService,
  ) {}

  /** @param written what the stage has published of a delivery already */
  async identify(
    base: Base,
    identity: ExactIdentity,
    evidence: Evidence,
    run: VersionRun,
    written: Ahead = { events: 0, counts: noVersions() },
  ): Promise<VersionCounts> {
    await this.repository.spread(base, identity);
    if (written.events > 0) await this.withdraw(base, identity, run, written);
    const derive = (identities: string[]): Promise<[Placement, Derived[]]> =>
      this.derived(base, identity, evidence, identities);
    const place = async ([placement, derived]: [Placement, Derived[]]): Promise<Derived[]> => {
      await this.repository.place(base, run.next, placement);
      return derived;
    };
    const placed = ahead(ahead(this.chunks(base, run.signal), AHEAD, derive), AHEAD, place);
    const masters = async function* (this: IdentifyService): AsyncGenerator<string[]> {
      yield* this.writtenMasters(base, run, written);
      for await (const chunk of this.chunks(base, run.signal))
        yield chunk.map((one) => masterIdOf(base, identity, one));
    }.bind(this);
    const counts = await this.versioning.record(base, run, placed, masters, written.events);
    addCounts(counts, written.counts);
    return counts;
  }

  /** What the list speaks of is derived with the list. */
  private async withdraw(base: Base, identity: ExactIdentity, run: VersionRun, { counts }: Ahead): Promise<void> {
    for await (const identities of this.chunks(base, run.signal)) {
      const masterOf = new Map(identities.map((one) => [one, masterIdOf(base, identity, one)]));
      const { masters, questions } = await this.repository.withdraw(base, run.next, masterOf);
      counts.masters.created -= masters;
      counts.reviewTasks -= questions;
    }
  }

  private async *writtenMasters(base: Base, { next, signal }: VersionRun, { events }: Ahead): AsyncGenerator<string[]> {
    for (let after = -1; ;) {
      signal.throwIfAborted();
      const changed = await this.repository.changedBetween(base, next, after, events, CHUNK);
      if (changed.length === 0) return;
      yield changed.map(({ master }) => master);
      after = changed.at(-1)!.ordinal;
    }
  }

  private async *chunks(base: Base, signal: AbortSignal): AsyncGenerator<string[]> {
    for (let after = ''; ;) {
      signal.throwIfAborted();
      const identities = await this.repository.identities(base, after, CHUNK);
      if (identities.length === 0) return;
      yield identities;
      after = identities.at(-1)!;
    }
  }

  /** Where the records of these identities belong, and what the versions of their masters follow from. */
  private async derived(
    base: Base,
    identity: ExactIdentity,
    { known, inForce }: Evidence,
    identities: readonly string[],
  ): Promise<[Placement, Derived[]]> {
    const masterOf = new Map(identities.map((one) => [one, masterIdOf(base, identity, one)]));
    const [concerned, states] = await Promise.all([
      this.repository.concerned(base, identities[0]!, identities.at(-1)!, [...masterOf.values()]),
      this.repository.states(base, [...masterOf.values()]),
    ]);
    const ids = concerned.map(({ recordId }) => recordId);
    const [histories, values] = await Promise.all([
      this.timelines.histories(this.database, base, ids, known),
      this.decisions.values(base, ids, inForce),
    ]);
    const now = new Map(histories.map((record) => [record.recordId, placedOf(identity, record)]));
    const placement = placementOf(masterOf, concerned, now, states);
    const members = groupBy(histories, ({ recordId }) => now.get(recordId)!.identity);
    const decided = groupBy(values, ({ recordId }) => now.get(recordId)?.identity);
    const created = new Set(placement.created);
    const restored = new Set(placement.restored);
    const derived = identities.flatMap((one): Derived[] => {
      const master = masterOf.get(one)!;
      const sources = members.get(one) ?? [];
      if (sources.length === 0 && states.get(master) !== 'active') return [];
      const change = created.has(master)
        ? 'created'
        : restored.has(master)
          ? 'restored'
          : sources.length === 0
            ? 'retired'
            : null;
      return [{ master, change, other: null, sources, decided: decided.get(one) ?? [] }];
    });
    return [placement, derived];
  }
}
