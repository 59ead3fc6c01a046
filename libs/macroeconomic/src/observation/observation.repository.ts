import { Injectable } from '@nestjs/common';
import { recordSql, type MasterRecord } from '@siku/master-data';
import { Database, today } from '@siku/platform';
import type { Dimension } from '../dimension.js';
import type { Clause } from './clause.js';
import { clauseSql } from './clause.repository.js';
import { SERIES_TEXT, sliceSql, type Slice } from './slice.repository.js';
import type { HistoryRow } from './vintage.js';

export interface ObservationRow {
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
  /** yyyy-MM-dd */
  publishedOn: string;
  knownFrom: string;
}

/** An observation as the record that it is. */
export interface ObservationRecord {
  record: MasterRecord;
  seriesKey: string;
  periodStart: string;
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

const ROW = `v.series_key AS "seriesKey", v.frequency, v.indicator, v.area, v.adjustment, v.period,
  v.period_start AS "periodStart", v.period_end AS "periodEnd", v.value::text AS value, v.status,
  v.attributes->>'unit' AS unit, v.attributes->>'source' AS source, v.attributes->>'note' AS note,
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
  ): Promise<ObservationRecord[]> {
    const { from, parameters } = sliceSql(slice);
    let where = '';
    if (after) {
      parameters.push(...after);
      where = ` AND (v.series_key, v.period_start) > ($${parameters.length - 1}, $${parameters.length})`;
    }
    parameters.push(limit);
    return this.database.query(
      `SELECT ${recordSql('macroeconomic')} AS record, v.series_key AS "seriesKey", v.period_start AS "periodStart"
         ${from}${where} ORDER BY ${ORDER} LIMIT $${parameters.length}`,
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

  /** The same, its periods that overlap [from, to] as JSON text; null where nothing is public. */
  async pointsText(
    key: string,
    { from = '', to = '9999', knownAt }: Pick<Slice, 'from' | 'to' | 'knownAt'>,
  ): Promise<{ observations: string; period: string; unit: string | null } | null> {
    const [found] = await this.database.queryPrepared<{
      observations: string;
      period: string | null;
      unit: string | null;
    }>('series-text', SERIES_TEXT, [knownAt, today(), key, from, to]);
    const { period = null, ...rest } = found ?? {};
    return period === null
      ? null
      : ({ ...rest, period } as { observations: string; period: string; unit: string | null });
  }

  stream(slice: Slice): AsyncIterable<ObservationRow[]> {
    const { from, parameters } = sliceSql(slice);
    return this.database.stream(`SELECT ${ROW} ${from} ORDER BY ${ORDER}`, parameters, 5000);
  }

  /** The last publication, how many definitions of indicators there are, and the instant since when all observations are as they are: the day counts too. */
  async state(): Promise<{ publication: number; definitions: number; changedAt: string }> {
    const [state] = await this.database.query<{ publication: number; definitions: number; changedAt: string }>(
      `SELECT number::int AS publication, (SELECT count(*)::int FROM macroeconomic.indicator) AS definitions, to_json(greatest(at, $1::date::timestamp AT TIME ZONE 'Asia/Shanghai')) #>> '{}' AS "changedAt"
         FROM catalogue.base_clock WHERE base = 'macroeconomic'`,
      [today()],
    );
    return state!;
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
      `WITH series AS MATERIALIZED (
       SELECT v.series_key AS key, v.frequency, v.indicator, v.area, v.adjustment,
              max(v.attributes->>'unit') AS unit, count(*)::int AS observations,
              (array_agg(v.period ORDER BY v.period_start))[1] AS "firstPeriod",
              (array_agg(v.period ORDER BY v.period_start DESC))[1] AS "lastPeriod",
              max(v.recorded_from) AS publication
         ${from} AND v.series_key > $${parameters.length - 1}
        GROUP BY 1, 2, 3, 4, 5 ORDER BY 1 LIMIT $${parameters.length})
       SELECT key, frequency, indicator, area, adjustment, unit, observations, "firstPeriod", "lastPeriod", to_json(p.at) #>> '{}' AS "updatedAt"
         FROM series JOIN macroeconomic.publication p ON p.number = publication ORDER BY key`,
      parameters,
    );
  }

  /** Series of which anything that meets the conditions was ever recorded. */
  async everRecorded(
    { codes, where = [] }: Pick<Slice, 'codes' | 'where'>,
    limit: number,
  ): Promise<Pick<SeriesRow, 'key' | Dimension>[]> {
    const parameters: unknown[] = [];
    const placeholder = (value: unknown): string => `$${parameters.push(value)}`;
    const met = [
      ...Object.entries(codes).map(([dimension, values]) => `v.${dimension} = ANY(${placeholder(values)}::text[])`),
      ...where.map((clause) => clauseSql(clause, placeholder)),
    ];
    return this.database.query(
      `SELECT DISTINCT v.series_key AS key, v.frequency, v.indicator, v.area, v.adjustment
         FROM macroeconomic.master_version v
        WHERE v.recorded_from <= (SELECT number FROM catalogue.base_clock WHERE base = 'macroeconomic')
          AND ${['true', ...met].join(' AND ')}
        ORDER BY 1 LIMIT ${placeholder(limit)}`,
      parameters,
    );
  }

  /** Every recorded stretch of a series that is public now, and whether it meets the conditions. */
  async history(seriesKey: string, where: readonly Clause[] = []): Promise<HistoryRow[]> {
    const parameters: unknown[] = [seriesKey, today()];
    const met = where.map((clause) => clauseSql(clause, (value) => `$${parameters.push(value)}`));
    const at = (number: string): string =>
      `(SELECT to_json(at) #>> '{}' FROM macroeconomic.publication WHERE number = ${number})`;
    return this.database.query(
      `SELECT v.period, v.value::text AS value, v.status, v.attributes->>'unit' AS unit, v.attributes->>'note' AS note,
              v.valid_from::text AS "validFrom",
              nullif(v.valid_to, 'infinity')::text AS "validTo", ${at('v.recorded_from')} AS "recordedAt",
              ${at('v.recorded_to')} AS "replacedAt", coalesce(${['true', ...met].join(' AND ')}, false) AS "isAsked"
         FROM macroeconomic.master_version v
        WHERE v.series_key = $1 AND v.valid_from <= $2
          AND v.recorded_from <= (SELECT number FROM catalogue.base_clock WHERE base = 'macroeconomic')
        ORDER BY v.period_start, v.valid_from, v.recorded_from`,
      parameters,
    );
  }

  /**
   * Codes of indicators and areas that anything was ever published of. The index is asked for the next code after each: a table of ten million
   * observations has few.
   */
  async codesInUse(): Promise<Record<'indicator' | 'area', string[]>> {
    const [indicator, area] = await Promise.all([this.distinct('indicator'), this.distinct('area')]);
    return { indicator, area };
  }

  /** Keys of all series of which anything was ever published. */
  seriesKeys(): Promise<string[]> {
    return this.distinct('series_key');
  }

  private async distinct(column: 'indicator' | 'area' | 'series_key'): Promise<string[]> {
    const next = (after: string): string =>
      `(SELECT v.${column} FROM macroeconomic.master_version v WHERE ${after}
           v.recorded_from <= (SELECT number FROM catalogue.base_clock WHERE base = 'macroeconomic')
         ORDER BY v.${column} LIMIT 1)`;
    const rows = await this.database.query<{ code: string }>(
      `WITH RECURSIVE used (code) AS (
         SELECT ${next('')} UNION ALL SELECT ${next(`v.${column} > used.code AND`)} FROM used WHERE used.code IS NOT NULL)
       SELECT code FROM used WHERE code IS NOT NULL`,
    );
    return rows.map(({ code }) => code);
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
