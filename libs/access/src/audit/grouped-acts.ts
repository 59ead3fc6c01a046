import { pendingEntry, type AuditEntry, type PendingEntry } from './audit-entry.js';

/** Subjects of one entry: about 40 kB of JSON. */
const MOST_SUBJECTS = 1000;

interface Group {
  readonly entry: AuditEntry;
  readonly at: Date;
  readonly subjects: string[];
}

/**
 * Acts of a moment. Those that differ in their subject only become one entry with all subjects in `detail.subjects`: a row,
 * its indexes and its hash for each of a few thousand point reads a second would cost more than the reads.
 */
export class GroupedActs {
  /** Acts held, each subject counted. */
  acts = 0;
  private groups: Group[] = [];
  private readonly open = new Map<string, Group>();

  add(entry: AuditEntry, at: Date): void {
    this.acts += 1;
    const key = keyOf(entry);
    const group = key === null ? undefined : this.open.get(key);
    if (group && entry.subject !== undefined && group.subjects.length < MOST_SUBJECTS) {
      group.subjects.push(entry.subject);
      return;
    }
    const begun: Group = { entry, at, subjects: entry.subject === undefined ? [] : [entry.subject] };
    this.groups.push(begun);
    if (key !== null) this.open.set(key, begun);
  }

  /** Everything held, in the order of its beginning. */
  take(): PendingEntry[] {
    const taken = this.groups.map(({ entry, at, subjects }) =>
      subjects.length < 2
        ? pendingEntry(entry, at)
        : pendingEntry({ ...entry, subject: undefined, detail: { subjects } }, at),
    );
    this.groups = [];
    this.open.clear();
    this.acts = 0;
    return taken;
  }
}

/** Null where the entry says something that the others do not. */
function keyOf({ principal, action, base, subject, fields, outcome, detail }: AuditEntry): string | null {
  if (subject === undefined || detail !== undefined) return null;
  return [principal?.id, principal?.department, action, base, outcome, fields?.join(',')].join('\n');
}
