import { Injectable } from '@nestjs/common';
import { Database, Vault, type Sql } from '@siku/platform';

export const DISPUTE_STATES = [
  'open',
  'waiting',
  'investigating',
  'returned',
  'corrected',
  'confirmed',
  'rejected',
] as const;
export type DisputeState = (typeof DISPUTE_STATES)[number];

/** A doubt about a value that an application read. */
export interface Dispute {
  id: string;
  base: string;
  record: string;
  version: number;
  path: string;
  /** what the reporter holds for right; null where she only doubts */
  proposed: unknown;
  reason: string;
  reporter: string;
  openedAt: string;
  /** follows from the decisions about it */
  status: DisputeState;
  decidedAt: string | null;
}

type NewDispute = Omit<Dispute, 'openedAt' | 'status' | 'decidedAt'>;

/** What became of it, by the last decision that was not undone. */
const STATUS = `CASE WHEN n.kind IS NULL THEN 'open' WHEN n.requested = 'approval' THEN 'waiting' WHEN n.kind = 'investigate' THEN 'investigating'
  WHEN n.kind = 'return' THEN 'returned' WHEN n.kind = 'confirm' THEN 'confirmed' WHEN n.kind = 'reject' THEN 'rejected' ELSE 'corrected' END`;

const SELECT = `SELECT d.id, d.base, d.master AS record, d.version, d.path, d.proposed, d.reason, d.reporter,
    to_json(d.opened_at) #>> '{}' AS "openedAt", ${STATUS} AS status, to_json(n.made_at) #>> '{}' AS "decidedAt"
  FROM stewardship.dispute d LEFT JOIN LATERAL (
    SELECT * FROM catalogue.decision n WHERE n.task = d.id AND n.undone_by IS NULL ORDER BY n.number DESC LIMIT 1) n ON true`;

@Injectable()
export class DisputeRepository {
  constructor(
    private readonly database: Database,
    private readonly vault: Vault,
  ) {}

  async insert(tx: Sql, { id, base, record, version, path, proposed, reason, reporter }: NewDispute): Promise<void> {
    const sealed = proposed === null ? null : this.vault.seal(JSON.stringify(proposed));
    await tx.query(
      `INSERT INTO stewardship.dispute (id, base, master, version, path, proposed, reason, reporter)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [id, base, record, version, path, sealed, this.vault.seal(reason), reporter],
    );
  }

  async find(id: string): Promise<Dispute | null> {
    const [row] = await this.database.query<StoredDispute>(`${SELECT} WHERE d.id = $1`, [id]);
    return row ? this.opened(row) : null;
  }

  /** Of one reporter or of all, the latest first. */
  async list(
    bases: readonly string[],
    reporter: string | null,
    before: string | null,
    limit: number,
  ): Promise<Dispute[]> {
    const rows = await this.database.query<StoredDispute>(
      `${SELECT} WHERE d.base = ANY($1::text[]) AND ($2::text IS NULL OR d.reporter = $2)
         AND ($3::uuid IS NULL OR (d.opened_at, d.id) < (SELECT opened_at, id FROM stewardship.dispute WHERE id = $3))
       ORDER BY d.opened_at DESC, d.id DESC LIMIT $4`,
      [bases, reporter, before, limit],
    );
    return rows.map((row) => this.opened(row));
  }

  private opened(row: StoredDispute): Dispute {
    const proposed = row.proposed === null ? null : (JSON.parse(this.vault.open(row.proposed)) as unknown);
    return { ...row, proposed, reason: this.vault.open(row.reason) };
  }
}

type StoredDispute = Omit<Dispute, 'proposed'> & { proposed: string | null };
