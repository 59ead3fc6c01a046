import { Injectable } from '@nestjs/common';
import { Database } from '@siku/platform';
import type { BaseDefinition } from '../base/base-definition.js';
import { OPEN } from '../publish/clock.js';
import { inForce, type DecisionsInForce } from '../decide/decision.js';
import type { Assignment, FormerMaster } from './assign-masters.js';

export type CrosswalkReason = 'single' | 'identifier' | 'weight' | 'decision';

export interface ComponentRecord {
  recordId: string;
  dataset: string;
  sourceKey: string;
  /** false when nothing is known of it any more */
  known: boolean;
  master: string | null;
  reason: CrosswalkReason | null;
}

export interface CrosswalkRow {
  record: ComponentRecord;
  master: string;
  reason: CrosswalkReason;
}

/**
 * What a publication has touched is looked up record by record: where the planner may join as it likes, a small delivery to a large base reads whole
 * tables, and costs what the base holds.
 */
@Injectable()
export class ResolveRepository {
  constructor(private readonly database: Database) {}

  /**
   * Everything whose cluster could change: the records matched again, those they share a master with, and all that is
   * connected to them by links. Nothing else in the base is read.
   */
  async growComponents(base: BaseDefinition, decisions: DecisionsInForce): Promise<void> {
    const { schema } = base;
    await this.database.query(`TRUNCATE ${schema}.work_component`);
    await this.database.query(
      `INSERT INTO ${schema}.work_component SELECT record_id, 0 FROM ${schema}.work_record WHERE rematch`,
    );
    await this.database.query(
      `INSERT INTO ${schema}.work_component
       SELECT DISTINCT mate.record_id, 0 FROM ${schema}.work_record w CROSS JOIN LATERAL (
         SELECT mate.record_id FROM ${schema}.crosswalk own
           JOIN ${schema}.crosswalk mate ON mate.master_id = own.master_id AND mate.until = ${OPEN}
          WHERE own.record_id = w.record_id AND own.until = ${OPEN} OFFSET 0) mate
        WHERE w.rematch ON CONFLICT DO NOTHING`,
    );
    for (let generation = 0; ; generation++) {
      const [grown] = await this.database.query<{ count: number }>(
        `WITH frontier AS (SELECT record_id FROM ${schema}.work_component WHERE generation = $1),
         reached AS (
           INSERT INTO ${schema}.work_component
           SELECT DISTINCT record_id, $1 + 1 FROM (
             SELECT near.record_id FROM frontier f CROSS JOIN LATERAL (
               SELECT record_b AS record_id FROM ${schema}.match_pair WHERE record_a = f.record_id AND weight >= $2
               UNION ALL
               SELECT record_a FROM ${schema}.match_pair WHERE record_b = f.record_id AND weight >= $2
               UNION ALL
               SELECT other.record_id FROM ${schema}.exclusive_key own CROSS JOIN LATERAL (
                 SELECT record_id FROM ${schema}.exclusive_key WHERE key = own.key OFFSET 0) other
                WHERE own.record_id = f.record_id OFFSET 0) near
             UNION ALL
             SELECT other.record_id FROM frontier f
               JOIN ${schema}.decided_record own ON own.record_id = f.record_id
               JOIN ${schema}.decided_record other ON other.decision = own.decision AND other.side = own.side
               JOIN ${schema}.source s ON s.record_id = other.record_id
               JOIN catalogue.decision d ON d.number = own.decision AND ${inForce(decisions)}
           ) neighbour ON CONFLICT DO NOTHING RETURNING 1)
         SELECT count(*)::int AS count FROM reached`,
        [generation, base.model.thresholds.link],
      );
      if (grown!.count === 0) return;
    }
  }

