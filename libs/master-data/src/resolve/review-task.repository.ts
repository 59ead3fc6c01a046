import { Injectable } from '@nestjs/common';
import { Database } from '@siku/platform';
import type { BaseDefinition } from '../base/base-definition.js';
import { inForce, type DecisionsInForce } from '../decide/decision.js';
import { OPEN } from '../publish/clock.js';

/**
 * Open questions about pairs of masters: a pair in the review band is a possible match; one above the link threshold, or
 * with an identifier in common, that was not joined contradicts itself. Derived from what was decided anew: work_component.
 */
@Injectable()
export class ReviewTaskRepository {
  constructor(private readonly database: Database) {}

  /** Opens the questions there are now, closes those that are answered; answers how many are new. */
  async replacePairTasks(base: BaseDefinition, decisions: DecisionsInForce, next: number): Promise<number> {
    await this.collect(base);
    await this.dropDecided(base, decisions);
    await this.closeAnswered(base, next);
    return this.openNew(base, next);
  }

  private async collect(base: BaseDefinition): Promise<void> {
    const { schema } = base;
    await this.database.query(`TRUNCATE ${schema}.work_task`);
    await this.database.query(
      `WITH open_pair AS (
         SELECT near.* FROM ${schema}.work_component c CROSS JOIN LATERAL (
           SELECT record_a, record_b, weight FROM ${schema}.match_pair WHERE record_a = c.record_id
           UNION ALL
           SELECT record_a, record_b, weight FROM ${schema}.match_pair WHERE record_b = c.record_id
           UNION ALL
           SELECT least(c.record_id, other.record_id), greatest(c.record_id, other.record_id), NULL
             FROM ${schema}.exclusive_key own CROSS JOIN LATERAL (
               SELECT record_id FROM ${schema}.exclusive_key WHERE key = own.key OFFSET 0) other
            WHERE own.record_id = c.record_id AND other.record_id <> c.record_id OFFSET 0) near),
       apart AS (
         SELECT DISTINCT ON (least(a.master_id, b.master_id), greatest(a.master_id, b.master_id))
                least(a.master_id, b.master_id) AS master_a, greatest(a.master_id, b.master_id) AS master_b,
                p.record_a, p.record_b, p.weight,
                CASE WHEN p.weight < $1 THEN 'possible-match' ELSE 'contradiction' END AS kind
           FROM open_pair p
          CROSS JOIN LATERAL (SELECT master_id FROM ${schema}.crosswalk WHERE record_id = p.record_a AND until = ${OPEN} OFFSET 0) a
          CROSS JOIN LATERAL (SELECT master_id FROM ${schema}.crosswalk WHERE record_id = p.record_b AND until = ${OPEN} OFFSET 0) b
          WHERE a.master_id <> b.master_id
          ORDER BY 1, 2, p.weight DESC NULLS FIRST, p.record_a, p.record_b)
       INSERT INTO ${schema}.work_task
       SELECT overlay(overlay(md5(kind || record_a || record_b) PLACING '8' FROM 13) PLACING '8' FROM 17)::uuid,
              kind, master_a, master_b,
              jsonb_build_object('records', jsonb_build_array(record_a, record_b), 'weight', weight)
         FROM apart`,
      [base.model.thresholds.link],
    );
  }

  /** What a steward said is different is no question any more, whichever records the two masters hold by now. */
  private async dropDecided(base: BaseDefinition, decisions: DecisionsInForce): Promise<void> {
    const { schema } = base;
    await this.database.query(
      `DELETE FROM ${schema}.work_task t USING ${schema}.crosswalk xa, ${schema}.decided_record ra, catalogue.decision d,
              ${schema}.decided_record rb, ${schema}.crosswalk xb
        WHERE xa.master_id = t.master_a AND xa.until = ${OPEN} AND ra.record_id = xa.record_id
          AND d.number = ra.decision AND ${inForce(decisions)}
          AND rb.decision = ra.decision AND rb.side <> ra.side
          AND xb.record_id = rb.record_id AND xb.until = ${OPEN} AND xb.master_id = t.master_b`,
    );
  }

  /** Questions about a master that was decided anew, and that nobody would ask now. */
  private async closeAnswered(base: BaseDefinition, next: number): Promise<void> {
    const { schema } = base;
    await this.database.query(
      `WITH decided AS (
         SELECT x.master_id FROM ${schema}.work_component c CROSS JOIN LATERAL (
           SELECT master_id FROM ${schema}.crosswalk WHERE record_id = c.record_id AND until = ${OPEN} OFFSET 0) x
          UNION SELECT master_id FROM ${schema}.work_master),
       moot AS MATERIALIZED (
         SELECT o.task_id, o.opened_in FROM decided CROSS JOIN LATERAL (
           SELECT * FROM ${schema}.review_task WHERE master_a = decided.master_id AND closed_in = ${OPEN}
           UNION ALL
           SELECT * FROM ${schema}.review_task WHERE master_b = decided.master_id AND closed_in = ${OPEN} OFFSET 0) o
          WHERE o.kind IN ('possible-match', 'contradiction')
            AND NOT EXISTS (SELECT 1 FROM ${schema}.work_task w
              WHERE w.task_id = o.task_id AND w.master_a = o.master_a AND w.master_b = o.master_b))
       UPDATE ${schema}.review_task t SET closed_in = $1 FROM moot
        WHERE t.task_id = moot.task_id AND t.opened_in = moot.opened_in`,
      [next],
    );
  }

  private async openNew(base: BaseDefinition, next: number): Promise<number> {
    const { schema } = base;
    const [row] = await this.database.query<{ count: number }>(
      `WITH opened AS (
         INSERT INTO ${schema}.review_task (task_id, opened_in, kind, master_a, master_b, records, detail)
         SELECT w.task_id, $1, w.kind, w.master_a, w.master_b,
                (SELECT count(*) FROM ${schema}.crosswalk x
                  WHERE x.master_id IN (w.master_a, w.master_b) AND x.until = ${OPEN}), w.detail
           FROM ${schema}.work_task w
          WHERE NOT EXISTS (SELECT 1 FROM ${schema}.review_task t WHERE t.task_id = w.task_id AND t.closed_in = ${OPEN})
         ON CONFLICT DO NOTHING RETURNING 1)
       SELECT count(*)::int AS count FROM opened`,
      [next],
    );
    return row!.count;
  }
}
