import { Injectable } from '@nestjs/common';
import { Database, type Sql } from '@siku/platform';
import type { BaseDefinition } from '../base/base-definition.js';
import type { ExactIdentity } from '../base/identity.js';
import { OPEN } from '../publish/clock.js';
import type { Concerned, Placement, State } from './placement.js';

@Injectable()
export class IdentifyRepository {
  constructor(private readonly database: Database) {}

  /** Lists every identity that a touched record ever had by what was said of it; the one it has is among them. */
  async spread(base: BaseDefinition, identity: ExactIdentity): Promise<void> {
    const { schema } = base;
    await this.database.query(`TRUNCATE ${schema}.work_identity`);
    await this.database.query(
      `INSERT INTO ${schema}.work_identity
       SELECT DISTINCT identity, record_id FROM (
         SELECT (${identity.sql('r.attributes')}) COLLATE "C" AS identity, r.record_id
           FROM ${schema}.source_record r WHERE r.record_id IN (SELECT record_id FROM ${schema}.work_record)) said
        WHERE identity IS NOT NULL
        ORDER BY 1, 2`,
    );
  }

  /** Of these masters and records: which there ever were, and whether anything was ever recorded of it. */
  async spokenOf(
    base: BaseDefinition,
    masters: readonly string[],
    records: readonly string[],
  ): Promise<Map<string, boolean>> {
    const { schema } = base;
    const rows = await this.database.query<{ id: string; recorded: boolean }>(
      `SELECT record_id AS id, EXISTS (SELECT FROM ${schema}.crosswalk x WHERE x.record_id = s.record_id) AS recorded
         FROM ${schema}.source s WHERE record_id = ANY($2::uuid[])
        UNION ALL SELECT master_id, true FROM ${schema}.master WHERE master_id = ANY($1::uuid[])`,
      [masters, records],
    );
    return new Map(rows.map(({ id, recorded }) => [id, recorded]));
  }

  /** Takes back what the coming publication has written of these masters, lists their records, and answers how much it was. */
  async withdraw(
    base: BaseDefinition,
    next: number,
    masterOf: ReadonlyMap<string, string>,
  ): Promise<{ masters: number; questions: number }> {
    const { schema } = base;
    return this.database.transaction(async (tx) => {
      const masters = [...masterOf.values()];
      const gone = await tx.query(
        `DELETE FROM ${schema}.master WHERE master_id = ANY($2::uuid[]) AND recorded_from = $1 RETURNING master_id`,
        [next, masters],
      );
      if (gone.length === 0) return { masters: 0, questions: 0 };
      await tx.query(
        `WITH gone AS (DELETE FROM ${schema}.crosswalk WHERE master_id = ANY($2::uuid[]) AND since = $1 RETURNING master_id, record_id),
         noted AS (
           INSERT INTO ${schema}.work_identity (identity, record_id)
           SELECT listed.identity, gone.record_id FROM gone JOIN unnest($2::uuid[], $3::text[]) AS listed (master_id, identity) USING (master_id)
           ON CONFLICT DO NOTHING RETURNING 1)
         SELECT count(*) FROM noted`,
        [next, masters, [...masterOf.keys()]],
      );
      await tx.query(`DELETE FROM ${schema}.master_version WHERE master_id = ANY($2::uuid[]) AND recorded_from = $1`, [
        next,
        masters,
      ]);
      await tx.query(`DELETE FROM ${schema}.change_event WHERE master_id = ANY($2::uuid[]) AND publication = $1`, [
        next,
        masters,
      ]);
      const questions = await tx.query(
        `DELETE FROM ${schema}.review_task WHERE master_a = ANY($2::uuid[]) AND opened_in = $1 RETURNING task_id`,
        [next, masters],
      );
      return { masters: gone.length, questions: questions.length };
    });
  }

  /** Masters of events of the coming publication after a position in the feed and before another, by position. */
  async changedBetween(
    base: BaseDefinition,
    next: number,
    after: number,
    before: number,
    limit: number,
  ): Promise<{ ordinal: number; master: string }[]> {
    return this.database.query(
      `SELECT ordinal, master_id AS master FROM ${base.schema}.change_event
        WHERE publication = $1 AND ordinal > $2 AND ordinal < $3 ORDER BY ordinal LIMIT $4`,
      [next, after, before, limit],
    );
  }

