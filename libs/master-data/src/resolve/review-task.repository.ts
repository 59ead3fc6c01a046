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
    await this.database.query(`TRUNCATE ${base.schema}.work_task`);
    await this.collect(base, decisions, next);
    return this.openNew(base, next);
  }

  /**
   * Writes the questions there are now to work_task, and closes what nobody would ask any more about a master that was decided anew. What a
   * steward said is different is no question, whichever records the two masters hold by now. Whoever shares an identifier is a member as well.
   * What is inserted is made by immutable functions alone, which jsonb_build_object is not: a Citus cluster takes no others there.
   */
  private async collect(base: BaseDefinition, decisions: DecisionsInForce, next: number): Promise<void> {
    const { schema } = base;
    const masterOf = (record: string): string =>
      `(SELECT master_id FROM ${schema}.crosswalk WHERE record_id = ${record} AND until = ${OPEN} OFFSET 0)`;
    await this.database.query(
      `WITH member AS MATERIALIZED (
         SELECT c.record_id, x.master_id FROM ${schema}.work_component c CROSS JOIN LATERAL ${masterOf('c.record_id')} x),
       holder AS MATERIALIZED (
         SELECT m.*, k.key FROM member m CROSS JOIN LATERAL (
           SELECT key FROM ${schema}.exclusive_key WHERE record_id = m.record_id OFFSET 0) k),
       near AS (
         SELECT m.*, p.other, p.weight FROM member m CROSS JOIN LATERAL (
           SELECT record_b AS other, nullif(weight, '-Infinity') AS weight FROM ${schema}.match_pair WHERE record_a = m.record_id
           UNION ALL
           SELECT record_a, nullif(weight, '-Infinity') FROM ${schema}.match_pair WHERE record_b = m.record_id OFFSET 0) p
          WHERE NOT EXISTS (SELECT FROM member mate WHERE mate.record_id = p.other AND mate.master_id = m.master_id)),
       apart AS (
         SELECT n.record_id, n.master_id, n.other, x.master_id AS other_master, n.weight
           FROM near n CROSS JOIN LATERAL ${masterOf('n.other')} x
         UNION ALL
         SELECT a.record_id, a.master_id, b.record_id, b.master_id, NULL
           FROM holder a JOIN holder b ON b.key = a.key AND b.master_id > a.master_id),
       strongest AS (
         SELECT DISTINCT ON (least(master_id, other_master), greatest(master_id, other_master))
                least(master_id, other_master) AS master_a, greatest(master_id, other_master) AS master_b,
                least(record_id, other) AS record_a, greatest(record_id, other) AS record_b, weight,
                CASE WHEN weight < $1 THEN 'possible-match' ELSE 'contradiction' END AS kind
           FROM apart
          ORDER BY 1, 2, weight DESC NULLS FIRST, 3, 4),
       asked AS (
         INSERT INTO ${schema}.work_task
         SELECT overlay(overlay(md5(kind || record_a::text || record_b::text) PLACING '8' FROM 13) PLACING '8' FROM 17)::uuid,
                kind, master_a, master_b,
                ('{"records":["' || record_a::text || '","' || record_b::text || '"],"weight":' || coalesce(weight::text, 'null') || '}')::jsonb
           FROM strongest WHERE NOT EXISTS (
             SELECT FROM ${schema}.crosswalk xa
               JOIN ${schema}.decided_record ra ON ra.record_id = xa.record_id
               JOIN catalogue.decision d ON d.number = ra.decision AND ${inForce(decisions)}
               JOIN ${schema}.decided_record rb ON rb.decision = ra.decision AND rb.side <> ra.side
               JOIN ${schema}.crosswalk xb ON xb.record_id = rb.record_id AND xb.until = ${OPEN}
              WHERE xa.master_id = strongest.master_a AND xa.until = ${OPEN} AND xb.master_id = strongest.master_b OFFSET 0)
         RETURNING task_id, master_a, master_b),
       moot AS MATERIALIZED (
         SELECT o.task_id, o.opened_in
           FROM (SELECT master_id FROM member UNION SELECT master_id FROM ${schema}.work_master WHERE change IS NOT NULL) decided
          CROSS JOIN LATERAL (
           SELECT * FROM ${schema}.review_task WHERE master_a = decided.master_id AND closed_in = ${OPEN}
           UNION ALL
           SELECT * FROM ${schema}.review_task WHERE master_b = decided.master_id AND closed_in = ${OPEN} OFFSET 0) o
          WHERE o.kind IN ('possible-match', 'contradiction')
            AND NOT EXISTS (SELECT FROM asked a
              WHERE a.task_id = o.task_id AND a.master_a = o.master_a AND a.master_b = o.master_b))
       UPDATE ${schema}.review_task t SET closed_in = $2 FROM moot
        WHERE t.task_id = moot.task_id AND t.opened_in = moot.opened_in`,
      [base.model.thresholds.link, next],
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
