import { Injectable } from '@nestjs/common';
import { Database, Vault, type Sql } from '@siku/platform';
import type { Profile } from '@siku/matching';
import type { BaseDefinition } from '../base/base-definition.js';
import type { Base } from '../base/base-registry.js';
import { PLACE_BITS } from './stored-keys.js';

export interface ProfiledSource {
  recordId: string;
  dataset: string;
  sourceKey: string;
  profile: Profile | null;
}

/** A record whose profile is not what is written of it, if anything is. */
export interface ChangedSource extends ProfiledSource {
  isNew: boolean;
  /** see `BaseDefinition.near` */
  near: number;
}

/** Rows (key, record id) of the two inverted indexes. */
export type MatchKeys = Record<'match_key' | 'exclusive_key', [key: bigint, recordId: string][]>;

const SOURCE_COLUMNS = [
  { name: 'record_id', type: 'uuid' },
  { name: 'dataset', type: 'text' },
  { name: 'source_key', type: 'text' },
  { name: 'profile', type: 'json' },
];

const KEY_COLUMNS = [
  { name: 'key', type: 'bigint' },
  { name: 'record_id', type: 'uuid' },
];

/** Everyone under one blocking key. */
export type Posting = readonly string[];

/** A key that is too common, and how many of those who were looked up have it. */
export interface FrequentKey {
  key: string;
  own: number;
}

/** What records are found by. */
export interface Postings {
  /** of keys that several have */
  shared: Posting[];
  frequent: FrequentKey[];
}

export interface Touched {
  recordId: string;
  /** its pairs, not only its attributes */
  rematch: boolean;
}

export interface MatchPair {
  a: string;
  b: string;
  /** -Infinity: nothing but an identifier that only one of them can have brings them together */
  weight: number;
}

@Injectable()
export class MatchRepository {
  constructor(
    private readonly database: Database,
    private readonly vault: Vault,
  ) {}

  /** The touched records after `after`, in their order. */
  async touched(base: BaseDefinition, after: string, limit: number): Promise<Touched[]> {
    return this.database.query<Touched>(
      `SELECT record_id AS "recordId", rematch FROM ${base.schema}.work_record
        WHERE record_id > $1 ORDER BY record_id LIMIT $2`,
      [after, limit],
    );
  }

  /** Ids of the records that are matched again, those that are compared with nearly the same others one after another. */
  async *nearToFar(base: BaseDefinition, size: number): AsyncIterable<string[]> {
    const rows = this.database.stream<{ recordId: string }>(
      `SELECT record_id AS "recordId" FROM ${base.schema}.work_record WHERE rematch ORDER BY near, record_id`,
      [],
      size,
    );
    for await (const chunk of rows) yield chunk.map(({ recordId }) => recordId);
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
    return new Map(
      rows.map((row) => [row.recordId, { ...row, profile: this.vault.openJson(row.profile) as Profile | null }]),
    );
  }

  /** What the matcher compares of records; those of which nothing is known any more are left out. */
  async profiles(base: BaseDefinition, recordIds: readonly string[]): Promise<Map<string, Profile>> {
    const rows = await this.database.query<{ id: string; profile: unknown }>(
      // Each by the index: from some thousands on the planner would rather read the whole table.
      `SELECT wanted.id, known.profile FROM unnest($1::uuid[]) AS wanted (id)
        CROSS JOIN LATERAL (
          SELECT profile FROM ${base.schema}.source WHERE record_id = wanted.id AND profile IS NOT NULL OFFSET 0) known`,
      [recordIds],
    );
    return new Map(rows.map(({ id, profile }) => [id, this.vault.openJson(profile) as Profile]));
  }

