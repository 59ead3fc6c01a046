import { Injectable } from '@nestjs/common';
import { Database, type Sql } from '@siku/platform';
import type { Attributes, BaseDefinition } from '../base/base-definition.js';
import { OPEN } from '../publish/clock.js';
import { appendServed } from './served-version.repository.js';

export type ChangeKind = 'created' | 'updated' | 'merged' | 'split' | 'restored' | 'retired';

export interface TouchedMaster {
  master: string;
  change: Exclude<ChangeKind, 'updated'> | null;
  other: string | null;
}

/** A recorded stretch of a master's valid time. */
export interface VersionRow {
  master: string;
  version: number;
  validFrom: string;
  validTo: string | null;
  attributes: Attributes;
  /** JSON of `Provenance` */
  provenance: string;
}

/** What is recorded of a master. */
export interface Recorded {
  /** stretches of valid time that hold */
  stretches: VersionRow[];
  /** the last one; 0 when there is none */
  version: number;
  /** publication that first recorded anything of it */
  firstRecorded: number;
}

/** One that is to be recorded. */
export interface OpenedRow extends VersionRow {
  /** publication that first recorded anything of the master */
  firstRecorded: number;
}

export interface ChangeEvent {
  ordinal: number;
  master: string;
  kind: ChangeKind;
  version: number | null;
  fields: string[];
  successor: string | null;
}

/** A question about one record or two. */
export interface Question {
  taskId: string;
  masters: readonly [string] | readonly [string, string];
  detail: Readonly<Record<string, unknown>>;
}

@Injectable()
export class VersionRepository {
  constructor(private readonly database: Database) {}

  async touched(base: BaseDefinition, after: string, limit: number): Promise<TouchedMaster[]> {
    return this.database.query<TouchedMaster>(
      `SELECT master_id AS master, change, other FROM ${base.schema}.work_master
        WHERE master_id > $1 ORDER BY master_id LIMIT $2`,
      [after, limit],
    );
  }

  /** Source records of each master as the coming publication has them. */
  async members(base: BaseDefinition, masters: readonly string[]): Promise<{ master: string; recordId: string }[]> {
    // One by one: a table that a first load has just filled is not known to hold few rows of each, and would be read whole for every chunk.
    return this.database.query(
      `SELECT asked.master, member.record_id AS "recordId" FROM unnest($1::uuid[]) AS asked (master)
        CROSS JOIN LATERAL (
          SELECT record_id FROM ${base.schema}.crosswalk WHERE master_id = asked.master AND until = ${OPEN} OFFSET 0) member`,
      [masters],
    );
  }

  /** Masters of which nothing is recorded are left out. */
  async recorded(base: BaseDefinition, masters: readonly string[]): Promise<Map<string, Recorded>> {
    const ofOpen = (value: string): string => `CASE WHEN recorded_to = ${OPEN} THEN ${value} END`;
    const rows = await this.database.query<VersionRow & { recordedFrom: number }>(
      `SELECT master_id AS master, version, valid_from::text AS "validFrom", nullif(valid_to, 'infinity')::text AS "validTo",
              recorded_from::int AS "recordedFrom",
              ${ofOpen('attributes')} AS attributes, ${ofOpen('provenance::text')} AS provenance
         FROM ${base.schema}.master_version WHERE master_id = ANY($1::uuid[])`,
      [masters],
    );
    const recorded = new Map<string, Recorded>();
    for (const row of rows) {
      let one = recorded.get(row.master);
      if (!one) recorded.set(row.master, (one = { stretches: [], version: 0, firstRecorded: row.recordedFrom }));
      one.version = Math.max(one.version, row.version);
      one.firstRecorded = Math.min(one.firstRecorded, row.recordedFrom);
      if (row.attributes) one.stretches.push(row);
    }
    return recorded;
  }

