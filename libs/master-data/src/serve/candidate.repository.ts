import { Injectable } from '@nestjs/common';
import type { Profile } from '@siku/matching';
import { Database, Vault } from '@siku/platform';
import type { BaseDefinition } from '../base/base-definition.js';
import { questionedSql } from './bound/bound.repository.js';
import { recordSql, type MasterRecord } from './master.repository.js';

/** A source record that shares a key with who is asked about, published or not. */
export interface Candidate {
  record: string;
  profile: Profile;
}

export interface Candidates {
  /** Version of the model in force: what the keys in the index were made by. */
  model: number | null;
  /** False while an upgrade writes keys anew: whoever has no new ones yet is not found. */
  keyed: boolean;
  items: Candidate[];
}

export interface Scored {
  record: string;
  score: number;
}

/** A master, as it is today, with the record of it that scores highest. */
export interface Likely {
  master: string;
  record: string;
  /** Null where nothing is known of it today. */
  golden: MasterRecord | null;
  /** There is an open question about it. */
  questioned: boolean;
}

/** Keys of a record, and how they are looked up. */
export interface WantedKeys {
  /** Of identifiers that only one entity can have. */
  proofs: readonly bigint[];
  /** Blocking keys. */
  keys: readonly bigint[];
  /** Records that a blocking key may have to be worth a look. */
  most: number;
  /** Where a key has more, the first ones count. */
  common: boolean;
}

interface KeyedRow {
  model: number | null;
  keyed: boolean;
  record: string | null;
  profile: unknown;
}

/** Records with one identifier that are looked at: more have it by mistake. */
const MOST_PROVED = 200;

/** Records looked at in one live match, those that share most keys first: a bound on its time, far above what a match needs. */
const MOST = 400;

/** The index of blocking keys, asked for one record: its cost follows the record's keys, not the base. */
@Injectable()
export class CandidateRepository {
  constructor(
    private readonly database: Database,
    private readonly vault: Vault,
  ) {}

  /**
   * Records under any of the keys, those that share most of them first. Whose they are is asked of the likely ones only. A key under which there are more records than it may
   * have tells nobody apart, and is passed over as it is in the match of a batch.
   */
  async under({ schema }: BaseDefinition, { proofs, keys, most, common }: WantedKeys): Promise<Candidates> {
    const rows = await this.database.queryPrepared<KeyedRow>(
      `${schema}.candidates`,
      `SELECT model.version AS model, model.keyed, found.record, found.profile
         FROM (SELECT (SELECT version FROM ${schema}.match_model WHERE status = 'active'),
                      (SELECT keyed FROM catalogue.base_clock WHERE base = '${schema}')) AS model (version, keyed)
         LEFT JOIN (
           SELECT s.record_id AS record, s.profile, near.proved, near.keys
             FROM (SELECT shared.record_id, bool_or(shared.proved) AS proved, count(*) AS keys FROM (
                     SELECT unnest(everyone.ids) AS record_id, false AS proved
                       FROM unnest($1::bigint[]) AS wanted (key)
                      CROSS JOIN LATERAL (
                        SELECT array_agg(k.record_id) AS ids, count(*) AS size FROM (
                          SELECT m.record_id FROM ${schema}.match_key m WHERE m.key = wanted.key LIMIT $2::int + 1) k) everyone
                      WHERE $3 OR everyone.size <= $2::int
                      UNION ALL
                     SELECT e.record_id, true FROM unnest($4::bigint[]) AS proof (key)
                      CROSS JOIN LATERAL (
                        SELECT x.record_id FROM ${schema}.exclusive_key x WHERE x.key = proof.key LIMIT ${MOST_PROVED}) e) shared
                    GROUP BY shared.record_id
                    ORDER BY 2 DESC, 3 DESC, 1 LIMIT ${MOST}) near
             JOIN ${schema}.source s ON s.record_id = near.record_id AND s.profile IS NOT NULL) found ON true
        ORDER BY found.proved DESC, found.keys DESC, found.record`,
      [keys.map(String), most, common, proofs.map(String)],
    );
    const items = rows.flatMap(({ record, profile }) =>
      record === null ? [] : [{ record, profile: this.vault.openJson(profile) as Profile }],
    );
    return { model: rows[0]!.model, keyed: rows[0]!.keyed, items };
  }

  /** Masters of those of the records that are published, no more than `limit`, the one whose record scores highest first; of equal records of one the first. */
  async likeliest(
    { schema }: BaseDefinition,
    scored: readonly Scored[],
    day: string,
    limit: number,
  ): Promise<Likely[]> {
    if (scored.length === 0) return [];
    const rows = await this.database.queryPrepared<Likely>(
      `${schema}.likeliest`,
      `SELECT best.master, best.record, CASE WHEN v.master_id IS NOT NULL THEN ${recordSql(schema)} END AS golden,
              ${questionedSql(schema, 'best.master', 'c.number')} AS questioned
         FROM catalogue.base_clock c
        CROSS JOIN LATERAL (
          SELECT x.master_id AS master, max(s.score) AS score, (array_agg(s.record_id ORDER BY s.score DESC, s.place))[1] AS record
            FROM unnest($1::uuid[], $2::float8[]) WITH ORDINALITY AS s (record_id, score, place)
            JOIN ${schema}.crosswalk x ON x.record_id = s.record_id AND x.since <= c.number AND x.until > c.number
           GROUP BY x.master_id ORDER BY 2 DESC, 1 LIMIT $4) best
         LEFT JOIN ${schema}.master_version v ON v.master_id = best.master AND v.recorded_from <= c.number AND v.recorded_to > c.number
          AND v.valid_from <= $3 AND v.valid_to > $3
        WHERE c.base = '${schema}' ORDER BY best.score DESC, best.master`,
      [scored.map(({ record }) => record), scored.map(({ score }) => score), day, limit],
    );
    return rows.map((row) => ({ ...row, golden: this.vault.openAll(row.golden) }));
  }

  /** Whether any of the records is published. */
  async anyPublished({ schema }: BaseDefinition, records: readonly string[]): Promise<boolean> {
    if (records.length === 0) return false;
    const rows = await this.database.queryPrepared(
      `${schema}.anyPublished`,
      `SELECT 1 FROM catalogue.base_clock c
         JOIN ${schema}.crosswalk x ON x.record_id = ANY($1::uuid[]) AND x.since <= c.number AND x.until > c.number
        WHERE c.base = '${schema}' LIMIT 1`,
      [records],
    );
    return rows.length > 0;
  }
}
