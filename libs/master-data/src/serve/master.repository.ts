import { Injectable } from '@nestjs/common';
import { Database, Gathering, Vault } from '@siku/platform';
import type { Attributes, BaseDefinition } from '../base/base-definition.js';
import type { Provenance } from '../survive/golden.js';
import { clockSql } from './clock.repository.js';
import type { PageEnd } from './cursor.js';
import type { ReadPoint } from './read-point.js';
import { sealParameter } from './sealed.js';

/** A condition on master_version `v` with its parameters; `$$` stands for the next parameter. */
export interface Filter {
  sql: string;
  parameters: readonly unknown[];
}

export interface MasterRecord {
  id: string;
  version: number;
  validFrom: string;
  validTo: string | null;
  knownFrom: string;
  knownTo: string | null;
  attributes: Attributes;
}

export interface Page {
  filters: readonly Filter[];
  /** column of master_version, or null for the order of ids */
  sort: { column: string; descending: boolean } | null;
  after: PageEnd | null;
  limit: number;
}

/** One stretch of a version's valid time, with what led to the version. */
export interface VersionStretch extends MasterRecord {
  cause: string;
  actor: string;
  batch: string | null;
  decision: string | null;
  provenance: Provenance;
}

export interface Fate {
  status: 'active' | 'merged' | 'retired';
  successor: string | null;
}

export interface StoredChange {
  publication: number;
  ordinal: number;
  id: string;
  kind: string;
  version: number | null;
  fields: string[];
  successor: string | null;
  at: string;
}

const DAY = `'YYYY-MM-DD'`;

/** The last of the decisions about version `v` that publication `p` brought into force or took out of it. */
const decisionBehind = ({ code, schema }: BaseDefinition): string =>
  `SELECT d.id, CASE WHEN d.undone_in = p.number THEN d.undone_by ELSE d.actor END AS actor FROM catalogue.decision d
    WHERE d.base = '${code}' AND (d.published_in = p.number OR d.undone_in = p.number)
      AND EXISTS (SELECT FROM ${schema}.crosswalk x
            WHERE x.master_id = v.master_id AND x.since <= p.number AND x.until >= p.number
              AND x.record_id IN (SELECT record_id FROM ${schema}.decided_record WHERE decision = d.number
                                   UNION ALL SELECT record_id FROM ${schema}.decided_value WHERE decision = d.number))
    ORDER BY d.number DESC LIMIT 1`;

/** The record as JSON, all but a closing brace's worth of it decided by the database. */
export const recordSql = (schema: string): string => `json_build_object(
    'id', v.master_id, 'version', v.version,
    'validFrom', to_char(v.valid_from, ${DAY}),
    'validTo', CASE WHEN v.valid_to < 'infinity' THEN to_char(v.valid_to, ${DAY}) END,
    'knownFrom', (SELECT at FROM ${schema}.publication WHERE number = v.recorded_from),
    'knownTo', (SELECT at FROM ${schema}.publication WHERE number = v.recorded_to),
    'attributes', v.attributes)`;

/** A record as it is delivered. */
export interface RecordText {
  /** JSON */
  text: string;
  etag: string;
}

/** Look-ups of records under way at once, of one base and point. */
const LOOK_UPS = 2;

/** Masters as they are read: what is sealed at rest leaves it open. */
@Injectable()
export class MasterRepository {
  private readonly texts = new Map<string, Gathering<RecordText>>();

  constructor(
    private readonly database: Database,
    private readonly vault: Vault,
  ) {}

  /** The record's JSON text as it is delivered, and its ETag; undefined when there is none at that point. */
  findText(base: BaseDefinition, id: string, point: ReadPoint): Promise<RecordText | undefined> {
    return this.textsAt(base, point).get(id.toLowerCase());
  }

