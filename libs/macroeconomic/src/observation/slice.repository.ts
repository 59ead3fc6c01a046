import { clockSql } from '@siku/master-data';
import { today } from '@siku/platform';
import type { Dimension } from '../dimension.js';
import type { Clause } from './clause.js';
import { clauseSql } from './clause.repository.js';

/** Which observations: any of the given codes in each dimension, and periods that overlap [from, to]. */
export interface Slice {
  series?: readonly string[];
  codes: { readonly [dimension in Dimension]?: readonly string[] | undefined };
  /** yyyy-MM-dd */
  from?: string;
  to?: string;
  /** instant; null for now */
  knownAt: string | null;
  /** only what was recorded after this instant */
  updatedAfter?: string;
  /** instead: what was public at this instant, and is no more */
  withdrawnSince?: string;
  /** conditions besides, all of which are met */
  where?: readonly Clause[];
}

/**
 * `FROM … WHERE …` of a slice. Known at an instant is what the platform had recorded by then and, of observations it did
 * not know yet, what it has now recorded as published by that day.
 */
export function sliceSql({
  series,
  codes,
  from,
  to,
  knownAt,
  updatedAfter,
  withdrawnSince,
  where: clauses = [],
}: Slice): {
  from: string;
  parameters: unknown[];
} {
  const parameters: unknown[] = [withdrawnSince ?? knownAt, today()];
  const where: string[] = [];
  const placeholder = (value: unknown): string => `$${parameters.push(value)}`;
  // Of a few series all rows are found by key first (OFFSET 0): dates and vintages would lead through the whole table.
  const versions = series
    ? `(SELECT * FROM macroeconomic.master_version WHERE series_key = ANY(${placeholder(series)}::text[]) OFFSET 0)`
    : 'macroeconomic.master_version';
  for (const [dimension, values] of Object.entries(codes)) {
    if (values) where.push(`v.${dimension} = ANY(${placeholder(values)}::text[])`);
  }
  if (from) where.push(`v.period_end >= ${placeholder(from)}`);
  if (to) where.push(`v.period_start <= ${placeholder(to)}`);
  if (withdrawnSince) where.push(`NOT ${PUBLIC_NOW}`);
  if (updatedAfter) {
    where.push(`v.recorded_from > (SELECT coalesce(max(number), 0) FROM macroeconomic.publication
      WHERE at <= ${placeholder(updatedAfter)}::timestamptz)`);
  }
  for (const clause of clauses) where.push(clauseSql(clause, placeholder));
  const vintage = knownAt === null || withdrawnSince ? RECORDED : `(${RECORDED} OR ${LOADED_LATER})`;
  return {
    parameters,
    from: `FROM ${VINTAGE} c JOIN ${versions} v ON v.valid_from <= c.day AND v.valid_to > c.day AND ${vintage}
     WHERE ${['true', ...where].join(' AND ')}`,
  };
}

/** The vintage of parameter 1, null for now, on the day of parameter 2: publication, last publication, day. Evaluated once (OFFSET 0). */
const VINTAGE = `(SELECT ${clockSql('macroeconomic', '$1')} AS number,
         (SELECT number FROM catalogue.base_clock WHERE base = 'macroeconomic') AS latest,
         least($2::date, coalesce(($1::timestamptz AT TIME ZONE 'Asia/Shanghai')::date, $2::date)) AS day OFFSET 0)`;

/** `+ 0`: nearly every row was recorded before now, an index that finds these is of no use. */
const RECORDED = '(v.recorded_from + 0 <= c.number AND v.recorded_to > c.number)';

/** Published before the day on which the observation was first recorded; that day is never before the vintage's. */
const LOADED_LATER = `(v.first_recorded > c.number AND v.recorded_from + 0 <= c.latest AND v.recorded_to > c.latest AND (v.valid_from < c.day
    OR v.valid_from < (SELECT (p.at AT TIME ZONE 'Asia/Shanghai')::date FROM macroeconomic.publication p WHERE p.number = v.first_recorded)))`;

const PUBLIC_NOW = `EXISTS (SELECT 1 FROM macroeconomic.master_version n WHERE n.master_id = v.master_id
    AND n.recorded_from <= c.latest AND n.recorded_to > c.latest AND n.valid_from <= $2::date AND n.valid_to > $2::date)`;

/** One series ($3) as of a vintage, as it is given out: its periods that overlap [$4, $5], and what all of them say of it. */
export const SERIES_TEXT = `SELECT '[' || coalesce(string_agg('{"period":"' || v.period || '","value":' || coalesce('"' || v.value::text || '"', 'null')
           || ',"status":"' || v.status || '"}', ',' ORDER BY v.period_start)
           FILTER (WHERE v.period_end >= $4 AND v.period_start <= $5), '') || ']' AS observations,
         min(v.period) AS period,
         (array_agg(v.attributes->>'unit' ORDER BY v.period_start DESC) FILTER (WHERE v.attributes ? 'unit'))[1] AS unit
    FROM ${VINTAGE} c JOIN macroeconomic.master_version v
      ON v.series_key = $3 AND v.valid_from <= c.day AND v.valid_to > c.day AND (${RECORDED} OR ${LOADED_LATER})`;