  /** The listed identities after `after`, in their order. */
  async identities(base: BaseDefinition, after: string, limit: number): Promise<string[]> {
    const rows = await this.database.query<{ identity: string }>(
      `SELECT DISTINCT identity FROM ${base.schema}.work_identity WHERE identity > $1 ORDER BY identity LIMIT $2`,
      [after, limit],
    );
    return rows.map(({ identity }) => identity);
  }

  /** Records that the listed identities from one to another concern: touched ones, and those at one of their masters. */
  async concerned(base: BaseDefinition, first: string, last: string, masters: readonly string[]): Promise<Concerned[]> {
    const { schema } = base;
    return this.database.query<Concerned>(
      `SELECT c.record_id AS "recordId", s.record_id IS NOT NULL AS seen, x.master_id AS master
         FROM (SELECT record_id FROM ${schema}.work_identity WHERE identity BETWEEN $1 AND $2
                UNION
               SELECT record_id FROM ${schema}.crosswalk WHERE master_id = ANY($3::uuid[]) AND until = ${OPEN}) c
         LEFT JOIN ${schema}.source s ON s.record_id = c.record_id
         LEFT JOIN ${schema}.crosswalk x ON x.record_id = c.record_id AND x.until = ${OPEN}`,
      [first, last, masters],
    );
  }

  async states(base: BaseDefinition, masters: readonly string[]): Promise<Map<string, State>> {
    const rows = await this.database.query<{ master: string; state: State }>(
      `SELECT master_id AS master, status AS state FROM ${base.schema}.master
        WHERE master_id = ANY($1::uuid[]) AND recorded_to = ${OPEN}`,
      [masters],
    );
    return new Map(rows.map(({ master, state }) => [master, state]));
  }

  /** Moves records to masters, and masters to states. */
  async place(base: BaseDefinition, next: number, placement: Placement): Promise<void> {
    const { fresh, left, moved, created, restored, retired } = placement;
    const { schema } = base;
    await this.database.transaction(async (tx) => {
      await this.database.insertRows(
        tx,
        `${schema}.source`,
        SOURCE,
        fresh.map(({ recordId, dataset, sourceKey }) => [recordId, dataset, sourceKey]),
      );
      if (left.length > 0) {
        await tx.query(
          `UPDATE ${schema}.crosswalk SET until = $1 WHERE record_id = ANY($2::uuid[]) AND until = ${OPEN}`,
          [next, left],
        );
      }
      await this.database.insertRows(
        tx,
        `${schema}.crosswalk`,
        CROSSWALK,
        moved.map((record) => [record.recordId, next, record.master, record.dataset, record.sourceKey, 'identifier']),
      );
      await this.database.insertRows(
        tx,
        `${schema}.master`,
        MASTER,
        created.map((master) => [master, next, 'active', next]),
      );
      await this.turn(tx, base, next, restored, 'active');
      await this.turn(tx, base, next, retired, 'retired');
    });
  }

  private async turn(
    tx: Sql,
    { schema }: BaseDefinition,
    next: number,
    masters: readonly string[],
    state: State,
  ): Promise<void> {
    if (masters.length === 0) return;
    await tx.query(
      `WITH closed AS (UPDATE ${schema}.master SET recorded_to = $1
          WHERE master_id = ANY($2::uuid[]) AND recorded_to = ${OPEN} RETURNING master_id, created_in),
       turned AS (
         INSERT INTO ${schema}.master (master_id, recorded_from, status, created_in)
         SELECT master_id, $1, $3, created_in FROM closed RETURNING 1)
       SELECT count(*) FROM turned`,
      [next, masters, state],
    );
  }
}

const SOURCE = [
  { name: 'record_id', type: 'uuid' },
  { name: 'dataset', type: 'text' },
  { name: 'source_key', type: 'text' },
];

const CROSSWALK = [
  { name: 'record_id', type: 'uuid' },
  { name: 'since', type: 'bigint' },
  { name: 'master_id', type: 'uuid' },
  { name: 'dataset', type: 'text' },
  { name: 'source_key', type: 'text' },
  { name: 'reason', type: 'text' },
];

const MASTER = [
  { name: 'master_id', type: 'uuid' },
  { name: 'recorded_from', type: 'bigint' },
  { name: 'status', type: 'text' },
  { name: 'created_in', type: 'bigint' },
];