  /** Records of one base and point are looked up together when many ask at once. */
  private textsAt({ schema }: BaseDefinition, point: ReadPoint): Gathering<RecordText> {
    const key = `${schema} ${point.validAt} ${point.knownAt}`;
    let texts = this.texts.get(key);
    if (!texts) {
      for (const [other, { isIdle }] of this.texts) if (isIdle) this.texts.delete(other);
      texts = new Gathering(LOOK_UPS, (ids) => this.findTexts(schema, ids, point));
      this.texts.set(key, texts);
    }
    return texts;
  }

  private async findTexts(
    schema: string,
    ids: readonly string[],
    { validAt, knownAt }: ReadPoint,
  ): Promise<Map<string, RecordText>> {
    const rows = await this.database.queryPrepared<RecordText & { id: string }>(
      `${schema}.findTexts`,
      `SELECT v.master_id AS id, ${recordSql(schema)}::text AS text,
              '"' || v.version || '.' || v.valid_from || CASE WHEN v.recorded_to <= c.now THEN '.' || v.recorded_to ELSE '' END || '"' AS etag
         FROM (SELECT ${clockSql(schema, '$3')} AS number, (SELECT number FROM catalogue.base_clock WHERE base = '${schema}') AS now) c
         JOIN ${schema}.master_version v ON v.recorded_from <= c.number AND v.recorded_to > c.number
        WHERE v.master_id = ANY($1::uuid[]) AND v.valid_from <= $2 AND v.valid_to > $2`,
      [ids, validAt, knownAt],
    );
    return new Map(rows.map(({ id, text, etag }) => [id, { text: this.vault.openText(text), etag }]));
  }

  async findMany(
    base: BaseDefinition,
    ids: readonly string[],
    { validAt, knownAt }: ReadPoint,
  ): Promise<MasterRecord[]> {
    if (ids.length === 0) return [];
    const { schema } = base;
    const rows = await this.database.queryPrepared<{ record: MasterRecord }>(
      `${schema}.findMany`,
      `SELECT ${recordSql(schema)} AS record
         FROM (SELECT ${clockSql(schema, '$3')} AS number) c
         JOIN ${schema}.master_version v ON v.recorded_from <= c.number AND v.recorded_to > c.number
        WHERE v.master_id = ANY($1::uuid[]) AND v.valid_from <= $2 AND v.valid_to > $2 ORDER BY v.master_id`,
      [ids, validAt, knownAt],
    );
    return rows.map(({ record }) => this.vault.openAll(record));
  }

  /** What became of an id; null when the platform never knew it. */
  async fate(base: BaseDefinition, id: string, knownAt: string | null): Promise<Fate | null> {
    const { schema } = base;
    const [row] = await this.database.query<Fate>(
      `SELECT m.status, m.successor FROM (SELECT ${clockSql(schema, '$2')} AS number) c
         JOIN ${schema}.master m ON m.recorded_from <= c.number AND m.recorded_to > c.number WHERE m.master_id = $1`,
      [id, knownAt],
    );
    return row ?? null;
  }

  async page(
    base: BaseDefinition,
    { validAt, knownAt }: ReadPoint,
    { filters, sort, after, limit }: Page,
  ): Promise<{ record: MasterRecord; key: string | null }[]> {
    const { schema } = base;
    const parameters: unknown[] = [validAt, knownAt];
    const where = this.conditions(filters, parameters);
    const key = sort ? `v.${sort.column}` : 'NULL::text';
    if (after) {
      const compare = sort?.descending ? '<' : '>';
      const [value, id] = after;
      parameters.push(value ?? '', id);
      const columns = sort ? `(coalesce(${key}, ''), v.master_id)` : `('', v.master_id)`;
      where.push(`${columns} ${compare} ($${parameters.length - 1}, $${parameters.length}::uuid)`);
    }
    parameters.push(limit);
    const direction = sort?.descending ? 'DESC' : '';
    const rows = await this.database.query<{ record: MasterRecord; key: string | null }>(
      `SELECT ${recordSql(schema)} AS record, ${key} AS key
         FROM (SELECT ${clockSql(schema, '$2')} AS number) c
         JOIN ${schema}.master_version v ON v.recorded_from <= c.number AND v.recorded_to > c.number
        WHERE v.valid_from <= $1 AND v.valid_to > $1 ${where.map((sql) => `AND ${sql}`).join(' ')}
        ORDER BY ${sort ? `coalesce(${key}, '') ${direction},` : ''} v.master_id ${direction} LIMIT $${parameters.length}`,
      parameters,
    );
    return this.vault.openAll(rows);
  }

