import { Injectable } from '@nestjs/common';
import type { Sql } from '@siku/platform';
import type { BaseDefinition } from '../base/base-definition.js';

/** SQL for the publication number of a read point, its `knownAt` being parameter `parameter` (null for now). */
export const clockSql = (schema: string, parameter: string): string =>
  `(SELECT CASE WHEN ${parameter}::timestamptz IS NULL
       THEN (SELECT number FROM catalogue.base_clock WHERE base = '${schema}')
       ELSE (SELECT coalesce(max(number), 0) FROM ${schema}.publication WHERE at <= ${parameter}::timestamptz) END)`;

@Injectable()
export class ClockRepository {
  /** The publication of a read point, and when it was; 0 before the first. */
  async at(
    sql: Sql,
    { schema }: BaseDefinition,
    knownAt: string | null,
  ): Promise<{ publication: number; knownAt: string | null }> {
    const [clock] = await sql.query<{ publication: number; knownAt: string | null }>(
      `SELECT c.number::int AS publication,
              (SELECT to_json(at) #>> '{}' FROM ${schema}.publication WHERE number = c.number) AS "knownAt"
         FROM (SELECT ${clockSql(schema, '$1')} AS number) c`,
      [knownAt],
    );
    return clock!;
  }
}
