import { Injectable } from '@nestjs/common';
import { Database, today } from '@siku/platform';
import { clockSql } from '@siku/master-data';
import type { Dimension } from '../dimension.js';
import type { HistoryRow } from './vintage.js';

/** Which observations: any of the given codes in each dimension, and periods that overlap [from, to]. */
export interface Slice {
  series?: readonly string[];
  codes: Partial<Record<Dimension, readonly string[]>>;
  /** yyyy-MM-dd */
  from?: string;
  to?: string;
  /** instant; null for now */
  knownAt: string | null;
  /** only what was recorded after this instant */
  updatedAfter?: string;
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

  stream(slice: Slice): AsyncIterable<ObservationRow[]> {
    const { from, parameters } = sliceSql(slice);
    return this.database.stream(`SELECT ${ROW} ${from} ORDER BY ${ORDER}`, parameters, 5000);
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
              ${at('v.recorded_to')} AS "replacedAt",
              ${at('(SELECT min(m.created_in) FROM macroeconomic.master m WHERE m.master_id = v.master_id)')} AS "firstKnownAt"
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
export function sliceSql({ series, codes, from, to, knownAt, updatedAfter }: Slice): {
  from: string;
  parameters: unknown[];
} {
  const parameters: unknown[] = [knownAt, today()];
  const where: string[] = [];
  const add = (sql: (parameter: string) => string, value: unknown): void => {
    parameters.push(value);
    where.push(sql(`$${parameters.length}`));
  };
  if (series) add((p) => `v.series_key = ANY(${p}::text[])`, series);
  for (const [dimension, values] of Object.entries(codes)) add((p) => `v.${dimension} = ANY(${p}::text[])`, values);
  if (from) add((p) => `v.period_end >= ${p}`, from);
  if (to) add((p) => `v.period_start <= ${p}`, to);
  if (updatedAfter)
    add(
      (p) =>
        `v.recorded_from > (SELECT coalesce(max(number), 0) FROM macroeconomic.publication WHERE at <= ${p}::timestamptz)`,
      updatedAfter,
    );
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
      JOIN macroeconomic.master_version v ON v.valid_from <= c.day AND v.valid_to > c.day
       AND ${knownAt === null ? recorded : `(${recorded} OR ${loadedLater})`}
     WHERE ${['true', ...where].join(' AND ')}`,
  };
}
