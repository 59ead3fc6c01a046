/**
 * What is true of one source record, and when: a function of everything its dataset's deliveries said about it,
 * and of nothing else. That is why batches may arrive in any order, and why a rollback is only a batch left out.
 */

export type StatementState = 'asserted' | 'confirmed' | 'ended' | 'present';

/** One delivery's word on one source record. */
export interface Statement {
  effectiveFrom: string;
  batch: number;
  /** effective date of the batch */
  delivered: string;
  state: StatementState;
  /** null for `ended` and `present` */
  contentHash: string | null;
}

/** A snapshot says of every record it does not carry that it has ended. */
export interface Snapshot {
  effectiveDate: string;
  batch: number;
}

/** The record carried this content from `from` until before `to` (null: still does). */
export interface Segment {
  from: string;
  to: string | null;
  contentHash: string;
  /** the batch that first said so, of the run of equal statements */
  batch: number;
}

/** Where something said stands in time: what is true from the same day is told apart by the delivery. */
export interface Position {
  date: string;
  delivered: string;
  batch: number;
}

interface Event extends Position {
  contentHash: string | null;
}

const byDay = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const byPosition = (a: Position, b: Position): number =>
  byDay(a.date, b.date) || byDay(a.delivered, b.delivered) || a.batch - b.batch;

const positionOf = ({ effectiveFrom, delivered, batch }: Statement): Position => ({
  date: effectiveFrom,
  delivered,
  batch,
});

const snapshotPosition = ({ effectiveDate, batch }: Snapshot): Position => ({
  date: effectiveDate,
  delivered: effectiveDate,
  batch,
});

function eventsOf(statements: readonly Statement[], snapshots: readonly Snapshot[]): Event[] {
  const delivered = new Set<number>();
  const events: Event[] = [];
  for (const statement of statements) {
    delivered.add(statement.batch);
    if (statement.state !== 'present') {
      events.push({ ...positionOf(statement), contentHash: statement.contentHash });
    }
  }
  for (const snapshot of snapshots) {
    if (!delivered.has(snapshot.batch)) events.push({ ...snapshotPosition(snapshot), contentHash: null });
  }
  return events.sort(byPosition);
}

/** Most records are spoken of once, and there is nothing to put in order. */
function onlyAssertion(
  [first, ...rest]: readonly Statement[],
  snapshots: readonly Snapshot[],
): (Statement & { contentHash: string }) | null {
  const isOnly = first !== undefined && rest.length === 0 && snapshots.every(({ batch }) => batch === first.batch);
  return isOnly && first.contentHash !== null ? (first as Statement & { contentHash: string }) : null;
}

/** Segments of the record in the order of time; equal neighbours are one. Empty when the record never was. */
export function timelineOf(statements: readonly Statement[], snapshots: readonly Snapshot[]): Segment[] {
  const only = onlyAssertion(statements, snapshots);
  if (only) return [{ from: only.effectiveFrom, to: null, contentHash: only.contentHash, batch: only.batch }];
  const segments: Segment[] = [];
  const events = eventsOf(statements, snapshots);
  let open: Segment | null = null;
  for (let i = 0; i < events.length; i++) {
    const { date, batch, contentHash } = events[i]!;
    const next = events[i + 1];
    if (next?.date === date) {
      // The later delivery wins; where it only repeats the earlier, that is still the one that said so.
      if (next.contentHash === contentHash) next.batch = batch;
      continue;
    }
    if (open && open.contentHash === contentHash) continue;
    if (open) open.to = date;
    open = contentHash === null ? null : { from: date, to: null, contentHash, batch };
    if (open) segments.push(open);
  }
  return segments;
}

/** Content hash that held just before `position` was said; null when the record had ended or never was. */
export function contentBefore(
  statements: readonly Statement[],
  snapshots: readonly Snapshot[],
  position: Position,
): string | null {
  // Every row of a file asks this: the last event is looked for, without putting all of them in order.
  let last: { at: Position; contentHash: string | null } | null = null;
  for (const said of statements) {
    if (said.state === 'present') continue;
    const at = positionOf(said);
    if (byPosition(at, position) < 0 && (!last || byPosition(last.at, at) < 0))
      last = { at, contentHash: said.contentHash };
  }
  if (!last?.contentHash) return null;
  const { at: since, contentHash } = last;
  const hasEnded = snapshots.some((snapshot) => {
    const at = snapshotPosition(snapshot);
    const isBetween = byPosition(since, at) < 0 && byPosition(at, position) < 0;
    return isBetween && !statements.some((said) => said.batch === at.batch);
  });
  return hasEnded ? null : contentHash;
}

/** Distinct content hashes a record ever carried, the latest first. */
export function contentHistory(statements: readonly Statement[], snapshots: readonly Snapshot[]): string[] {
  const only = onlyAssertion(statements, snapshots);
  if (only) return [only.contentHash];
  const hashes = eventsOf(statements, snapshots).flatMap((event) => event.contentHash ?? []);
  return [...new Set(hashes.reverse())];
}
