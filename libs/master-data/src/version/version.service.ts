import { Injectable } from '@nestjs/common';
import { ahead, Database } from '@siku/platform';
import { noCounts, type BatchCounts } from '../batch/batch.js';
import type { Base } from '../base/base-registry.js';
import { withDecidedValues, type DecidedValue } from '../decide/decided-values.js';
import type { DecisionsInForce } from '../decide/decision.js';
import { DecisionRepository } from '../decide/decision.repository.js';
import { PlaceService } from '../locate/place.service.js';
import { BEFORE_ALL, nameBasedId } from '../stage/record-id.js';
import { withFormerValues } from '../survive/former-values.js';
import { goldenSegments, type GoldenSegment } from '../survive/golden.js';
import type { Member } from '../survive/member.js';
import { groupBy } from '../timeline/group-by.js';
import type { Tolerances } from '../survive/tolerance.js';
import type { KnownBatches } from '../timeline/known-batches.js';
import { TimelineRepository } from '../timeline/timeline.repository.js';
import { diffVersions } from './diff-versions.js';
import {
  VersionRepository,
  type ChangeEvent,
  type OpenedRow,
  type Question,
  type TouchedMaster,
  type VersionRow,
} from './version.repository.js';

/** Masters a statement: each may have dozens of source rows. */
const CHUNK = 500;

/** Chunks under way at each of the two steps. */
const AHEAD = 2;

export type VersionCounts = Pick<BatchCounts, 'masters' | 'reviewTasks'>;

/** What golden values follow from. */
interface Evidence {
  known: KnownBatches;
  inForce: DecisionsInForce;
  tolerances?: Tolerances;
}

