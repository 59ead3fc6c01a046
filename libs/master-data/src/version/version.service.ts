import { Injectable } from '@nestjs/common';
import { Database } from '@siku/platform';
import type { Base } from '../base/base-registry.js';
import { BEFORE_ALL, nameBasedId } from '../stage/record-id.js';
import { goldenSegments, type GoldenSegment, type Member } from '../survive/golden.js';
import { groupBy } from '../timeline/group-by.js';
import type { KnownBatches } from '../timeline/known-batches.js';
import { TimelineRepository } from '../timeline/timeline.repository.js';
import { diffVersions } from './diff-versions.js';
import {
  VersionRepository,
  type AttributeTie,
  type ChangeEvent,
  type TouchedMaster,
  type VersionRow,
} from './version.repository.js';

/** Masters a statement: each may have dozens of source rows. */
const CHUNK = 500;

export interface VersionCounts {
  masters: { created: number; updated: number; merged: number; split: number };
  reviewTasks: number;
}

/**
 * survive and version: derives the golden values of every touched master over all of valid time, and appends what
 * differs from what is recorded.
 */
@Injectable()
export class VersionService {
  constructor(
    private readonly database: Database,
    private readonly timelines: TimelineRepository,
    private readonly repository: VersionRepository,
  ) {}

  async version(
    base: Base,
    known: KnownBatches,
    next: number,
    signal: AbortSignal,
    onProgress: (masters: number) => void,
  ): Promise<VersionCounts> {
    const counts: VersionCounts = { masters: { created: 0, updated: 0, merged: 0, split: 0 }, reviewTasks: 0 };
    let ordinal = 0;
    let done = 0;
    for (let after = BEFORE_ALL; ;) {
      signal.throwIfAborted();
      const touched = await this.repository.touched(base, after, CHUNK);
      if (touched.length === 0) break;
      ordinal = await this.versionChunk(base, known, next, touched, ordinal, counts);
      onProgress((done += touched.length));
      after = touched.at(-1)!.master;
    }
    return counts;
  }

  private async versionChunk(
    base: Base,
    known: KnownBatches,
    next: number,
    touched: readonly TouchedMaster[],
    firstOrdinal: number,
    counts: VersionCounts,
  ): Promise<number> {
    const ids = touched.map(({ master }) => master);
    const members = await this.membersOf(base, ids, known);
    const open = groupBy(await this.repository.open(base, ids), ({ master }) => master);
    const last = await this.repository.lastVersions(base, ids);
    const closed: VersionRow[] = [];
    const opened: VersionRow[] = [];
    const events: ChangeEvent[] = [];
    const ties: AttributeTie[] = [];
    for (const { master, change, other } of touched) {
      const segments = goldenSegments(members.get(master) ?? [], base.survivorship);
      const version = (last.get(master) ?? 0) + 1;
      const before = open.get(master) ?? [];
      const diff = diffVersions(before, segments, Object.keys(base.survivorship));
      ties.push(...tiesOf(master, segments));
      if (diff.closed.length + diff.opened.length === 0 && change === null) continue;
      closed.push(...diff.closed);
      opened.push(...diff.opened.map((segment) => ({ master, version, ...rowOf(segment) })));
      const kind = change ?? 'updated';
      const led = diff.opened.length > 0 ? version : null;
      events.push({ ordinal: firstOrdinal++, master, kind, version: led, fields: diff.fields, successor: other });
      if (kind !== 'retired') counts.masters[kind]++;
    }
    await this.repository.write(base, next, closed, opened, events);
    counts.reviewTasks += await this.repository.replaceTies(base, next, ids, ties);
    return firstOrdinal;
  }

  private async membersOf(base: Base, masters: readonly string[], known: KnownBatches): Promise<Map<string, Member[]>> {
    const crosswalk = await this.repository.members(base, masters);
    const masterOf = new Map(crosswalk.map(({ recordId, master }) => [recordId, master]));
    const histories = await this.timelines.histories(this.database, base, [...masterOf.keys()], known);
    return groupBy(histories, ({ recordId }) => masterOf.get(recordId)!);
  }
}

const rowOf = ({ from, to, attributes, provenance }: GoldenSegment) => ({
  validFrom: from,
  validTo: to,
  attributes,
  provenance,
});

/** Only what is undecided at the end of the known history: the past needs no steward. */
function tiesOf(master: string, segments: readonly GoldenSegment[]): AttributeTie[] {
  const ties = segments.at(-1)?.ties ?? [];
  return ties.map((attribute) => ({ taskId: nameBasedId('attribute-tie', master, attribute), master, attribute }));
}
