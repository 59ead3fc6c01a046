import { Injectable } from '@nestjs/common';
import type { Sql } from '@siku/platform';
import type { AuditOutcome } from './audit-entry.js';

/** One reading of a record, or one that was refused. */
export interface AccessLogEntry {
  number: number;
  at: string;
  action: string;
  outcome: AuditOutcome;
  code: string | null;
  fields: string[] | null;
  purpose: string | null;
  legalBasis: string | null;
  case: string | null;
  reader: string;
  readerName: string | null;
  department: string | null;
}

@Injectable()
export class AccessLogRepository {
  /** Entries about any of these subjects, newest first, older than `before`; with the names of keys and the terms of grants. */
  async of(sql: Sql, subjects: readonly string[], before: number | null, limit: number): Promise<AccessLogEntry[]> {
    const rows = await sql.query<Omit<AccessLogEntry, 'number'> & { number: string }>(
      `SELECT e.number, to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at, e.action, e.outcome,
              e.detail ->> 'code' AS code, e.fields, e.detail ->> 'purpose' AS purpose, g.legal_basis AS "legalBasis",
              e.detail ->> 'case' AS case, e.principal AS reader, k.name AS "readerName", e.department
         FROM access.audit_entry e
         LEFT JOIN access.reading_grant g ON g.id = (e.detail ->> 'grant')::uuid
         LEFT JOIN access.api_key k ON e.principal = 'key:' || k.id
        WHERE e.outcome IN ('delivered', 'refused') AND ($2::bigint IS NULL OR e.number < $2)
          AND (e.subject = ANY($1::text[])
               OR (e.detail ? 'subjects' AND e.detail -> 'subjects' @> ANY($3::jsonb[])))
        ORDER BY e.number DESC LIMIT $4`,
      [subjects, before, subjects.map((subject) => JSON.stringify([subject])), limit],
    );
    return rows.map((row) => ({ ...row, number: Number(row.number) }));
  }
}
