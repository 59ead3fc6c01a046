import { Injectable } from '@nestjs/common';
import { Database, today } from '@siku/platform';
import { clockSql } from '@siku/master-data';
import type { Dimension } from '../dimension.js';
import type { Clause } from './clause.js';
import { clauseSql } from './clause.repository.js';
import type { HistoryRow } from './vintage.js';

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
  /** conditions besides, all of which are met */
  where?: readonly Clause[];
}

/** Columns by which observations can be put in order. */
export const SORTED_BY = {
  frequency: 'frequency',
  indicator: 'indicator',
  area: 'area',
  adjustment: 'adjustment',
  period: '"periodStart"',
  value: 'value::numeric',
  status: 'status',
  unit: 'unit',
  note: 'note',
} as const;

/** In which order, and which part of each series and of all. */
export interface Arrangement {
  order: readonly { by: keyof typeof SORTED_BY; descending: boolean }[];
  /** of each series, counted from its first and from its last period */
  firstN: number | null;
  lastN: number | null;
  offset: number;
  limit: number | null;
}

export interface ObservationRow {
  id: string;
  seriesKey: string;
  frequency: string;
  indicator: string;
  area: string;
  adjustment: string;
  period: string;
  periodStart: string;
  periodEnd: string;
  /** plain decimal text */
  value: string | null;
  status: string;
  unit: string | null;
  source: string | null;
  note: string | null;
  version: number;
  /** yyyy-MM-dd */
  publishedOn: string;
  knownFrom: string;
}

export interface SeriesRow {
  key: string;
  frequency: string;
  indicator: string;
  area: string;
  adjustment: string;
  unit: string | null;
  observations: number;
  firstPeriod: string;
  lastPeriod: string;
  updatedAt: string;
}

const ROW = `v.master_id AS id, v.series_key AS "seriesKey", v.frequency, v.indicator, v.area, v.adjustment, v.period,
  v.period_start AS "periodStart", v.period_end AS "periodEnd", v.value::text AS value, v.status,
  v.attributes->>'unit' AS unit, v.attributes->>'source' AS source, v.attributes->>'note' AS note, v.version,
  v.valid_from::text AS "publishedOn",
  (SELECT to_json(at) #>> '{}' FROM macroeconomic.publication WHERE number = v.recorded_from) AS "knownFrom"`;

/** Of a row what SDMX writes: no lookup beside it. */
export type PublishedRow = Pick<
  ObservationRow,
  'frequency' | 'indicator' | 'area' | 'adjustment' | 'period' | 'value' | 'status' | 'unit' | 'note'
>;

const PUBLISHED = `v.frequency, v.indicator, v.area, v.adjustment, v.period, v.period_start AS "periodStart",
  v.value::text AS value, v.status, v.attributes->>'unit' AS unit, v.attributes->>'note' AS note`;

const ORDER = `v.series_key, v.period_start`;

/** Reads of observations as of a vintage: docs/decisions/0005-vintages.md says what that is. */
@Injectable()
export class ObservationRepository {
  constructor(private readonly database: Database) {}

  async page(
    slice: Slice,
    after: readonly [seriesKey: string, periodStart: string] | null,
    limit: number,
  ): Promise<ObservationRow[]> {
    const { from, parameters } = sliceSql(slice);
    let where = '';
    if (after) {
      parameters.push(...after);
      where = ` AND (v.series_key, v.period_start) > ($${parameters.length - 1}, $${parameters.length})`;
    }
    parameters.push(limit);
    return this.database.query(
      `SELECT ${ROW} ${from}${where} ORDER BY ${ORDER} LIMIT $${parameters.length}`,
      parameters,
    );
  }

  /** One series, in the order of its periods. */
  async points(
    key: string,
    knownAt: string | null,
  ): Promise<Pick<ObservationRow, 'period' | 'value' | 'status' | 'unit'>[]> {
    const { from, parameters } = sliceSql({ series: [key], codes: {}, knownAt });
    return this.database.query(
      `SELECT v.period, v.value::text AS value, v.status, v.attributes->>'unit' AS unit ${from} ORDER BY v.period_start`,
      parameters,
    );
  }

  stream(slice: Slice): AsyncIterable<ObservationRow[]> {
    const { from, parameters } = sliceSql(slice);
    return this.database.stream(`SELECT ${ROW} ${from} ORDER BY ${ORDER}`, parameters, 5000);
  }

  /** What is published of observations, arranged. */
  arranged(slice: Slice, { order, firstN, lastN, offset, limit }: Arrangement): AsyncIterable<PublishedRow[]> {
    const { from, parameters } = sliceSql(slice);
    const parameter = (value: unknown): string => `$${parameters.push(value)}`;
    const counted = (name: string, direction: string): string =>
      `, row_number() OVER (PARTITION BY v.series_key ORDER BY v.period_start ${direction}) AS "${name}"`;
    const parts = firstN !== null || lastN !== null;
    const counts = parts ? counted('fromFirst', 'ASC') + counted('fromLast', 'DESC') : '';
    const part = parts
      ? `WHERE "fromFirst" <= ${parameter(firstN ?? 0)} OR "fromLast" <= ${parameter(lastN ?? 0)}`
      : '';
    const sorted = order.map(({ by, descending }) => `${SORTED_BY[by]} ${descending ? 'DESC' : 'ASC'} NULLS LAST`);
    const window = `OFFSET ${parameter(offset)} LIMIT ${parameter(limit)}`;
    return this.database.stream(
      `SELECT * FROM (SELECT ${PUBLISHED}${counts} ${from}) r ${part} ORDER BY ${sorted.join(', ')} ${window}`,
      parameters,
      5000,
    );
  }

