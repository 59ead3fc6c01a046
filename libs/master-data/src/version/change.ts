import { noCounts, type BatchCounts } from '../batch/batch.js';
import { withDecidedValues, type DecidedValue } from '../decide/decided-values.js';
import type { DecisionsInForce } from '../decide/decision.js';
import type { Base } from '../base/base-registry.js';
import { nameBasedId } from '../stage/record-id.js';
import { withFormerValues } from '../survive/former-values.js';
import { goldenSegments, type GoldenSegment } from '../survive/golden.js';
import type { Member } from '../survive/member.js';
import type { Tolerances } from '../survive/tolerance.js';
import type { KnownBatches } from '../timeline/known-batches.js';
import { diffVersions } from './diff-versions.js';
import type { ChangeEvent, OpenedRow, Question, Recorded, TouchedMaster, VersionRow } from './version.repository.js';

export type VersionCounts = Pick<BatchCounts, 'masters' | 'reviewTasks'>;

export function noVersions(): VersionCounts {
  const { masters, reviewTasks } = noCounts();
  return { masters, reviewTasks };
}

export function addCounts(counts: VersionCounts, more: VersionCounts): void {
  counts.reviewTasks += more.reviewTasks;
  for (const kind of Object.keys(more.masters) as (keyof VersionCounts['masters'])[]) {
    counts.masters[kind] += more.masters[kind];
  }
}

/** What golden values follow from. */
export interface Evidence {
  known: KnownBatches;
  inForce: DecisionsInForce;
}

/** A touched master with everything its values follow from. */
export interface Derived extends TouchedMaster {
  sources: readonly Member[];
  decided: readonly DecidedValue[];
}

/** What a master's recorded history lacks. */
export interface Change {
  master: string;
  closed: VersionRow[];
  opened: OpenedRow[];
  ties: Question[];
  /** null when nothing changes */
  event: ChangeEvent | null;
}

/** A touched master with its golden values over all of valid time. */
export interface Survived extends TouchedMaster {
  segments: readonly GoldenSegment[];
}

export function survivedOf(
  { survivorship }: Base,
  { sources, decided, ...touched }: Derived,
  tolerances: Tolerances | undefined,
): Survived {
  const golden = goldenSegments(sources, survivorship, tolerances);
  return { ...touched, segments: withFormerValues(withDecidedValues(golden, decided), survivorship) };
}

export function changeOf(
  { survivorship }: Base,
  { master, change, other, segments }: Survived,
  { stretches, version: last, firstRecorded }: Recorded,
): Change {
  const { closed, opened, fields } = diffVersions(stretches, segments, Object.keys(survivorship));
  const ties = tiesOf(master, segments);
  if (closed.length + opened.length === 0 && change === null) return { master, closed, opened: [], ties, event: null };
  const version = last + 1;
  const led = opened.length > 0 ? version : null;
  const event: ChangeEvent = { ordinal: 0, master, kind: change ?? 'updated', version: led, fields, successor: other };
  const rows = opened.map((segment) => ({ master, version, firstRecorded, ...segment }));
  return { master, closed, opened: rows, ties, event };
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
