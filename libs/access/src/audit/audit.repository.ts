import { Injectable } from '@nestjs/common';
import { Database, queryNamed, type Sql } from '@siku/platform';
import { chain, type AuditOutcome, type ChainedEntry, type ChainHead, type PendingEntry } from './audit-entry.js';

export interface AuditFilter {
  readonly principal?: string;
  readonly department?: string;
  readonly action?: string;
  readonly base?: string;
  readonly subject?: string;
  readonly outcome?: AuditOutcome;
  /** Instants, [from, to). */
  readonly from?: string;
  readonly to?: string;
}

interface EntryRow extends Omit<ChainedEntry, 'number'> {
  readonly number: string | number;
}

/** `at` and `hash` leave the database as the text that was hashed, whatever the driver would make of them. */
const ENTRY = `number, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at, principal, department, action, base, subject,
  fields, outcome, detail, encode(hash, 'hex') AS hash`;

function entryOf(row: EntryRow): ChainedEntry {
  return { ...row, number: Number(row.number) };
}

@Injectable()
export class AuditRepository {
  /** The head as this process left it. */
  private known: ChainHead | null = null;

  constructor(private readonly database: Database) {}

  /** One statement where nobody else has appended since this process did; otherwise a short transaction, for which the others wait. */
  async append(entries: readonly PendingEntry[]): Promise<void> {
    const known = this.known && (await this.extend(this.database, this.known, entries));
    this.known = known ?? (await this.database.transaction((tx) => this.appendWithin(tx, entries)));
  }

  /** Holds the lock of the chain's head until `tx` ends. */
  async appendWithin(tx: Sql, entries: readonly PendingEntry[]): Promise<ChainHead> {
    const [locked] = await queryNamed<{ number: string | number; hash: string }>(
      tx,
      'access.auditHead',
      `SELECT number, encode(hash, 'hex') AS hash FROM access.audit_head FOR UPDATE`,
      [],
    );
    if (!locked) throw new Error('access.audit_head has lost its row');
    return (await this.extend(tx, { number: Number(locked.number), hash: locked.hash }, entries))!;
  }

  /** The new head; null, and nothing written, where the chain's is another than the one given. */
  private async extend(sql: Sql, from: ChainHead, entries: readonly PendingEntry[]): Promise<ChainHead | null> {
    const chained = chain(from, entries);
    const { number, hash } = chained.at(-1)!;
    const written = await queryNamed(
      sql,
      'access.auditAppend',
      `WITH head AS (
        UPDATE access.audit_head SET number = $1, hash = decode($2, 'hex') WHERE number = $4 AND hash = decode($5, 'hex') RETURNING true),
      entry AS (INSERT INTO access.audit_entry (number, at, principal, department, action, base, subject, fields, outcome, detail, hash)
      SELECT number, at, principal, department, action, base, subject, fields, outcome, detail, decode(hash, 'hex')
      FROM head, jsonb_to_recordset($3::jsonb) AS entry(number bigint, at timestamptz, principal text, department text, action text, base text,
        subject text, fields text[], outcome text, detail jsonb, hash text))
      SELECT FROM head`,
      [number, hash, JSON.stringify(chained), from.number, from.hash],
    );
    return written.length > 0 ? { number, hash } : null;
  }

  async head(): Promise<ChainHead | null> {
    const [row] = await this.database.query<{ number: string | number; hash: string }>(
      `SELECT number, encode(hash, 'hex') AS hash FROM access.audit_head`,
    );
    return row ? { number: Number(row.number), hash: row.hash } : null;
  }

  /** In the order of the chain. */
  async following(number: number, last: number, limit: number): Promise<ChainedEntry[]> {
    const rows = await this.database.query<EntryRow>(
      `SELECT ${ENTRY} FROM access.audit_entry AS entry WHERE entry.number > $1 AND entry.number <= $2 ORDER BY entry.number LIMIT $3`,
      [number, last, limit],
    );
    return rows.map(entryOf);
  }

  /** Newest first, older than `before`. */
  async list(filter: AuditFilter, before: number | null, limit: number): Promise<ChainedEntry[]> {
    const values: unknown[] = [limit];
    const conditions: string[] = [];
    const where = (condition: string, value: unknown): void => {
      if (value === undefined || value === null) return;
      values.push(value);
      conditions.push(`${condition} $${values.length}`);
    };
    where('entry.number <', before);
    where('entry.principal =', filter.principal);
    where('entry.department =', filter.department);
    where('entry.action =', filter.action);
    where('entry.base =', filter.base);
    where('entry.outcome =', filter.outcome);
    if (filter.subject !== undefined) {
      values.push(filter.subject, JSON.stringify([filter.subject]));
      const [one, among] = [`$${values.length - 1}`, `$${values.length}::jsonb`];
      conditions.push(
        `(entry.subject = ${one} OR (entry.detail ? 'subjects' AND entry.detail -> 'subjects' @> ${among}))`,
      );
    }
    where('entry.at >=', filter.from);
    where('entry.at <', filter.to);
    const rows = await this.database.query<EntryRow>(
      `SELECT ${ENTRY} FROM access.audit_entry AS entry ${conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''}
      ORDER BY entry.number DESC LIMIT $1`,
      values,
    );
    return rows.map(entryOf);
  }
}
