/** SQL for the publication number of a read point, its `knownAt` being parameter `parameter` (null for now). */
export const clockSql = (schema: string, parameter: string): string =>
  `(SELECT CASE WHEN ${parameter}::timestamptz IS NULL
       THEN (SELECT number FROM catalogue.base_clock WHERE base = '${schema}')
       ELSE (SELECT coalesce(max(number), 0) FROM ${schema}.publication WHERE at <= ${parameter}::timestamptz) END)`;
