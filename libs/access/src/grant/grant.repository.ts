import { Injectable } from '@nestjs/common';
import { Database, queryNamed, type Sql } from '@siku/platform';
import type { Grant, GrantState } from './grant.js';

export interface GrantFilter {
  base?: string;
  status?: GrantState;
  holder?: string;
}

const instant = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const GRANT = `id, base, holder, department, purpose, legal_basis AS "legalBasis", fields, search_by AS "searchBy", divisions,
  to_char(valid_from, 'YYYY-MM-DD') AS "validFrom", to_char(valid_to, 'YYYY-MM-DD') AS "validTo", status,
  ${instant('requested_at')} AS "requestedAt", ${instant('decided_at')} AS "decidedAt", decided_by AS "decidedBy",
  decision_reason AS "decisionReason", ${instant('revoked_at')} AS "revokedAt", revoked_by AS "revokedBy",
  revocation_reason AS "revocationReason"`;

@Injectable()
export class GrantRepository {
  constructor(private readonly database: Database) {}

  async insert(tx: Sql, grant: Grant): Promise<void> {
    const { id, base, holder, department, purpose, legalBasis, fields, searchBy, divisions, requestedAt } = grant;
    await tx.query(
      `INSERT INTO access.reading_grant (id, base, holder, department, purpose, legal_basis, fields, search_by, divisions,
         valid_from, valid_to, status, requested_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'requested', $12)`,
      [
        ...[id, base, holder, department, purpose, legalBasis, JSON.stringify(fields), searchBy, divisions],
        ...[grant.validFrom, grant.validTo, requestedAt],
      ],
    );
  }

  async find(id: string): Promise<Grant | null> {
    const [grant] = await this.database.query<Grant>(`SELECT ${GRANT} FROM access.reading_grant WHERE id = $1`, [id]);
    return grant ?? null;
  }

  async lock(tx: Sql, id: string): Promise<Grant | null> {
    const [grant] = await tx.query<Grant>(`SELECT ${GRANT} FROM access.reading_grant WHERE id = $1 FOR UPDATE`, [id]);
    return grant ?? null;
  }

  /** Under which a holder reads a base for a purpose on a day; of several the one approved last. */
  async inForce(sql: Sql, holder: string, base: string, purpose: string, day: string): Promise<Grant | null> {
    const [grant] = await queryNamed<Grant>(
      sql,
      'access.grantInForce',
      `SELECT ${GRANT} FROM access.reading_grant
        WHERE holder = $1 AND base = $2 AND purpose = $3 AND status = 'approved' AND valid_from <= $4 AND valid_to > $4
        ORDER BY decided_at DESC, id LIMIT 1`,
      [holder, base, purpose, day],
    );
    return grant ?? null;
  }

  async decide(
    tx: Sql,
    id: string,
    { status, at, by, reason }: { status: 'approved' | 'refused'; at: string; by: string; reason: string | null },
  ): Promise<void> {
    await tx.query(
      `UPDATE access.reading_grant SET status = $2, decided_at = $3, decided_by = $4, decision_reason = $5 WHERE id = $1`,
      [id, status, at, by, reason],
    );
  }

  async revoke(tx: Sql, id: string, { at, by, reason }: { at: string; by: string; reason: string }): Promise<void> {
    await tx.query(
      `UPDATE access.reading_grant SET status = 'revoked', revoked_at = $2, revoked_by = $3, revocation_reason = $4 WHERE id = $1`,
      [id, at, by, reason],
    );
  }

  /** In the order they were asked for, after the grant `after`. */
  async list(filter: GrantFilter, after: string | null, limit: number): Promise<Grant[]> {
    return this.database.query<Grant>(
      `SELECT ${GRANT} FROM access.reading_grant
        WHERE ($1::text IS NULL OR base = $1) AND ($2::text IS NULL OR status = $2) AND ($3::text IS NULL OR holder = $3)
          AND ($4::uuid IS NULL OR (requested_at, id) > (SELECT requested_at, id FROM access.reading_grant WHERE id = $4))
        ORDER BY requested_at, id LIMIT $5`,
      [filter.base ?? null, filter.status ?? null, filter.holder ?? null, after, limit],
    );
  }
}
