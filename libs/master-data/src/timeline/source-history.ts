import type { Attributes } from '../base/base-definition.js';
import type { Member } from '../survive/member.js';
import type { KnownBatches } from './known-batches.js';
import { contentHistory, timelineOf, type StatementState } from './timeline.js';

/** A source record with everything known of it. */
export interface SourceHistory extends Member {
  recordId: string;
  /** every content it ever carried, the latest first */
  history: Attributes[];
}

/** A statement with where it was made. */
export interface StatementRow {
  recordId: string;
  dataset: string;
  sourceKey: string;
  effectiveFrom: string;
  batch: number;
  row: number;
  state: StatementState;
  contentHash: string | null;
  attributes: Attributes | null;
}

/** A source record with its contents over all of valid time, as the known batches tell it. `rows`: all there are of it. */
export function historyOf(rows: readonly StatementRow[], known: KnownBatches): SourceHistory {
  const { recordId, dataset, sourceKey } = rows[0]!;
  // A confirming row carries no content; the asserting one may even belong to a batch that was taken back.
  const contents = new Map(rows.flatMap((row) => (row.attributes ? [[row.contentHash!, row.attributes]] : [])));
  const statements = known.counting(rows);
  const snapshots = known.snapshotsOf(dataset);
  const contentOf = (hash: string): Attributes => {
    const content = contents.get(hash);
    if (!content) throw new Error(`source record ${recordId} has lost the content ${hash}`);
    return content;
  };
  return {
    recordId,
    dataset,
    sourceKey,
    department: statements.map((row) => known.get(row.batch)!.department)[0] ?? '',
    segments: timelineOf(statements, snapshots).map((segment) => ({
      ...segment,
      row: statements.find((row) => row.batch === segment.batch && row.effectiveFrom === segment.from)?.row ?? 0,
      trust: known.get(segment.batch)?.trust ?? {},
      attributes: contentOf(segment.contentHash),
    })),
    history: contentHistory(statements, snapshots).map(contentOf),
  };
}