  async count(slice: Slice): Promise<number> {
    const { from, parameters } = sliceSql(slice);
    const [row] = await this.database.query<{ count: number }>(`SELECT count(*)::int AS count ${from}`, parameters);
    return row!.count;
  }

  async series(slice: Slice, after: string, limit: number): Promise<SeriesRow[]> {
    const { from, parameters } = sliceSql(slice);
    parameters.push(after, limit);
    return this.database.query(
      `SELECT v.series_key AS key, v.frequency, v.indicator, v.area, v.adjustment,
              max(v.attributes->>'unit') AS unit, count(*)::int AS observations,
              (array_agg(v.period ORDER BY v.period_start))[1] AS "firstPeriod",
              (array_agg(v.period ORDER BY v.period_start DESC))[1] AS "lastPeriod",
              (SELECT to_json(at) #>> '{}' FROM macroeconomic.publication WHERE number = max(v.recorded_from)) AS "updatedAt"
         ${from} AND v.series_key > $${parameters.length - 1}
        GROUP BY 1, 2, 3, 4, 5 ORDER BY 1 LIMIT $${parameters.length}`,
      parameters,
    );
  }

  /** Every recorded stretch of a series that is public now. */
  async history(seriesKey: string): Promise<HistoryRow[]> {
    const at = (number: string): string =>
      `(SELECT to_json(at) #>> '{}' FROM macroeconomic.publication WHERE number = ${number})`;
    return this.database.query(
      `SELECT v.period, v.value::text AS value, v.status, v.attributes->>'unit' AS unit, v.attributes->>'note' AS note,
              v.valid_from::text AS "validFrom",
              nullif(v.valid_to, 'infinity')::text AS "validTo", ${at('v.recorded_from')} AS "recordedAt",
              ${at('v.recorded_to')} AS "replacedAt"
         FROM macroeconomic.master_version v
        WHERE v.series_key = $1 AND v.valid_from <= $2
          AND v.recorded_from <= (SELECT number FROM catalogue.base_clock WHERE base = 'macroeconomic')
        ORDER BY v.period_start, v.valid_from, v.recorded_from`,
      [seriesKey, today()],
    );
  }

  /** Codes in use in each dimension, and how many series and observations there are. */
  async available(slice: Slice): Promise<{
    codes: Record<Dimension, string[]>;
    from: string | null;
    to: string | null;
    series: number;
    observations: number;
  }> {
    const { from, parameters } = sliceSql(slice);
    const list = (column: string): string => `coalesce(json_agg(DISTINCT v.${column} ORDER BY v.${column}), '[]')`;
    const [row] = await this.database.query<Awaited<ReturnType<ObservationRepository['available']>>>(
      `SELECT json_build_object('frequency', ${list('frequency')}, 'indicator', ${list('indicator')},
                'area', ${list('area')}, 'adjustment', ${list('adjustment')}) AS codes,
              min(v.period_start) AS "from", max(v.period_end) AS "to",
              count(DISTINCT v.series_key)::int AS series, count(*)::int AS observations ${from}`,
      parameters,
    );
    return row!;
  }
}

/**
 * `FROM … WHERE …` of a slice. Known at an instant is what the platform had recorded by then and, of observations it did
 * not know yet, what it has now recorded as published by that day.
 */
export function sliceSql({ series, codes, from, to, knownAt, updatedAfter, where: clauses = [] }: Slice): {
  from: string;
  parameters: unknown[];
} {
  const parameters: unknown[] = [knownAt, today()];
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
  if (updatedAfter) {
    where.push(`v.recorded_from > (SELECT coalesce(max(number), 0) FROM macroeconomic.publication
      WHERE at <= ${placeholder(updatedAfter)}::timestamptz)`);
  }
  for (const clause of clauses) where.push(clauseSql(clause, placeholder));
  const recorded = `(v.recorded_from <= c.number AND v.recorded_to > c.number)`;
  const loadedLater = `(v.recorded_from <= c.latest AND v.recorded_to > c.latest AND EXISTS (
    SELECT 1 FROM macroeconomic.master m JOIN macroeconomic.publication p ON p.number = m.created_in
     WHERE m.master_id = v.master_id AND m.created_in > c.number AND m.recorded_to > c.latest
       AND v.valid_from < (p.at AT TIME ZONE 'Asia/Shanghai')::date))`;
  return {
    parameters,
    from: `FROM (SELECT ${clockSql('macroeconomic', '$1')} AS number,
                (SELECT number FROM catalogue.base_clock WHERE base = 'macroeconomic') AS latest,
                least($2::date, coalesce(($1::timestamptz AT TIME ZONE 'Asia/Shanghai')::date, $2::date)) AS day) c
      JOIN ${versions} v ON v.valid_from <= c.day AND v.valid_to > c.day
       AND ${knownAt === null ? recorded : `(${recorded} OR ${loadedLater})`}
     WHERE ${['true', ...where].join(' AND ')}`,
  };
}
