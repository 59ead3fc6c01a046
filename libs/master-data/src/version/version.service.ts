import { Injectable } from '@nestjs/common';
import { ahead, Database } from '@siku/platform';
import { noCounts, type BatchCounts } from '../batch/batch.js';
import type { Base } from '../base/base-registry.js';
import { DecisionRepository } from '../decide/decision.repository.js';
import { PlaceService } from '../locate/place.service.js';
import { BEFORE_ALL, nameBasedId } from '../stage/record-id.js';
import type { Tolerances } from '../survive/tolerance.js';
import { groupBy } from '../timeline/group-by.js';
import { TimelineRepository } from '../timeline/timeline.repository.js';
import { changeOf, survivedOf, type Change, type Derived, type Evidence } from './change.js';
import { VersionRepository, type TouchedMaster } from './version.repository.js';

/** Masters a statement: each may have dozens of source rows. */
const CHUNK = 500;

/** Chunks under way at each of the two steps. */
const AHEAD = 2;

export type VersionCounts = Pick<BatchCounts, 'masters' | 'reviewTasks'>;

/** One publication's writing of versions. */
export interface VersionRun {
  next: number;
  signal: AbortSignal;
  onProgress(masters: number): void;
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

  /** Of the masters that were resolved anew. */
  async version(base: Base, evidence: Evidence, run: VersionRun): Promise<VersionCounts> {
    const chunks = (): AsyncGenerator<TouchedMaster[]> => this.chunks(base, run.signal);
    const derived = ahead(chunks(), AHEAD, (touched) => this.derived(base, evidence, touched));
    const masters = async function* (): AsyncGenerator<string[]> {
      for await (const touched of chunks()) yield touched.map(({ master }) => master);
    };
    return this.record(base, run, derived, masters);
  }

  /** Records what follows of masters in chunks; `masters` are all of them once more. */
  async record(
    base: Base,
    { next, signal, onProgress }: VersionRun,
    derived: AsyncIterable<Derived[]>,
    masters: () => AsyncIterable<string[]>,
  ): Promise<VersionCounts> {
    const { masters: changed, reviewTasks } = noCounts();
    const counts: VersionCounts = { masters: changed, reviewTasks };
    const tolerances = await base.tolerances?.(this.database);
    const changesOf = (chunk: Derived[]): Promise<Change[]> => this.changesOf(base, tolerances, next, chunk);
    const write = async (changes: Change[]): Promise<number> => {
      await this.write(base, next, changes, counts);
      return changes.length;
    };
    let done = 0;
    for await (const written of ahead(numbered(ahead(derived, AHEAD, changesOf)), AHEAD, write)) {
      signal.throwIfAborted();
      onProgress((done += written));
    }
    if (base.violations) counts.reviewTasks += await this.check(base, base.violations, next, masters());
    return counts;
  }

  /** Asks for the rules of the base when every version is written: one may be broken by two records. */
  private async check(
    base: Base,
    violations: NonNullable<Base['violations']>,
    next: number,
    chunks: AsyncIterable<string[]>,
  ): Promise<number> {
    let opened = 0;
    for await (const masters of chunks) {
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

  /** What the values of touched masters follow from. */
  private async derived(
    base: Base,
    { known, inForce }: Evidence,
    touched: readonly TouchedMaster[],
  ): Promise<Derived[]> {
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
  private async changesOf(
    base: Base,
    tolerances: Tolerances | undefined,
    next: number,
    derived: readonly Derived[],
  ): Promise<Change[]> {
    // Of a master that is being created nothing is recorded.
    const before = derived.flatMap(({ master, change }) => (change === 'created' ? [] : [master]));
    const [open, last] =
      before.length === 0
        ? [[], new Map<string, never>()]
        : await Promise.all([this.repository.open(base, before), this.repository.recorded(base, before)]);
    const stretches = groupBy(open, ({ master }) => master);
    const survived = derived.map((one) => survivedOf(base, one, tolerances));
    return (await this.places.place(base, survived)).map((one) => {
      const { version, firstRecorded } = last.get(one.master) ?? { version: 0, firstRecorded: next };
      return changeOf(base, one, { stretches: stretches.get(one.master) ?? [], version, firstRecorded });
    });
  }

  private async write(base: Base, next: number, changes: readonly Change[], counts: VersionCounts): Promise<void> {
    const events = changes.flatMap(({ event }) => event ?? []);
    for (const { kind } of events) if (kind !== 'retired') counts.masters[kind]++;
    const closed = changes.flatMap((change) => change.closed);
    const opened = changes.flatMap((change) => change.opened);
    await this.repository.write(base, next, closed, opened, events);
    // Nobody has asked about a master that is being created.
    const asked = changes.filter(({ event, ties }) => event?.kind !== 'created' || ties.length > 0);
    const masters = asked.map(({ master }) => master);
    const ties = asked.flatMap((change) => change.ties);
    counts.reviewTasks += await this.repository.replaceTasks(base, next, 'attribute-tie', masters, ties);
  }
}

/** Events numbered in the order of the masters, whichever is written first. */
async function* numbered(chunks: AsyncIterable<Change[]>): AsyncGenerator<Change[]> {
  let ordinal = 0;
  for await (const changes of chunks) {
    for (const { event } of changes) if (event) event.ordinal = ordinal++;
    yield changes;
  }
}
