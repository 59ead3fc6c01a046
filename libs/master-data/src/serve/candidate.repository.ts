import { Injectable } from '@nestjs/common';
import { Database, Vault } from '@siku/platform';
import type { Profile } from '@siku/matching';
import type { BaseDefinition } from '../base/base-definition.js';

/** A source record that shares a key with who is asked about. */
export interface Candidate {
  master: string;
  profile: Profile;
}

export interface Candidates {
  /** Version of the model in force: what the keys in the index were made by. */
  model: number | null;
  items: Candidate[];
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
   * Records under any of the keys with the master of each, whatever is not published yet left out. A key under which there are more
   * records than it may have tells nobody apart, and is passed over as it is in the match of a batch.
   */
  async under({ schema }: BaseDefinition, { proofs, keys, most, common }: WantedKeys): Promise<Candidates> {
    const rows = await this.database.queryPrepared<{ model: number | null; master: string | null; profile: unknown }>(
      `${schema}.candidates`,
      `SELECT model.version AS model, found.master, found.profile
         FROM (SELECT (SELECT version FROM ${schema}.match_model WHERE status = 'active')) AS model (version)
         LEFT JOIN (
           SELECT x.master_id AS master, s.profile
             FROM (SELECT shared.record_id FROM (
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
                    ORDER BY bool_or(shared.proved) DESC, count(*) DESC, shared.record_id LIMIT ${MOST}) near
             JOIN ${schema}.source s ON s.record_id = near.record_id AND s.profile IS NOT NULL
             JOIN catalogue.base_clock c ON c.base = '${schema}'
             JOIN ${schema}.crosswalk x ON x.record_id = near.record_id AND x.since <= c.number AND x.until > c.number) found ON true`,
      [keys.map(String), most, common, proofs.map(String)],
    );
    const items = rows.flatMap(({ master, profile }) =>
      master === null ? [] : [{ master, profile: this.vault.openJson(profile) as Profile }],
    );
    return { model: rows[0]?.model ?? null, items };
  }
}
