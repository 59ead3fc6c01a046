import { Injectable } from '@nestjs/common';
import { Database, type Sql } from '@siku/platform';
import type { Profile } from '@siku/matching';
import type { BaseDefinition } from '../base/base-definition.js';

export interface ProfiledSource {
  recordId: string;
  dataset: string;
  sourceKey: string;
  profile: Profile | null;
}

export interface MatchKey {
  key: bigint;
  recordId: string;
  exclusive: boolean;
}

/** Everyone under one blocking key. */
export type Posting = { id: string; rematch: boolean }[];

export interface MatchPair {
  a: string;
  b: string;
  weight: number;
}

@Injectable()
export class MatchRepository {
  constructor(private readonly database: Database) {}

  /** The touched records after `after`, in their order. */
  async touched(base: BaseDefinition, after: string, limit: number, rematchOnly = false): Promise<string[]> {
    const rows = await this.database.query<{ recordId: string }>(
      `SELECT record_id AS "recordId" FROM ${base.schema}.work_record
        WHERE record_id > $1 ${rematchOnly ? 'AND rematch' : ''} ORDER BY record_id LIMIT $2`,
      [after, limit],
    );
    return rows.map(({ recordId }) => recordId);
  }

  async countTouched(base: BaseDefinition): Promise<number> {
    const [row] = await this.database.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM ${base.schema}.work_record`,
    );
    return row!.count;
  }

  async sources(sql: Sql, base: BaseDefinition, recordIds: readonly string[]): Promise<Map<string, ProfiledSource>> {
    const rows = await sql.query<ProfiledSource>(
      `SELECT record_id AS "recordId", dataset, source_key AS "sourceKey", profile
         FROM ${base.schema}.source WHERE record_id = ANY($1::uuid[])`,
      [recordIds],
    );
    return new Map(rows.map((row) => [row.recordId, row]));
  }

  /** Replaces profile and keys of records whose profile changed, and marks them to be matched again. */
  async replace(base: BaseDefinition, changed: readonly ProfiledSource[], keys: readonly MatchKey[]): Promise<void> {
    const { schema } = base;
    const ids = changed.map(({ recordId }) => recordId);
    await this.database.transaction(async (tx) => {
      await tx.query(
        `INSERT INTO ${schema}.source (record_id, dataset, source_key, profile)
         SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::jsonb[])
         ON CONFLICT (record_id) DO UPDATE SET profile = excluded.profile`,
        [
          ids,
          changed.map(({ dataset }) => dataset),
          changed.map(({ sourceKey }) => sourceKey),
          changed.map(({ profile }) => profile && JSON.stringify(profile)),
        ],
      );
      await tx.query(
        `WITH gone AS (DELETE FROM ${schema}.match_key WHERE record_id = ANY($1::uuid[]) RETURNING key, exclusive)
         INSERT INTO ${schema}.work_key SELECT DISTINCT key FROM gone WHERE NOT exclusive ORDER BY key ON CONFLICT DO NOTHING`,
        [ids],
      );
      await this.database.insertRows(
        tx,
        `${schema}.match_key`,
        [
          { name: 'key', type: 'bigint' },
          { name: 'record_id', type: 'uuid' },
          { name: 'exclusive', type: 'boolean' },
        ],
        keys.map(({ key, recordId, exclusive }) => [key.toString(), recordId, exclusive]),
      );
      await tx.query(
        `INSERT INTO ${schema}.work_record SELECT unnest($1::uuid[]), true
         ON CONFLICT (record_id) DO UPDATE SET rematch = true`,
        [ids],
      );
    });
  }

  /**
   * A key that more than `limit` records share is too common to compare by. Where a change pushes one over the limit
   * or brings it back, the records under it must be matched again, or the pairs would depend on the order of arrival.
   */
  async rematchCrossedKeys(base: BaseDefinition, limit: number): Promise<void> {
    const { schema } = base;
    await this.database.query(
      `INSERT INTO ${schema}.work_record
       SELECT DISTINCT k.record_id, true FROM ${schema}.match_key k
        WHERE NOT k.exclusive AND k.key IN (
          SELECT key FROM (
            SELECT k2.key, count(*) AS now, count(*) FILTER (WHERE w.rematch) AS touched
              FROM ${schema}.match_key k2 LEFT JOIN ${schema}.work_record w ON w.record_id = k2.record_id
             WHERE NOT k2.exclusive AND k2.key IN (
               SELECT t.key FROM ${schema}.match_key t JOIN ${schema}.work_record tw ON tw.record_id = t.record_id
                WHERE tw.rematch AND NOT t.exclusive)
             GROUP BY k2.key) counted
           WHERE now > $1 AND now - touched <= $1
          UNION ALL
          SELECT key FROM (
            SELECT k3.key, count(*) AS now FROM ${schema}.match_key k3
             WHERE NOT k3.exclusive AND k3.key IN (SELECT key FROM ${schema}.work_key) GROUP BY k3.key) lost
           WHERE now <= $1)
       ON CONFLICT (record_id) DO UPDATE SET rematch = true WHERE NOT work_record.rematch`,
      [limit],
    );
  }

  /** Blocking keys of the given records with everyone under them, without the keys that are too common. */
  async postings(base: BaseDefinition, recordIds: readonly string[], limit: number): Promise<Posting[]> {
    const { schema } = base;
    const rows = await this.database.query<{ ids: string }>(
      `SELECT string_agg(CASE WHEN w.rematch THEN '+' ELSE '-' END || k.record_id, ',') AS ids
         FROM ${schema}.match_key k LEFT JOIN ${schema}.work_record w ON w.record_id = k.record_id
        WHERE NOT k.exclusive AND k.key IN (
          SELECT own.key FROM ${schema}.match_key own WHERE own.record_id = ANY($1::uuid[]) AND NOT own.exclusive)
        GROUP BY k.key HAVING count(*) BETWEEN 2 AND $2`,
      [recordIds, limit],
    );
    return rows.map(({ ids }) => ids.split(',').map((id) => ({ id: id.slice(1), rematch: id.startsWith('+') })));
  }

  /** Everything compared before about the records that are matched again. */
  async deleteRematchedPairs(base: BaseDefinition): Promise<void> {
    for (const column of ['record_a', 'record_b']) {
      await this.database.query(
        `DELETE FROM ${base.schema}.match_pair USING ${base.schema}.work_record w WHERE ${column} = w.record_id AND w.rematch`,
      );
    }
  }

  async insertPairs(base: BaseDefinition, found: readonly MatchPair[]): Promise<void> {
    await this.database.query(
      `INSERT INTO ${base.schema}.match_pair (record_a, record_b, weight, model)
       SELECT a, b, weight, $4 FROM unnest($1::uuid[], $2::uuid[], $3::real[]) AS pair (a, b, weight)
       ON CONFLICT (record_a, record_b) DO UPDATE SET weight = excluded.weight, model = excluded.model`,
      [found.map(({ a }) => a), found.map(({ b }) => b), found.map(({ weight }) => weight), base.model.version],
    );
  }
}
