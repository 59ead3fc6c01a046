import { isDeepStrictEqual } from 'node:util';
import type { Attributes, Base, GoldenMember, GoldenSegment } from '@siku/master-data';
import type { ColumnType, Database } from '@siku/platform';

const column = (name: string, type: string): ColumnType => ({ name, type });

const uuid = (name: string): ColumnType => column(name, 'uuid');
const text = (name: string): ColumnType => column(name, 'text');
const bigint = (name: string): ColumnType => column(name, 'bigint');
const date = (name: string): ColumnType => column(name, 'date');
const json = (name: string): ColumnType => column(name, 'jsonb');

export interface Delivered {
  /** The batch that brought the first rows through the API, and the publication that made them known. */
  batch: number;
  publication: number;
  effectiveDate: string;
  /** Rows of the file it had. */
  rows: number;
}

interface Index {
  table: string;
  name: string;
  drop: string;
  create: string;
}

/** The tables that a load of people writes, in bulk: without their indexes until all is there. */
export class FillTables {
  private readonly columns: Readonly<Record<string, readonly ColumnType[]>>;
  private rows = new Map<string, unknown[][]>();
  private indexes: Index[] = [];

  constructor(
    private readonly database: Database,
    private readonly base: Base,
    private readonly delivered: Delivered,
  ) {
    this.columns = {
      source_record: [
        ...[uuid('record_id'), date('effective_from'), bigint('batch'), text('dataset'), text('source_key')],
        ...[column('row', 'integer'), text('state'), uuid('content_hash'), json('attributes')],
      ],
      source: [uuid('record_id'), text('dataset'), text('source_key'), json('profile')],
      match_key: [bigint('key'), uuid('record_id')],
      match_pair: [uuid('record_a'), uuid('record_b'), column('weight', 'real'), column('model', 'integer')],
      crosswalk: [
        ...[uuid('record_id'), bigint('since'), uuid('master_id'), text('dataset'), text('source_key'), text('reason')],
      ],
      master: [uuid('master_id'), bigint('recorded_from'), text('status'), bigint('created_in')],
      master_version: [
        ...[uuid('master_id'), column('version', 'integer'), date('valid_from'), bigint('recorded_from')],
        ...[json('attributes'), json('provenance'), ...base.searchColumns],
      ],
    };
  }

  async begin(): Promise<void> {
    const names = Object.keys(this.columns);
    this.indexes = await this.database.query<Index>(
      `SELECT t.relname AS table, i.relname AS name,
              CASE WHEN c.oid IS NULL THEN format('DROP INDEX %I.%I', $1::text, i.relname)
                   ELSE format('ALTER TABLE %I.%I DROP CONSTRAINT %I', $1::text, t.relname, i.relname) END AS drop,
              CASE WHEN c.oid IS NULL THEN pg_get_indexdef(i.oid)
                   ELSE format('ALTER TABLE %I.%I ADD CONSTRAINT %I %s', $1::text, t.relname, i.relname, pg_get_constraintdef(c.oid)) END AS create
         FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid
         LEFT JOIN pg_constraint c ON c.conindid = i.oid
        WHERE t.relnamespace = $1::regnamespace AND t.relname = ANY($2)`,
      [this.base.schema, names],
    );
  }

  /** Whether the keys in the index are these; then the indexes go, until `finish`. */
  async check(keys: ReadonlyMap<string, readonly bigint[]>): Promise<void> {
    const rows = await this.database.query<{ id: string; keys: string[] }>(
      `SELECT record_id AS id, array_agg(key::text ORDER BY key) AS keys FROM ${this.base.schema}.match_key GROUP BY record_id`,
    );
    const wanted = [...keys].map(([id, own]) => [id, [...own].sort((a, b) => (a < b ? -1 : 1)).map(String)]);
    const found = new Map(rows.map(({ id, keys: own }) => [id, own]));
    if (found.size !== wanted.length || !wanted.every(([id, own]) => isDeepStrictEqual(found.get(id as string), own)))
      throw new Error('the load writes other keys than this: the base would not be the one it leaves');
    for (const { drop } of this.indexes) await this.database.query(drop);
  }

  record(
    recordId: string,
    sourceKey: string,
    row: number,
    contentHash: string,
    attributes: Attributes,
    profile: string,
    keys: readonly bigint[],
  ): void {
    const { batch, effectiveDate } = this.delivered;
    this.add('source_record', [
      ...[recordId, effectiveDate, batch, 'flat', sourceKey, row, 'asserted', contentHash],
      JSON.stringify(attributes),
    ]);
    this.add('source', [recordId, 'flat', sourceKey, JSON.stringify(profile)]);
    for (const key of keys) this.add('match_key', [key.toString(), recordId]);
  }

  person(
    master: string,
    golden: GoldenSegment,
    members: readonly GoldenMember[],
    ids: readonly string[],
    weight: number,
  ): void {
    const { publication, effectiveDate } = this.delivered;
    this.add('master', [master, publication, 'active', publication]);
    this.add('master_version', [
      ...[master, 1, effectiveDate, publication, JSON.stringify(golden.attributes), JSON.stringify(golden.provenance)],
      ...this.base.search(golden.attributes, publication),
    ]);
    ids.forEach((id, i) => this.add('crosswalk', [id, publication, master, 'flat', members[i]!.sourceKey, 'weight']));
    const sorted = [...ids].sort();
    for (let i = 1; i < sorted.length; i++)
      this.add('match_pair', [sorted[i - 1], sorted[i], weight, this.base.model.version]);
  }

  async flush(): Promise<void> {
    const rows = this.rows;
    this.rows = new Map();
    for (const [table, values] of rows)
      await this.database.insertRows(this.database, `${this.base.schema}.${table}`, [...this.columns[table]!], values);
  }

  async finish(): Promise<void> {
    await this.flush();
    for (const { create } of this.indexes.filter(({ create: sql }) => sql.startsWith('ALTER')))
      await this.database.query(create);
    for (const { create } of this.indexes.filter(({ create: sql }) => !sql.startsWith('ALTER')))
      await this.database.query(create);
    for (const table of Object.keys(this.columns))
      await this.database.query(`VACUUM ANALYZE ${this.base.schema}.${table}`);
  }

  private add(table: string, values: unknown[]): void {
    const rows = this.rows.get(table);
    if (rows) rows.push(values);
    else this.rows.set(table, [values]);
  }
}
