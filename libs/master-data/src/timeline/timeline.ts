/**
 * What is true of one source record, and when: a function of everything its dataset's deliveries said about it,
 * and of nothing else. That is why batches may arrive in any order, and why a rollback is only a batch left out.
 */

export type StatementState = 'asserted' | 'confirmed' | 'ended' | 'present';

/** One delivery's word on one source record. */
export interface Statement {
  effectiveFrom: string;
  batch: number;
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

interface Event {
  date: string;
  batch: number;
  contentHash: string | null;
}

const byPosition = (a: Event, b: Event): number => (a.date < b.date ? -1 : a.date > b.date ? 1 : a.batch - b.batch);

const isBefore = (date: string, batch: number, otherDate: string, otherBatch: number): boolean =>
  date < otherDate || (date === otherDate && batch < otherBatch);

function eventsOf(statements: readonly Statement[], snapshots: readonly Snapshot[]): Event[] {
  const delivered = new Set<number>();
  const events: Event[] = [];
  for (const { effectiveFrom, batch, state, contentHash } of statements) {
    delivered.add(batch);
    if (state !== 'present') events.push({ date: effectiveFrom, batch, contentHash });
  }
  for (const { effectiveDate, batch } of snapshots) {
    if (!delivered.has(batch)) events.push({ date: effectiveDate, batch, contentHash: null });
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
  position: { date: string; batch: number },
): string | null {
  // Every row of a file asks this: the last event is looked for, without putting all of them in order.
  let last: Statement | null = null;
  for (const said of statements) {
    if (said.state === 'present' || !isBefore(said.effectiveFrom, said.batch, position.date, position.batch)) continue;
    if (!last || isBefore(last.effectiveFrom, last.batch, said.effectiveFrom, said.batch)) last = said;
  }
  if (!last?.contentHash) return null;
  const { effectiveFrom, batch: by, contentHash } = last;
  const hasEnded = snapshots.some(
    ({ effectiveDate, batch }) =>
      isBefore(effectiveFrom, by, effectiveDate, batch) &&
      isBefore(effectiveDate, batch, position.date, position.batch) &&
      !statements.some((said) => said.batch === batch),
  );
  return hasEnded ? null : contentHash;
}

/** Distinct content hashes a record ever carried, the latest first. */
export function contentHistory(statements: readonly Statement[], snapshots: readonly Snapshot[]): string[] {
  const only = onlyAssertion(statements, snapshots);
  if (only) return [only.contentHash];
  const hashes = eventsOf(statements, snapshots).flatMap((event) => event.contentHash ?? []);
  return [...new Set(hashes.reverse())];
}