  /** Writes profile and keys of records whose profile changed, and marks them to be matched again. */
  async replace(base: Base, changed: readonly ChangedSource[], keys: MatchKeys): Promise<void> {
    const { schema } = base;
    const json = ({ profile }: ProfiledSource): string | null =>
      profile && JSON.stringify(base.comparesSealed ? this.vault.sealJson(profile) : profile);
    const fresh = changed.filter(({ isNew }) => isNew);
    const known = changed.filter(({ isNew }) => !isNew);
    await this.database.transaction(async (tx) => {
      await this.database.insertRows(
        tx,
        `${schema}.source`,
        SOURCE_COLUMNS,
        fresh.map((source) => [source.recordId, source.dataset, source.sourceKey, json(source)]),
      );
      if (known.length > 0) await this.replaceKnown(tx, base, known, known.map(json));
      for (const table of ['match_key', 'exclusive_key'] as const) {
        await this.database.insertRows(tx, `${schema}.${table}`, KEY_COLUMNS, keys[table]);
      }
      await tx.query(
        `INSERT INTO ${schema}.work_record (record_id, rematch, near)
         SELECT record_id, true, near FROM unnest($1::uuid[], $2::bigint[]) AS changed (record_id, near)
         ON CONFLICT (record_id) DO UPDATE SET rematch = true, near = excluded.near`,
        [changed.map(({ recordId }) => recordId), changed.map(({ near }) => near)],
      );
    });
  }

  private async replaceKnown(
    tx: Sql,
    { schema, model }: Base,
    known: readonly ProfiledSource[],
    profiles: readonly (string | null)[],
  ): Promise<void> {
    const ids = known.map(({ recordId }) => recordId);
    await tx.query(
      `UPDATE ${schema}.source s SET profile = new.profile FROM unnest($1::uuid[], $2::json[]) AS new (record_id, profile)
        WHERE s.record_id = new.record_id`,
      [ids, profiles],
    );
    // One statement sees the index as it was before: whoever takes the first record from a key that was too common notes it.
    await tx.query(
      `WITH gone AS (DELETE FROM ${schema}.match_key WHERE record_id = ANY($1::uuid[]) RETURNING key),
       noted AS (
         INSERT INTO ${schema}.work_key
         SELECT lost.key FROM (SELECT DISTINCT key FROM gone) lost CROSS JOIN LATERAL (
           SELECT count(*) AS size FROM (${under(schema, 'lost.key')} LIMIT $2 + 1) k) c
          WHERE c.size > $2 ORDER BY lost.key ON CONFLICT DO NOTHING RETURNING 1)
       SELECT count(*) FROM noted`,
      [ids, model.maxKeyFrequency],
    );
    await tx.query(`DELETE FROM ${schema}.exclusive_key WHERE record_id = ANY($1::uuid[])`, [ids]);
  }

  /** Where a change brings a key back that was too common, there may be pairs under it: its records are matched again. */
  async rematchReturnedKeys(base: BaseDefinition, limit: number): Promise<void> {
    const { schema } = base;
    await this.database.query(
      `WITH back AS (
         SELECT g.key FROM ${schema}.work_key g CROSS JOIN LATERAL (
           SELECT count(*) AS now FROM (${under(schema, 'g.key')} LIMIT $1 + 1) k) c
          WHERE c.now <= $1),
       again AS (
         INSERT INTO ${schema}.work_record (record_id, rematch)
         SELECT DISTINCT k.record_id, true FROM back CROSS JOIN LATERAL (${under(schema, 'back.key')} OFFSET 0) k
         ON CONFLICT (record_id) DO UPDATE SET rematch = true WHERE NOT work_record.rematch RETURNING 1)
       SELECT count(*) FROM again`,
      [limit],
    );
  }

