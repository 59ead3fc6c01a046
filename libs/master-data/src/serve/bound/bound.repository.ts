import { Injectable } from '@nestjs/common';
import { resolveTarget } from '@siku/catalogue';
import { badRequest, Database, type Problem, type Sql } from '@siku/platform';
import type { BaseDefinition } from '../../base/base-definition.js';
import type { PurposeBound } from '../../base/reading.js';
import { standardiserOf } from '../../standardise/standardise.js';
import type { Finding } from '../../validate/row-issue.js';
import type { Filter, StoredChange } from '../master.repository.js';
import { Sealed } from '../sealed.js';

/** Records that lie in any of these divisions, given by their first digits. */
export const withinDivisions = ({ divisions }: PurposeBound, heads: readonly string[]): Filter => ({
  sql: `v.${divisions.column} && $$::text[]`,
  parameters: [heads],
});

/** Records that have an identifier, in the form its standard gives it. Throws 400 for one that nobody can have: it is mistyped. */
export function havingIdentifier(
  base: BaseDefinition,
  { identifierColumn }: PurposeBound,
  scheme: string,
  value: unknown,
): Filter {
  const spec = resolveTarget(base.attributes, `identifiers.${scheme}`)?.spec;
  const { value: standard, finding } = spec && typeof value === 'string' ? standardiserOf(spec)(value.trim()) : {};
  if (standard === undefined && finding) throw noIdentifier(scheme, finding);
  const text = String(standard ?? '');
  const key = spec?.sealed ? new Sealed(text, `${scheme}:`) : `${scheme}:${text}`;
  return { sql: `v.${identifierColumn} && $$::text[]`, parameters: [[key]] };
}

/** Whether there is an open question about a record: sources of it contradict each other. @param number of the publication that is asked about */
export const questionedSql = (schema: string, id: string, number: string): string =>
  `EXISTS (SELECT FROM ${schema}.review_task t WHERE t.kind = 'contradiction' AND (t.master_a = ${id} OR t.master_b = ${id})
     AND t.opened_in <= ${number} AND t.closed_in > ${number})`;

@Injectable()
export class BoundRepository {
  constructor(private readonly database: Database) {}

  /** Those about which there is an open question. */
  async questioned({ schema }: BaseDefinition, ids: readonly string[]): Promise<Set<string>> {
    if (ids.length === 0) return new Set();
    const rows = await this.database.queryPrepared<{ id: string }>(
      `${schema}.questioned`,
      `SELECT wanted.id FROM catalogue.base_clock c CROSS JOIN unnest($1::uuid[]) AS wanted (id)
        WHERE c.base = '${schema}' AND ${questionedSql(schema, 'wanted.id', 'c.number')}`,
      [ids],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** Changes, by position, of records that lay in the divisions before or after them. */
  async changesWithin(
    { schema }: BaseDefinition,
    { divisions }: PurposeBound,
    heads: readonly string[],
    changes: readonly StoredChange[],
  ): Promise<Set<string>> {
    const rows = await this.database.query<{ id: string; publication: number }>(
      `SELECT DISTINCT e.id, e.publication FROM unnest($1::uuid[], $2::int[]) AS e (id, publication)
         JOIN ${schema}.master_version v ON v.master_id = e.id AND v.recorded_from <= e.publication AND v.recorded_to >= e.publication
        WHERE v.${divisions.column} && $3::text[]`,
      [changes.map(({ id }) => id), changes.map(({ publication }) => publication), heads],
    );
    return new Set(rows.map(({ id, publication }) => `${publication}/${id}`));
  }

  /** Those that lie in the divisions at some time of their life, as known now. */
  async everWithin(
    { schema }: BaseDefinition,
    { divisions }: PurposeBound,
    heads: readonly string[],
    ids: readonly string[],
  ): Promise<Set<string>> {
    const rows = await this.database.query<{ id: string }>(
      `SELECT DISTINCT v.master_id AS id FROM ${schema}.master_version v
         JOIN catalogue.base_clock c ON c.base = '${schema}' AND v.recorded_from <= c.number AND v.recorded_to > c.number
        WHERE v.master_id = ANY($1::uuid[]) AND v.${divisions.column} && $2::text[]`,
      [ids, heads],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** Whether the platform ever knew an id. */
  async exists(sql: Sql, { schema }: BaseDefinition, id: string): Promise<boolean> {
    const rows = await sql.query(`SELECT 1 FROM ${schema}.master WHERE master_id = $1 LIMIT 1`, [id]);
    return rows.length > 0;
  }

  /** An id and all that were merged into it, however long ago. */
  async withPredecessors(sql: Sql, { schema }: BaseDefinition, id: string): Promise<string[]> {
    const rows = await sql.query<{ id: string }>(
      `WITH RECURSIVE lineage (id) AS (
         SELECT $1::uuid UNION
         SELECT m.master_id FROM lineage l JOIN ${schema}.master m ON m.successor = l.id)
       SELECT id FROM lineage`,
      [id],
    );
    return rows.map((row) => row.id);
  }
}

/** Never repeats the number. */
function noIdentifier(scheme: string, { code, message }: Finding): Problem {
  const told = { zh: `证件号码有误：${message.zh}`, en: `no such number can exist: ${message.en}` };
  return badRequest('identifier-invalid', told, [{ pointer: `#/identifiers/${scheme}`, code, message }]);
}
