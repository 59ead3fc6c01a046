import { Injectable } from '@nestjs/common';
import { ahead, Database } from '@siku/platform';
import type { Base } from '../base/base-registry.js';
import type { ExactIdentity } from '../base/identity.js';
import { DecisionRepository } from '../decide/decision.repository.js';
import { MatchRepository } from '../match/match.repository.js';
import { BEFORE_ALL } from '../stage/record-id.js';
import { groupBy } from '../timeline/group-by.js';
import type { KnownBatches } from '../timeline/known-batches.js';
import { TimelineRepository } from '../timeline/timeline.repository.js';
import type { Derived, Evidence, VersionCounts } from '../version/change.js';
import { VersionService, type VersionRun } from '../version/version.service.js';
import { IdentifyRepository } from './identify.repository.js';
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
    private readonly touched: MatchRepository,
    private readonly timelines: TimelineRepository,
    private readonly decisions: DecisionRepository,
    private readonly versioning: VersionService,
  ) {}

  async identify(base: Base, identity: ExactIdentity, evidence: Evidence, run: VersionRun): Promise<VersionCounts> {
    await this.repository.spread(base, identity);
    const derive = (identities: string[]): Promise<[Placement, Derived[]]> =>
      this.derived(base, identity, evidence, identities);
    const place = async ([placement, derived]: [Placement, Derived[]]): Promise<Derived[]> => {
      await this.repository.place(base, run.next, placement);
      return derived;
    };
    const placed = ahead(ahead(this.chunks(base, run.signal), AHEAD, derive), AHEAD, place);
    const masters = async function* (this: IdentifyService): AsyncGenerator<string[]> {
      for await (const chunk of this.chunks(base, run.signal))
        yield chunk.map((one) => masterIdOf(base, identity, one));
    }.bind(this);
    return this.versioning.record(base, run, placed, masters);
  }

  /** What is derived from what is known and stamped with no publication, of the touched records again. */
  async restore(base: Base, identity: ExactIdentity, known: KnownBatches, signal: AbortSignal): Promise<void> {
    for (let after = BEFORE_ALL; ;) {
      signal.throwIfAborted();
      const touched = await this.touched.touched(base, after, CHUNK);
      if (touched.length === 0) return;
      const ids = touched.map(({ recordId }) => recordId);
      const histories = await this.timelines.histories(this.database, base, ids, known);
      const now = new Map(histories.map((record) => [record.recordId, placedOf(identity, record).identity]));
      const all = ids.map((recordId) => ({ recordId, identity: now.get(recordId) ?? null }));
      await this.repository.replaceIdentities(this.database, base, all);
      after = ids.at(-1)!;
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
      this.repository.concerned(base, identities[0]!, identities.at(-1)!),
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
