import { Injectable } from '@nestjs/common';
import { Database, type Sql } from '@siku/platform';
import type { BaseDefinition } from '../base/base-definition.js';
import type { ExactIdentity } from '../base/identity.js';
import { OPEN } from '../publish/clock.js';
import type { Concerned, Placed, Placement, State } from './placement.js';

@Injectable()
export class IdentifyRepository {
  constructor(private readonly database: Database) {}

  /** Lists every identity that a touched record has, or ever had by what was said of it. */
  async spread(base: BaseDefinition, identity: ExactIdentity): Promise<void> {
    const { schema } = base;
    await this.database.query(`TRUNCATE ${schema}.work_identity`);
    await this.database.query(
      `INSERT INTO ${schema}.work_identity
       SELECT s.identity, s.record_id FROM ${schema}.work_record w JOIN ${schema}.source s USING (record_id)
        WHERE s.identity IS NOT NULL
        UNION
       SELECT identity, record_id FROM (
         SELECT (${identity.sql('r.attributes')}) COLLATE "C" AS identity, r.record_id
           FROM ${schema}.work_record w JOIN ${schema}.source_record r USING (record_id)) said
        WHERE identity IS NOT NULL
        ORDER BY 1, 2`,
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

  /** Records that the listed identities from one to another concern: touched ones, and those that have one of them. */
  async concerned(base: BaseDefinition, first: string, last: string): Promise<Concerned[]> {
    const { schema } = base;
    return this.database.query<Concerned>(
      `WITH listed AS MATERIALIZED (
         SELECT identity, record_id FROM ${schema}.work_identity WHERE identity BETWEEN $1 AND $2)
       SELECT c.record_id AS "recordId", s.record_id IS NOT NULL AS seen, s.identity, x.master_id AS master
         FROM (SELECT record_id FROM listed
                UNION
               SELECT s.record_id FROM (SELECT DISTINCT identity FROM listed) i
                 JOIN ${schema}.source s ON s.identity = i.identity) c
         LEFT JOIN ${schema}.source s ON s.record_id = c.record_id
         LEFT JOIN ${schema}.crosswalk x ON x.record_id = c.record_id AND x.until = ${OPEN}`,
      [first, last],
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

  /** What is derived from what is known, and stamped with no publication. */
  async replaceIdentities(
    sql: Sql,
    base: BaseDefinition,
    changed: readonly Pick<Placed, 'recordId' | 'identity'>[],
  ): Promise<void> {
    if (changed.length === 0) return;
    await sql.query(
      `UPDATE ${base.schema}.source s SET identity = row.identity
         FROM unnest($1::uuid[], $2::text[]) AS row (record_id, identity)
        WHERE s.record_id = row.record_id AND s.identity IS DISTINCT FROM row.identity`,
      [changed.map(({ recordId }) => recordId), changed.map(({ identity }) => identity)],
    );
  }

  /** Moves records to masters, and masters to states. */
  async place(base: BaseDefinition, next: number, placement: Placement): Promise<void> {
    const { fresh, changed, left, moved, created, restored, retired } = placement;
    const { schema } = base;
    await this.database.transaction(async (tx) => {
      await this.database.insertRows(
        tx,
        `${schema}.source`,
        SOURCE,
        fresh.map(({ recordId, dataset, sourceKey, identity }) => [recordId, dataset, sourceKey, identity]),
      );
      await this.replaceIdentities(tx, base, changed);
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
          WHERE master_id = ANY($2::uuid[]) AND recorded_to = ${OPEN} RETURNING master_id, created_in)
       INSERT INTO ${schema}.master (master_id, recorded_from, status, created_in)
       SELECT master_id, $1, $3, created_in FROM closed`,
      [next, masters, state],
    );
  }
}

const SOURCE = [
  { name: 'record_id', type: 'uuid' },
  { name: 'dataset', type: 'text' },
  { name: 'source_key', type: 'text' },
  { name: 'identity', type: 'text' },
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
