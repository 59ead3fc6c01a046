import { Injectable } from '@nestjs/common';
import { Database, type Sql } from '@siku/platform';
import { DEFAULT_POLICY, type ReviewPolicy } from './policy.js';

@Injectable()
export class PolicyRepository {
  constructor(private readonly database: Database) {}

  async of(base: string): Promise<ReviewPolicy> {
    const [policy] = await this.database.query<ReviewPolicy>(
      `SELECT base, four_eyes AS "fourEyes", claim_minutes AS "claimMinutes", due_days AS "dueDays"
         FROM stewardship.policy WHERE base = $1`,
      [base],
    );
    return policy ?? { base, ...DEFAULT_POLICY };
  }

  async put(tx: Sql, { base, fourEyes, claimMinutes, dueDays }: ReviewPolicy, actor: string): Promise<void> {
    await tx.query(
      `INSERT INTO stewardship.policy (base, four_eyes, claim_minutes, due_days, changed_by) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (base) DO UPDATE SET four_eyes = excluded.four_eyes, claim_minutes = excluded.claim_minutes,
         due_days = excluded.due_days, changed_by = excluded.changed_by, changed_at = now()`,
      [base, fourEyes, claimMinutes, dueDays, actor],
    );
  }
}