  /** In the stable order of (dataset, source key). */
  async records(base: BaseDefinition): Promise<ComponentRecord[]> {
    const { schema } = base;
    return this.database.query<ComponentRecord>(
      `SELECT c.record_id AS "recordId", s.dataset, s.source_key AS "sourceKey", s.profile IS NOT NULL AS known,
              x.master_id AS master, x.reason
         FROM ${schema}.work_component c
        CROSS JOIN LATERAL (SELECT * FROM ${schema}.source WHERE record_id = c.record_id OFFSET 0) s
         LEFT JOIN LATERAL (SELECT * FROM ${schema}.crosswalk WHERE record_id = c.record_id AND until = ${OPEN} OFFSET 0) x ON true
        ORDER BY s.dataset COLLATE "C", s.source_key COLLATE "C"`,
    );
  }

  async links(base: BaseDefinition): Promise<{ a: string; b: string; weight: number }[]> {
    const { schema } = base;
    return this.database.query(
      `SELECT p.record_a AS a, p.record_b AS b, p.weight FROM ${schema}.work_component c
        CROSS JOIN LATERAL (SELECT * FROM ${schema}.match_pair WHERE record_a = c.record_id AND weight >= $1 OFFSET 0) p`,
      [base.model.thresholds.link],
    );
  }

  /** Records of the component under each exclusive identifier that more than one of them has. */
  async identifierGroups(base: BaseDefinition): Promise<string[][]> {
    const { schema } = base;
    const rows = await this.database.query<{ ids: string }>(
      `SELECT string_agg(c.record_id::text, ',') AS ids FROM ${schema}.work_component c
        CROSS JOIN LATERAL (SELECT key FROM ${schema}.exclusive_key WHERE record_id = c.record_id OFFSET 0) k
        GROUP BY k.key HAVING count(*) > 1`,
    );
    return rows.map(({ ids }) => ids.split(','));
  }

  async createdIn(base: BaseDefinition, masters: readonly string[]): Promise<Map<string, number>> {
    const rows = await this.database.query<{ master: string; createdIn: number }>(
      `SELECT master_id AS master, created_in::int AS "createdIn" FROM ${base.schema}.master
        WHERE master_id = ANY($1::uuid[]) AND recorded_to = ${OPEN} AND status = 'active' ORDER BY master_id`,
      [masters],
    );
    return new Map(rows.map(({ master, createdIn }) => [master, createdIn]));
  }

  /** Masters not in use that the given records were once at, with the publication that put each there. */
  async formerMasters(
    base: BaseDefinition,
    recordIds: readonly string[],
  ): Promise<(FormerMaster & { recordId: string; since: number })[]> {
    const { schema } = base;
    // One by one, as in VersionRepository.members.
    return this.database.query(
      `SELECT x.record_id AS "recordId", x.since::int AS since, m.master_id AS master, m.created_in::int AS "createdIn", m.successor
         FROM unnest($1::uuid[]) AS asked (record)
        CROSS JOIN LATERAL (
          SELECT record_id, since, master_id FROM ${schema}.crosswalk WHERE record_id = asked.record OFFSET 0) x
        CROSS JOIN LATERAL (
          SELECT master_id, created_in, successor FROM ${schema}.master
           WHERE master_id = x.master_id AND recorded_to = ${OPEN} AND status <> 'active' OFFSET 0) m`,
      [recordIds],
    );
  }

