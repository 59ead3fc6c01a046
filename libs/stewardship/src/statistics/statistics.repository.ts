import { Injectable } from '@nestjs/common';
import type { JudgedPair } from '@siku/matching';
import { Database } from '@siku/platform';
import type { SecondOpinion } from './agreement.js';

/** What a steward decided lately. */
export interface StewardWork {
  actor: string;
  decided: number;
  /** of these, taken back by whomever */
  undone: number;
}

/** What stewards decided, counted. */
@Injectable()
export class StatisticsRepository {
  constructor(private readonly database: Database) {}

  /** Answers that stand to pairs weighed with one version of the model; the latest first, no more than that. */
  async judgedPairs(base: string, model: number, limit: number): Promise<JudgedPair[]> {
    return this.database.query<JudgedPair>(
      `SELECT (detail->>'weight')::float8 AS weight, kind = 'same' AS same FROM catalogue.decision
        WHERE base = $1 AND kind IN ('same', 'different') AND undone_by IS NULL
          AND detail->>'kind' = 'possible-match' AND (detail->>'model')::int = $2
        ORDER BY number DESC LIMIT $3`,
      [base, model, limit],
    );
  }

  /** Answers that somebody else approved, or took back and answered anew. */
  async secondOpinions(base: string): Promise<SecondOpinion[]> {
    return this.database.query<SecondOpinion>(
      `SELECT d.kind AS first, CASE WHEN d.undone_by IS DISTINCT FROM d.actor AND d.undone_by IS NOT NULL THEN
                (SELECT n.kind FROM catalogue.decision n WHERE n.task = d.task AND n.number > d.number AND n.actor = d.undone_by
                  ORDER BY n.number LIMIT 1) ELSE d.kind END AS second
         FROM catalogue.decision d
        WHERE d.base = $1 AND (d.approved_by IS NOT NULL OR d.undone_by <> d.actor)`,
      [base],
    );
  }

  async byStewards(base: string, days: number): Promise<StewardWork[]> {
    return this.database.query<StewardWork>(
      `SELECT actor, count(*)::int AS decided, count(undone_by)::int AS undone FROM catalogue.decision
        WHERE base = $1 AND made_at > now() - make_interval(days => $2) GROUP BY actor ORDER BY 2 DESC, 1`,
      [base, days],
    );
  }
}
