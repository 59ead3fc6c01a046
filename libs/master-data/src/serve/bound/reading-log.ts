import type { AuditEntry, Grant, PurposefulAsking } from '@siku/access';

/** Who was shown what, and what she was not: an entry for each record, of one answer or one chunk of it. */
export class ReadingLog {
  private readonly delivered = new Map<string, Set<string>>();
  private readonly refused = new Map<string, { code: string; fields: readonly string[] }>();

  constructor(
    private readonly action: string,
    private readonly base: string,
    private readonly grant: Grant,
    private readonly asking: PurposefulAsking,
  ) {}

  add(id: string, fields: readonly string[]): void {
    const known = this.delivered.get(id);
    if (known) for (const field of fields) known.add(field);
    else this.delivered.set(id, new Set(fields));
  }

  /** A record left out of an answer that has others. */
  refuse(id: string, code: string, fields: readonly string[]): void {
    this.refused.set(id, { code, fields });
  }

  /** Records that were delivered. */
  subjects(): Iterable<string> {
    return this.delivered.keys();
  }

  entries(): AuditEntry[] {
    const { action, base, grant, asking } = this;
    const { principal, purpose, case: file } = asking;
    const common = { principal, action, base };
    const detail = { grant: grant.id, purpose, case: file };
    return [
      ...[...this.delivered].map(([subject, fields]): AuditEntry => ({
        ...common,
        subject,
        fields: [...fields],
        outcome: 'delivered',
        detail,
      })),
      ...[...this.refused].map(([subject, { code, fields }]): AuditEntry => ({
        ...common,
        subject,
        fields,
        outcome: 'refused',
        detail: { ...detail, code },
      })),
    ];
  }
}