  async apply(
    base: BaseDefinition,
    next: number,
    gone: readonly { recordId: string; master: string }[],
    moved: readonly CrosswalkRow[],
    assignment: Omit<Assignment, 'masters'>,
  ): Promise<void> {
    const { created, restored, merged, retired } = assignment;
    const { schema } = base;
    await this.database.transaction(async (tx) => {
      await tx.query(
        `UPDATE ${schema}.crosswalk SET until = $1 WHERE record_id = ANY($2::uuid[]) AND until = ${OPEN}`,
        [
          next,
          [...gone, ...moved.flatMap(({ record }) => (record.master ? [record] : []))].map(({ recordId }) => recordId),
        ],
      );
      await tx.query(
        `INSERT INTO ${schema}.crosswalk (record_id, since, master_id, dataset, source_key, reason)
         SELECT record_id, $1, master_id, dataset, source_key, reason
           FROM unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[])
             AS row (record_id, master_id, dataset, source_key, reason)`,
        [
          next,
          moved.map(({ record }) => record.recordId),
          moved.map(({ master }) => master),
          moved.map(({ record }) => record.dataset),
          moved.map(({ record }) => record.sourceKey),
          moved.map(({ reason }) => reason),
        ],
      );
      await tx.query(
        `WITH closed AS (UPDATE ${schema}.master SET recorded_to = $1
            WHERE master_id = ANY($2::uuid[]) AND recorded_to = ${OPEN} RETURNING master_id, created_in),
         ended AS (
           INSERT INTO ${schema}.master (master_id, recorded_from, status, successor, created_in)
           SELECT c.master_id, $1, CASE WHEN e.successor IS NULL THEN 'retired' ELSE 'merged' END, e.successor, c.created_in
             FROM closed c JOIN unnest($2::uuid[], $3::uuid[]) AS e (master_id, successor) ON e.master_id = c.master_id RETURNING 1)
         SELECT count(*) FROM ended`,
        [
          next,
          [...merged.map(({ master }) => master), ...retired],
          [...merged.map(({ successor }) => successor), ...retired.map(() => null)],
        ],
      );
      await tx.query(
        `WITH closed AS (UPDATE ${schema}.master SET recorded_to = $1
            WHERE master_id = ANY($2::uuid[]) AND recorded_to = ${OPEN} RETURNING master_id, created_in),
         restored AS (
           INSERT INTO ${schema}.master (master_id, recorded_from, status, created_in)
           SELECT master_id, $1, 'active', created_in FROM closed RETURNING 1)
         SELECT count(*) FROM restored`,
        [next, restored.map(({ master }) => master)],
      );
      await tx.query(
        `INSERT INTO ${schema}.master (master_id, recorded_from, status, created_in)
         SELECT unnest($2::uuid[]), $1::bigint, 'active', $1::bigint`,
        [next, created.map(({ master }) => master)],
      );
      await tx.query(
        `INSERT INTO ${schema}.work_master SELECT * FROM unnest($1::uuid[], $2::text[], $3::uuid[])
         ON CONFLICT (master_id) DO UPDATE SET change = excluded.change, other = excluded.other
          WHERE excluded.change IS NOT NULL`,
        changes(assignment),
      );
      await tx.query(`INSERT INTO ${schema}.work_master SELECT DISTINCT unnest($1::uuid[]) ON CONFLICT DO NOTHING`, [
        [...gone, ...moved, ...moved.map(({ record }) => record)].flatMap(({ master }) => master ?? []),
      ]);
    });
  }

  /** Masters of the touched records: their values may change though their cluster does not. */
  async touchMasters(base: BaseDefinition): Promise<void> {
    const { schema } = base;
    await this.database.query(
      `INSERT INTO ${schema}.work_master (master_id)
       SELECT DISTINCT x.master_id FROM ${schema}.work_record w CROSS JOIN LATERAL (
         SELECT master_id FROM ${schema}.crosswalk WHERE record_id = w.record_id AND until = ${OPEN} OFFSET 0) x
       ON CONFLICT DO NOTHING`,
    );
  }
}

function changes({
  created,
  restored,
  merged,
  retired,
}: Omit<Assignment, 'masters'>): [string[], string[], (string | null)[]] {
  const rows: [string, string, string | null][] = [
    ...created.map(({ master, splitFrom }): [string, string, string | null] => [
      master,
      splitFrom ? 'split' : 'created',
      splitFrom,
    ]),
    ...restored.map(({ master, splitFrom }): [string, string, string | null] => [master, 'restored', splitFrom]),
    ...merged.map(({ master, successor }): [string, string, string | null] => [master, 'merged', successor]),
    ...retired.map((master): [string, string, string | null] => [master, 'retired', null]),
  ];
  return [rows.map(([id]) => id), rows.map(([, change]) => change), rows.map(([, , other]) => other)];
}