  async count(base: BaseDefinition, { validAt, knownAt }: ReadPoint, filters: readonly Filter[]): Promise<number> {
    const { schema } = base;
    const parameters: unknown[] = [validAt, knownAt];
    const where = this.conditions(filters, parameters);
    const [row] = await this.database.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM (SELECT ${clockSql(schema, '$2')} AS number) c
         JOIN ${schema}.master_version v ON v.recorded_from <= c.number AND v.recorded_to > c.number
        WHERE v.valid_from <= $1 AND v.valid_to > $1 ${where.map((sql) => `AND ${sql}`).join(' ')}`,
      parameters,
    );
    return row!.count;
  }

  /** Masters of which any stretch of valid time known at `knownAt` meets the filter. */
  async mastersWith(base: BaseDefinition, filter: Filter, knownAt: string | null, limit: number): Promise<string[]> {
    const { schema } = base;
    const parameters: unknown[] = [knownAt];
    const [condition] = this.conditions([filter], parameters);
    const rows = await this.database.query<{ id: string }>(
      `SELECT DISTINCT v.master_id AS id FROM (SELECT ${clockSql(schema, '$1')} AS number) c
         JOIN ${schema}.master_version v ON v.recorded_from <= c.number AND v.recorded_to > c.number
        WHERE ${condition} ORDER BY 1 LIMIT ${limit}`,
      parameters,
    );
    return rows.map(({ id }) => id);
  }

  /** Every stretch of every version, the first version first. */
  async stretches(base: BaseDefinition, id: string): Promise<VersionStretch[]> {
    const { schema } = base;
    const rows = await this.database.query<{ stretch: VersionStretch }>(
      `SELECT (${recordSql(schema)}::jsonb || jsonb_build_object(
                'cause', p.cause, 'actor', coalesce(d.actor, p.actor), 'batch', b.id, 'decision', d.id, 'provenance', v.provenance)) AS stretch
         FROM ${schema}.master_version v
         JOIN ${schema}.publication p ON p.number = v.recorded_from
         LEFT JOIN catalogue.batch b ON b.number = p.batch
         LEFT JOIN LATERAL (${decisionBehind(base)}) d ON p.cause = 'decision'
        WHERE v.master_id = $1
          AND v.recorded_from <= (SELECT number FROM catalogue.base_clock WHERE base = '${schema}')
        ORDER BY v.version, v.valid_from`,
      [id],
    );
    return rows.map(({ stretch }) => this.vault.openAll(stretch));
  }

  /** Source records of a master at a publication, with the row of the file each came from. */
  async sources(base: BaseDefinition, id: string, knownAt: string | null): Promise<Record<string, unknown>[]> {
    const { schema } = base;
    const rows = await this.database.query<Record<string, unknown>>(
      `SELECT x.record_id AS "recordId", x.dataset, x.source_key AS "sourceKey", x.reason,
              (SELECT at FROM ${schema}.publication WHERE number = x.since) AS since,
              (SELECT json_agg(json_build_object('batch', b.id, 'row', r.row, 'state', r.state,
                        'effectiveFrom', to_char(r.effective_from, ${DAY}), 'attributes', r.attributes)
                        ORDER BY r.effective_from, b.effective_date, r.batch)
                 FROM ${schema}.source_record r JOIN catalogue.batch b ON b.number = r.batch
                WHERE r.record_id = x.record_id AND b.published_in <= c.number
                  AND (b.rolled_back_in IS NULL OR b.rolled_back_in > c.number)) AS statements
         FROM (SELECT ${clockSql(schema, '$2')} AS number) c
         JOIN ${schema}.crosswalk x ON x.since <= c.number AND x.until > c.number
        WHERE x.master_id = $1 ORDER BY x.dataset, x.source_key`,
      [id, knownAt],
    );
    return this.vault.openAll(rows);
  }

  /** Batch ids by number, for provenance. */
  async batchIds(numbers: readonly number[]): Promise<Map<number, string>> {
    const rows = await this.database.query<{ number: number; id: string }>(
      `SELECT number::int AS number, id FROM catalogue.batch WHERE number = ANY($1::bigint[])`,
      [numbers],
    );
    return new Map(rows.map(({ number, id }) => [number, id]));
  }

  /** Of one dataset, of the datasets of one department, or all. */
  async *crosswalk(
    base: BaseDefinition,
    { dataset, department }: { dataset: string | null; department: string | null },
    knownAt: string | null,
  ): AsyncGenerator<{ dataset: string; sourceKey: string; id: string }[]> {
    const { schema } = base;
    const chunks = this.database.stream<{ dataset: string; sourceKey: string; id: string }>(
      `SELECT x.dataset, x.source_key AS "sourceKey", x.master_id AS id
         FROM (SELECT ${clockSql(schema, '$2')} AS number) c
         JOIN ${schema}.crosswalk x ON x.since <= c.number AND x.until > c.number
        WHERE ($1::text IS NULL OR x.dataset = $1)
          AND ($3::text IS NULL OR x.dataset IN (SELECT code FROM catalogue.dataset WHERE department = $3))
        ORDER BY x.dataset, x.source_key`,
      [dataset, knownAt, department],
      2000,
    );
    for await (const rows of chunks) yield this.vault.openAll(rows);
  }

  async changes(
    base: BaseDefinition,
    [publication, ordinal]: readonly [number, number],
    limit: number,
  ): Promise<StoredChange[]> {
    const { schema } = base;
    return this.database.query<StoredChange>(
      `SELECT e.publication::int AS publication, e.ordinal, e.master_id AS id, e.kind, e.version, e.fields, e.successor,
              to_json(p.at) #>> '{}' AS at
         FROM ${schema}.change_event e JOIN ${schema}.publication p ON p.number = e.publication
        WHERE (e.publication, e.ordinal) > ($1, $2) ORDER BY e.publication, e.ordinal LIMIT $3`,
      [publication, ordinal, limit],
    );
  }

  /** Publication number of a read point. */
  async clock(base: BaseDefinition, knownAt: string | null): Promise<number> {
    const [row] = await this.database.query<{ number: number }>(
      `SELECT ${clockSql(base.schema, '$1')}::int AS number`,
      [knownAt],
    );
    return row!.number;
  }

  /** Every record of a read point as JSON text, in the order of ids. */
  async *export(base: BaseDefinition, validAt: string, clock: number): AsyncGenerator<string[]> {
    const { schema } = base;
    const rows = this.database.stream<{ text: string }>(
      `SELECT ${recordSql(schema)}::text AS text FROM ${schema}.master_version v
        WHERE v.recorded_from <= $2 AND v.recorded_to > $2 AND v.valid_from <= $1 AND v.valid_to > $1 ORDER BY v.master_id`,
      [validAt, clock],
      1000,
    );
    for await (const chunk of rows) yield chunk.map(({ text }) => this.vault.openText(text));
  }

  /** Whether any record is at the master. */
  async isInhabited({ schema }: BaseDefinition, master: string): Promise<boolean> {
    const rows = await this.database.query(
      `SELECT 1 FROM catalogue.base_clock c
         JOIN ${schema}.crosswalk x ON x.master_id = $1 AND x.since <= c.number AND x.until > c.number
        WHERE c.base = '${schema}' LIMIT 1`,
      [master],
    );
    return rows.length > 0;
  }

  private conditions(filters: readonly Filter[], parameters: unknown[]): string[] {
    return filters.map(({ sql, parameters: values }) => {
      let i = 0;
      return `(${sql.replaceAll('$$', () => {
        parameters.push(sealParameter(this.vault, values[i++]));
        return `$${parameters.length}`;
      })})`;
    });
  }
}