  async write(
    base: BaseDefinition,
    next: number,
    closed: readonly VersionRow[],
    opened: readonly OpenedRow[],
    events: readonly ChangeEvent[],
  ): Promise<void> {
    const { schema } = base;
    await this.database.transaction(async (tx) => {
      await close(tx, `${schema}.master_version`, next, closed);
      if (base.served) await close(tx, `${schema}.served_version`, next, closed);
      await this.database.insertRows(
        tx,
        `${schema}.master_version`,
        [
          { name: 'master_id', type: 'uuid' },
          { name: 'version', type: 'integer' },
          { name: 'valid_from', type: 'date' },
          { name: 'valid_to', type: 'date' },
          { name: 'recorded_from', type: 'bigint' },
          { name: 'attributes', type: 'jsonb' },
          { name: 'provenance', type: 'json' },
          ...base.searchColumns,
        ],
        opened.map((row) => [
          row.master,
          row.version,
          row.validFrom,
          row.validTo ?? 'infinity',
          next,
          JSON.stringify(row.attributes),
          row.provenance,
          ...base.search(row.attributes, row.firstRecorded),
        ]),
      );
      await appendServed(tx, base, next, [...new Set(opened.map(({ master }) => master))]);
      await this.database.insertRows(
        tx,
        `${schema}.change_event`,
        [
          { name: 'publication', type: 'bigint' },
          { name: 'ordinal', type: 'integer' },
          { name: 'master_id', type: 'uuid' },
          { name: 'kind', type: 'text' },
          { name: 'version', type: 'integer' },
          { name: 'fields', type: 'jsonb' },
          { name: 'successor', type: 'uuid' },
        ],
        events.map((event) => [
          next,
          event.ordinal,
          event.master,
          event.kind,
          event.version,
          JSON.stringify(event.fields),
          event.successor,
        ]),
      );
    });
  }

  /** Brings the open tasks of a kind about any of the given masters to what is asked now; answers how many are new. */
  async replaceTasks(
    base: BaseDefinition,
    next: number,
    kind: 'attribute-tie' | 'violation',
    masters: readonly string[],
    questions: readonly Question[],
  ): Promise<number> {
    const { schema } = base;
    const [row] = await this.database.query<{ count: number }>(
      `WITH wanted AS (SELECT * FROM unnest($4::uuid[], $5::uuid[], $6::uuid[], $7::jsonb[]) AS question (task_id, master_a, master_b, detail)),
       concerned AS (
         SELECT task_id FROM ${schema}.review_task WHERE master_a = ANY($2::uuid[]) AND kind = $3 AND closed_in = ${OPEN}
         UNION SELECT task_id FROM ${schema}.review_task WHERE master_b = ANY($2::uuid[]) AND kind = $3 AND closed_in = ${OPEN}),
       closed AS (
         UPDATE ${schema}.review_task t SET closed_in = $1 FROM concerned c
          WHERE t.task_id = c.task_id AND t.closed_in = ${OPEN}
            AND NOT EXISTS (SELECT 1 FROM wanted w WHERE w.task_id = t.task_id)),
       opened AS (
         INSERT INTO ${schema}.review_task (task_id, opened_in, kind, master_a, master_b, records, detail)
         SELECT w.task_id, $1, $3, w.master_a, w.master_b,
                (SELECT count(*) FROM ${schema}.crosswalk x WHERE x.master_id IN (w.master_a, w.master_b) AND x.until = ${OPEN}), w.detail
           FROM wanted w
          WHERE NOT EXISTS (SELECT 1 FROM ${schema}.review_task t WHERE t.task_id = w.task_id AND t.closed_in = ${OPEN})
         ON CONFLICT DO NOTHING RETURNING 1)
       SELECT count(*)::int AS count FROM opened`,
      [
        next,
        masters,
        kind,
        questions.map(({ taskId }) => taskId),
        questions.map(({ masters: [master] }) => master),
        questions.map(({ masters: [, other] }) => other ?? null),
        questions.map(({ detail }) => JSON.stringify(detail)),
      ],
    );
    return row!.count;
  }
}

/** Ends what the coming publication replaces. */
async function close(tx: Sql, table: string, next: number, rows: readonly VersionRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `UPDATE ${table} v SET recorded_to = $1
       FROM unnest($2::uuid[], $3::int[], $4::date[]) AS old (master_id, version, valid_from)
      WHERE v.master_id = old.master_id AND v.version = old.version AND v.valid_from = old.valid_from`,
    [
      next,
      rows.map(({ master }) => master),
      rows.map(({ version }) => version),
      rows.map(({ validFrom }) => validFrom),
    ],
  );
}
