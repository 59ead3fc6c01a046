import { Injectable } from '@nestjs/common';
import { Database } from '@siku/platform';
import type { Attributes, BaseDefinition } from '../base/base-definition.js';
import { OPEN } from '../publish/clock.js';
import type { Provenance } from '../survive/golden.js';

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
  provenance: Provenance;
}

export interface ChangeEvent {
  ordinal: number;
  master: string;
  kind: ChangeKind;
  version: number | null;
  fields: string[];
  successor: string | null;
}

export interface AttributeTie {
  taskId: string;
  master: string;
  attribute: string;
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
    return this.database.query(
      `SELECT master_id AS master, record_id AS "recordId" FROM ${base.schema}.crosswalk
        WHERE master_id = ANY($1::uuid[]) AND until = ${OPEN}`,
      [masters],
    );
  }

  async open(base: BaseDefinition, masters: readonly string[]): Promise<VersionRow[]> {
    return this.database.query<VersionRow>(
      `SELECT master_id AS master, version, valid_from::text AS "validFrom",
              nullif(valid_to, 'infinity')::text AS "validTo", attributes, provenance
         FROM ${base.schema}.master_version WHERE master_id = ANY($1::uuid[]) AND recorded_to = ${OPEN}
        ORDER BY master_id, valid_from`,
      [masters],
    );
  }

  async lastVersions(base: BaseDefinition, masters: readonly string[]): Promise<Map<string, number>> {
    const rows = await this.database.query<{ master: string; version: number }>(
      `SELECT master_id AS master, max(version) AS version FROM ${base.schema}.master_version
        WHERE master_id = ANY($1::uuid[]) GROUP BY master_id`,
      [masters],
    );
    return new Map(rows.map(({ master, version }) => [master, version]));
  }

  async write(
    base: BaseDefinition,
    next: number,
    closed: readonly VersionRow[],
    opened: readonly VersionRow[],
    events: readonly ChangeEvent[],
  ): Promise<void> {
    const { schema } = base;
    await this.database.transaction(async (tx) => {
      await tx.query(
        `UPDATE ${schema}.master_version v SET recorded_to = $1
           FROM unnest($2::uuid[], $3::int[], $4::date[]) AS old (master_id, version, valid_from)
          WHERE v.master_id = old.master_id AND v.version = old.version AND v.valid_from = old.valid_from`,
        [
          next,
          closed.map(({ master }) => master),
          closed.map(({ version }) => version),
          closed.map(({ validFrom }) => validFrom),
        ],
      );
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
          { name: 'provenance', type: 'jsonb' },
          ...base.searchColumns,
        ],
        opened.map((row) => [
          row.master,
          row.version,
          row.validFrom,
          row.validTo ?? 'infinity',
          next,
          JSON.stringify(row.attributes),
          JSON.stringify(row.provenance),
          ...base.search(row.attributes),
        ]),
      );
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

  /** Brings the open attribute-tie tasks of the given masters to what is true now; answers how many are new. */
  async replaceTies(
    base: BaseDefinition,
    next: number,
    masters: readonly string[],
    ties: readonly AttributeTie[],
  ): Promise<number> {
    const { schema } = base;
    const [row] = await this.database.query<{ count: number }>(
      `WITH wanted AS (SELECT * FROM unnest($3::uuid[], $4::uuid[], $5::text[]) AS tie (task_id, master_id, attribute)),
       closed AS (
         UPDATE ${schema}.review_task t SET closed_in = $1
          WHERE t.master_a = ANY($2::uuid[]) AND t.kind = 'attribute-tie' AND t.closed_in = ${OPEN}
            AND NOT EXISTS (SELECT 1 FROM wanted w WHERE w.task_id = t.task_id)),
       opened AS (
         INSERT INTO ${schema}.review_task (task_id, opened_in, kind, master_a, records, detail)
         SELECT w.task_id, $1, 'attribute-tie', w.master_id,
                (SELECT count(*) FROM ${schema}.crosswalk x WHERE x.master_id = w.master_id AND x.until = ${OPEN}),
                jsonb_build_object('attribute', w.attribute)
           FROM wanted w
          WHERE NOT EXISTS (SELECT 1 FROM ${schema}.review_task t WHERE t.task_id = w.task_id AND t.closed_in = ${OPEN})
         RETURNING 1)
       SELECT count(*)::int AS count FROM opened`,
      [
        next,
        masters,
        ties.map(({ taskId }) => taskId),
        ties.map(({ master }) => master),
        ties.map(({ attribute }) => attribute),
      ],
    );
    return row!.count;
  }
}