interface Change {
  master: string;
  closed: VersionRow[];
  opened: OpenedRow[];
  ties: Question[];
  event: ChangeEvent | null;
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
    private readonly decisions: DecisionRepository,
    private readonly repository: VersionRepository,
    private readonly places: PlaceService,
  ) {}

  async version(
    base: Base,
    evidence: Evidence,
    next: number,
    signal: AbortSignal,
    onProgress: (masters: number) => void,
  ): Promise<VersionCounts> {
    const { masters, reviewTasks } = noCounts();
    const counts: VersionCounts = { masters, reviewTasks };
    let done = 0;
    const all = { ...evidence, tolerances: await base.tolerances?.(this.database) };
    const derive = (touched: TouchedMaster[]): Promise<Change[]> => this.changesOf(base, all, next, touched);
    const write = async (changes: Change[]): Promise<number> => {
      await this.write(base, next, changes, counts);
      return changes.length;
    };
    const changes = numbered(ahead(this.chunks(base, signal), AHEAD, derive));
    for await (const written of ahead(changes, AHEAD, write)) onProgress((done += written));
    if (base.violations) counts.reviewTasks += await this.check(base, base.violations, next, signal);
    return counts;
  }

  /** Asks for the rules of the base when every version is written: one may be broken by two records. */
  private async check(
    base: Base,
    violations: NonNullable<Base['violations']>,
    next: number,
    signal: AbortSignal,
  ): Promise<number> {
    let opened = 0;
    for await (const touched of this.chunks(base, signal)) {
      const masters = touched.map(({ master }) => master);
      const { checked, found } = await violations(this.database, masters);
      const questions = found.map(({ rule, masters: about, detail }) => ({
        // Another difference is another question, whatever was said of the first.
        taskId: nameBasedId('violation', rule, ...about, JSON.stringify(detail)),
        masters: about,
        detail: { rule, ...detail },
      }));
      const concerned = [...new Set([...masters, ...checked])];
      opened += await this.repository.replaceTasks(base, next, 'violation', concerned, questions);
    }
    return opened;
  }

  private async *chunks(base: Base, signal: AbortSignal): AsyncGenerator<TouchedMaster[]> {
    for (let after = BEFORE_ALL; ;) {
      signal.throwIfAborted();
      const touched = await this.repository.touched(base, after, CHUNK);
      if (touched.length === 0) return;
      yield touched;
      after = touched.at(-1)!.master;
    }
  }

  /** What each touched master's recorded history lacks. */
  private async changesOf(
    base: Base,
    evidence: Evidence,
    next: number,
    touched: readonly TouchedMaster[],
  ): Promise<Change[]> {
    const ids = touched.map(({ master }) => master);
    // Of a master that is new nothing is recorded.
    const old = touched.flatMap(({ master, change }) => (change === 'created' ? [] : [master]));
    const [members, open, recorded] = await Promise.all([
      this.membersOf(base, ids, evidence),
      this.repository.open(base, old),
      this.repository.recorded(base, old),
    ]);
    const stretches = groupBy(open, ({ master }) => master);
    const paths = Object.keys(base.survivorship);
    const survived = touched.map((each) => {
      const { sources = [], decided = [] } = members.get(each.master) ?? {};
      const golden = goldenSegments(sources, base.survivorship, evidence.tolerances);
      return { ...each, segments: withFormerValues(withDecidedValues(golden, decided), base.survivorship) };
    });
    return (await this.places.place(base, survived)).map(({ master, change, other, segments }): Change => {
      const { closed, opened, fields } = diffVersions(stretches.get(master) ?? [], segments, paths);
      const ties = tiesOf(master, segments);
      if (closed.length + opened.length === 0 && change === null)
        return { master, closed, opened: [], ties, event: null };
      const { version: latest, firstRecorded } = recorded.get(master) ?? { version: 0, firstRecorded: next };
      const version = latest + 1;
      const led = opened.length > 0 ? version : null;
      const event: ChangeEvent = {
        ordinal: 0,
        master,
        kind: change ?? 'updated',
        version: led,
        fields,
        successor: other,
      };
      const rows = opened.map((row) => ({ master, version, firstRecorded, ...row }));
      return { master, closed, opened: rows, ties, event };
    });
  }

  private async write(base: Base, next: number, changes: readonly Change[], counts: VersionCounts): Promise<void> {
    const events = changes.flatMap(({ event }) => event ?? []);
    for (const { kind } of events) if (kind !== 'retired') counts.masters[kind]++;
    const closed = changes.flatMap((change) => change.closed);
    const opened = changes.flatMap((change) => change.opened);
    await this.repository.write(base, next, closed, opened, events);
    const masters = changes.map(({ master }) => master);
    const ties = changes.flatMap((change) => change.ties);
    counts.reviewTasks += await this.repository.replaceTasks(base, next, 'attribute-tie', masters, ties);
  }

  private async membersOf(
    base: Base,
    masters: readonly string[],
    { known, inForce }: Evidence,
  ): Promise<Map<string, { sources: Member[]; decided: DecidedValue[] }>> {
    const crosswalk = await this.repository.members(base, masters);
    const masterOf = new Map(crosswalk.map(({ recordId, master }) => [recordId, master]));
    const recordIds = [...masterOf.keys()];
    const [histories, values] = await Promise.all([
      this.timelines.histories(this.database, base, recordIds, known),
      this.decisions.values(base, recordIds, inForce),
    ]);
    const sources = groupBy(histories, ({ recordId }) => masterOf.get(recordId)!);
    const decided = groupBy(values, ({ recordId }) => masterOf.get(recordId)!);
    return new Map(masters.map((id) => [id, { sources: sources.get(id) ?? [], decided: decided.get(id) ?? [] }]));
  }
}

/** Events numbered in the order of the masters' ids, whichever is written first. */
async function* numbered(chunks: AsyncIterable<Change[]>): AsyncGenerator<Change[]> {
  let ordinal = 0;
  for await (const changes of chunks) {
    for (const { event } of changes) if (event) event.ordinal = ordinal++;
    yield changes;
  }
}

/** Only what is undecided at the end of the known history: the past needs no steward. */
function tiesOf(master: string, segments: readonly GoldenSegment[]): Question[] {
  const ties = segments.at(-1)?.ties ?? [];
  return ties.map((attribute) => ({
    taskId: nameBasedId('attribute-tie', master, attribute),
    masters: [master],
    detail: { attribute },
  }));
}
