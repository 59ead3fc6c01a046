import { Injectable } from '@nestjs/common';
import { Database, type Sql } from '@siku/platform';
import { DEFAULT_POLICY, type Desk, type ReviewPolicy } from './policy.js';

@Injectable()
export class PolicyRepository {
  constructor(private readonly database: Database) {}

  async of(base: string): Promise<ReviewPolicy> {
    const [policy] = await this.database.query<ReviewPolicy>(
      `SELECT base, four_eyes AS "fourEyes", claim_minutes AS "claimMinutes", due_days AS "dueDays", desks
         FROM stewardship.policy WHERE base = $1`,
      [base],
    );
    return policy ?? { base, ...DEFAULT_POLICY };
  }

  /** Desks of a steward in these bases. */
  async desksOf(steward: string, bases: readonly string[]): Promise<Desk[]> {
    return this.database.query<Desk>(
      `SELECT p.base, desk->'stewards' AS stewards, desk->'kinds' AS kinds, desk->>'division' AS division, desk->>'department' AS department
         FROM stewardship.policy p, jsonb_array_elements(p.desks) AS desk
        WHERE p.base = ANY($2::text[]) AND desk->'stewards' ? $1`,
      [steward, bases],
    );
  }

  async put(tx: Sql, { base, fourEyes, claimMinutes, dueDays, desks }: ReviewPolicy, actor: string): Promise<void> {
    await tx.query(
      `INSERT INTO stewardship.policy (base, four_eyes, claim_minutes, due_days, changed_by, desks) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (base) DO UPDATE SET four_eyes = excluded.four_eyes, claim_minutes = excluded.claim_minutes,
         due_days = excluded.due_days, changed_by = excluded.changed_by, desks = excluded.desks, changed_at = now()`,
      [base, fourEyes, claimMinutes, dueDays, actor, JSON.stringify(desks)],
    );
  }
}