  /**
   * A key that more than `limit` records share is too common to compare by. Where the records that are matched again push one over the limit,
   * pairs of others that nothing but such keys had brought together go, or the pairs would depend on the order of arrival.
   * @param frequent keys of the records that are matched again which are too common, with the number of those records
   */
  async partByCrossedKeys(base: BaseDefinition, frequent: ReadonlyMap<string, number>, limit: number): Promise<void> {
    const { schema } = base;
    const again = (record: string): string =>
      `EXISTS (SELECT FROM ${schema}.work_record w WHERE w.record_id = ${record} AND w.rematch)`;
    await this.database.query(
      `WITH crossed AS MATERIALIZED (
         SELECT f.key FROM unnest($2::bigint[], $3::int[]) AS f (key, again)
          CROSS JOIN LATERAL (SELECT count(*) AS size FROM (${under(schema, 'f.key')} LIMIT $1 + f.again + 1) k) c
          WHERE c.size <= $1 + f.again),
       member AS MATERIALIZED (
         SELECT c.key, k.record_id FROM crossed c CROSS JOIN LATERAL (${under(schema, 'c.key')} OFFSET 0) k
          WHERE NOT ${again('k.record_id')}),
       pair AS (
         SELECT DISTINCT p.record_a, p.record_b FROM member a
          CROSS JOIN LATERAL (SELECT record_a, record_b FROM ${schema}.match_pair WHERE record_a = a.record_id OFFSET 0) p
           JOIN member b ON b.key = a.key AND b.record_id = p.record_b),
       parted AS (
         SELECT record_a, record_b FROM pair WHERE NOT EXISTS (
           SELECT FROM ${schema}.match_key a
             JOIN ${schema}.match_key b ON b.key = a.key AND b.record_id = pair.record_b
            WHERE a.record_id = pair.record_a
              AND (SELECT count(*) FROM (${under(schema, 'a.key')} LIMIT $1 + 1) k) <= $1 OFFSET 0)),
       gone AS (
         DELETE FROM ${schema}.match_pair p USING parted
          WHERE p.record_a = parted.record_a AND p.record_b = parted.record_b)
       INSERT INTO ${schema}.work_record (record_id, rematch)
       SELECT record_a, true FROM parted UNION SELECT record_b, true FROM parted
       ON CONFLICT (record_id) DO UPDATE SET rematch = true`,
      [limit, [...frequent.keys()], [...frequent.values()]],
    );
  }

  /**
   * Blocking keys of the given records with everyone under them. Those that refine a key are looked at where that one, or another in its place, is too
   * common: under those of another there is nobody who is not under the key itself.
   */
  async postings(base: BaseDefinition, recordIds: readonly string[], limit: number): Promise<Postings> {
    const { schema } = base;
    const everyone = `
      SELECT count(*) AS size, string_agg(k.record_id::text, ',') AS ids FROM (${under(schema, 'own.key')} LIMIT $2 + 1) k`;
    const rows = await this.database.query<{ ids: string } | (FrequentKey & { ids: null })>(
      `WITH own AS MATERIALIZED (
         SELECT key, key >> ${64 - PLACE_BITS} AS place, key & 1 = 1 AS refines, count(*) AS records FROM ${schema}.match_key
          WHERE record_id = ANY($1::uuid[]) GROUP BY key ORDER BY key),
       root AS MATERIALIZED (
         SELECT own.key, place, records, everyone.* FROM own CROSS JOIN LATERAL (${everyone}) everyone WHERE NOT refines),
       finer AS (
         SELECT own.key, place, records, everyone.* FROM own CROSS JOIN LATERAL (${everyone}) everyone
          WHERE refines AND place IN (SELECT place FROM root WHERE size > $2))
       SELECT CASE WHEN size > $2 THEN key::text END AS key, records::int AS own, CASE WHEN size <= $2 THEN ids END AS ids
         FROM (SELECT * FROM root UNION ALL SELECT * FROM finer) found WHERE size > 1`,
      [recordIds, limit],
    );
    const found: Postings = { shared: [], frequent: [] };
    for (const row of rows) {
      if (row.ids === null) found.frequent.push({ key: row.key, own: row.own });
      else found.shared.push(row.ids.split(','));
    }
    return found;
  }

  /** Which of the given records are matched again. */
  async rematched(base: BaseDefinition, recordIds: readonly string[]): Promise<Set<string>> {
    const rows = await this.database.query<{ recordId: string }>(
      `SELECT record_id AS "recordId" FROM ${base.schema}.work_record WHERE record_id = ANY($1::uuid[]) AND rematch`,
      [recordIds],
    );
    return new Set(rows.map(({ recordId }) => recordId));
  }

  /** Everything compared before about the records that are matched again. */
  async deleteRematchedPairs({ schema }: BaseDefinition): Promise<void> {
    for (const column of ['record_a', 'record_b']) {
      await this.database.query(
        `DELETE FROM ${schema}.match_pair p USING ${schema}.work_record w CROSS JOIN LATERAL (
           SELECT record_a, record_b FROM ${schema}.match_pair WHERE ${column} = w.record_id OFFSET 0) gone
          WHERE w.rematch AND p.record_a = gone.record_a AND p.record_b = gone.record_b`,
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

/** Records under a blocking key, looked up by the index for each key; with a limit, so that a common one costs no more. */
const under = (schema: string, key: string): string =>
  `SELECT record_id FROM ${schema}.match_key WHERE match_key.key = ${key}`;
