import { Injectable } from '@nestjs/common';
import { Database } from '@siku/platform';
import type { Base } from '../base/base-registry.js';
import { DecisionRepository } from '../decide/decision.repository.js';
import { PlaceService } from '../locate/place.service.js';
import type { Tolerances } from '../survive/tolerance.js';
import { groupBy } from '../timeline/group-by.js';
import { TimelineRepository } from '../timeline/timeline.repository.js';
import {
  changeOf,
  noVersions,
  survivedOf,
  type Change,
  type Derived,
  type Evidence,
  type VersionCounts,
} from './change.js';
import { VersionRepository, type TouchedMaster } from './version.repository.js';

/** What is done to one chunk of masters, in whichever thread: no chunk depends on another. */
@Injectable()
export class VersionChunkService {
  constructor(
    private readonly database: Database,
    private readonly timelines: TimelineRepository,
    private readonly decisions: DecisionRepository,
    private readonly repository: VersionRepository,
    private readonly places: PlaceService,
  ) {}

  /** What the values of touched masters follow from. */
  async derived(base: Base, { known, inForce }: Evidence, touched: readonly TouchedMaster[]): Promise<Derived[]> {
    const crosswalk = await this.repository.members(
      base,
      touched.map(({ master }) => master),
    );
    const masterOf = new Map(crosswalk.map(({ recordId, master }) => [recordId, master]));
    const recordIds = [...masterOf.keys()];
    const [histories, values] = await Promise.all([
      this.timelines.histories(this.database, base, recordIds, known),
      this.decisions.values(base, recordIds, inForce),
    ]);
    const sources = groupBy(histories, ({ recordId }) => masterOf.get(recordId)!);
    const decided = groupBy(values, ({ recordId }) => masterOf.get(recordId)!);
    return touched.map((one) => ({
      ...one,
      sources: sources.get(one.master) ?? [],
      decided: decided.get(one.master) ?? [],
    }));
  }

  /** What each master's recorded history lacks. */
  async changesOf(
    base: Base,
    tolerances: Tolerances | undefined,
    next: number,
    derived: readonly Derived[],
  ): Promise<Change[]> {
    // Of a master that is being created nothing is recorded.
    const before = derived.flatMap(({ master, change }) => (change === 'created' ? [] : [master]));
    const recorded = before.length === 0 ? new Map<string, never>() : await this.repository.recorded(base, before);
    const survived = derived.map((one) => survivedOf(base, one, tolerances));
    const nothing = { stretches: [], version: 0, firstRecorded: next };
    return (await this.places.place(base, survived)).map((one) =>
      changeOf(base, one, recorded.get(one.master) ?? nothing),
    );
  }

  /** Appends changes; `firstOrdinal` is that of their first event. */
  async write(base: Base, next: number, changes: readonly Change[], firstOrdinal: number): Promise<VersionCounts> {
    const counts = noVersions();
    const events = changes.flatMap(({ event }) => event ?? []);
    events.forEach((event, i) => (event.ordinal = firstOrdinal + i));
    for (const { kind } of events) if (kind !== 'retired') counts.masters[kind]++;
    const closed = changes.flatMap((change) => change.closed);
    const opened = changes.flatMap((change) => change.opened);
    await this.repository.write(base, next, closed, opened, events);
    // Nobody has asked about a master that is being created.
    const asked = changes.filter(({ event, ties }) => event?.kind !== 'created' || ties.length > 0);
    const about = asked.map(({ master }) => master);
    const ties = asked.flatMap((change) => change.ties);
    counts.reviewTasks += await this.repository.replaceTasks(base, next, 'attribute-tie', about, ties);
    return counts;
  }
}
