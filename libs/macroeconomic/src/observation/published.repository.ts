import { Injectable } from '@nestjs/common';
import { Database } from '@siku/platform';
import type { Frequency } from '@siku/standards';
import { csvCellSql, type CsvCell } from './csv-cells.repository.js';
import type { ObservationRow } from './observation.repository.js';
import { sliceSql, type Slice } from './slice.repository.js';

/** Columns by which observations can be put in order. */
export const SORTED_BY = {
  /** all that makes a series, in the order of its key */
  series: '"seriesKey"',
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

/** Of a row what SDMX writes: no lookup beside it. */
export type PublishedRow = Pick<
  ObservationRow,
  'frequency' | 'indicator' | 'area' | 'adjustment' | 'period' | 'value' | 'status' | 'unit' | 'note'
>;

const PUBLISHED = `v.series_key AS "seriesKey", v.frequency, v.indicator, v.area, v.adjustment, v.period, v.period_start AS "periodStart",
  v.period_end AS "periodEnd", v.value::text AS value, v.status, v.attributes->>'unit' AS unit, v.attributes->>'note' AS note`;

/** Rows that are given ($1), as they are published. */
const GIVEN = `jsonb_to_recordset($1::jsonb) AS r(frequency text, indicator text, area text, adjustment text, period text, "periodEnd" text,
  value text, status text, unit text, note text)`;

/** Rows of one fetch of an export. */
const CHUNK = 5000;

function arrangedSql(
  slice: Slice,
  { order, firstN, lastN, offset, limit }: Arrangement,
): { from: string; order: string; parameters: unknown[] } {
  const { from, parameters } = sliceSql(slice);
  const parameter = (value: unknown): string => `$${parameters.push(value)}`;
  const counted = (name: string, direction: string): string =>
    `, row_number() OVER (PARTITION BY v.series_key ORDER BY v.period_start ${direction}) AS "${name}"`;
  const parts = firstN !== null || lastN !== null;
  const counts = parts ? counted('fromFirst', 'ASC') + counted('fromLast', 'DESC') : '';
  const part = parts ? `WHERE "fromFirst" <= ${parameter(firstN ?? 0)} OR "fromLast" <= ${parameter(lastN ?? 0)}` : '';
  const sorted = order.map(({ by, descending }) => `${SORTED_BY[by]} ${descending ? 'DESC' : 'ASC'} NULLS LAST`);
  return {
    from: `FROM (SELECT ${PUBLISHED}${counts} ${from}) r ${part}`,
    order: `ORDER BY ${sorted.join(', ')} OFFSET ${parameter(offset)} LIMIT ${parameter(limit)}`,
    parameters,
  };
}

/** What is published of observations, in an order and in parts, as messages of data have it. */
@Injectable()
export class PublishedRepository {
  constructor(private readonly database: Database) {}

  rows(slice: Slice, arrangement: Arrangement): AsyncIterable<PublishedRow[]> {
    const { from, order, parameters } = arrangedSql(slice, arrangement);
    return this.database.stream(`SELECT * ${from} ${order}`, parameters, CHUNK);
  }

  /** Lines of CSV: these cells after `head`, which is quoted where it must be. */
  lines(
    slice: Slice,
    arrangement: Arrangement,
    head: readonly string[],
    cells: readonly CsvCell[],
  ): AsyncGenerator<string> {
    const { from, order, parameters } = arrangedSql(slice, arrangement);
    return this.written(head, cells, `${from} ${order}`, parameters);
  }

  /** The same of rows that were read before; `periodEnd` yyyy-MM-dd. */
  async *linesOf(
    rows: readonly (PublishedRow & { periodEnd: string })[],
    head: readonly string[],
    cells: readonly CsvCell[],
  ): AsyncGenerator<string> {
    for (let at = 0; at < rows.length; at += CHUNK) {
      yield* this.written(head, cells, `FROM ${GIVEN}`, [JSON.stringify(rows.slice(at, at + CHUNK))]);
    }
  }

  private async *written(
    head: readonly string[],
    cells: readonly CsvCell[],
    from: string,
    parameters: unknown[],
  ): AsyncGenerator<string> {
    const parameter = (value: unknown): string => `$${parameters.push(value)}`;
    const beginning = parameter(head.map((cell) => `${cell},`).join(''));
    const rest = cells.map((cell) => csvCellSql(cell, parameter)).join(` || ',' || `);
    const rows = this.database.stream<{ line: string }>(
      `SELECT ${beginning}::text || ${rest} AS line ${from}`,
      parameters,
      CHUNK,
    );
    for await (const chunk of rows) yield `${chunk.map(({ line }) => line).join('\r\n')}\r\n`;
  }

  /** Frequencies of the observations of some slices. */
  async frequencies(slices: readonly Slice[]): Promise<Frequency[]> {
    const found = await Promise.all(
      slices.map((slice) => {
        const { from, parameters } = sliceSql(slice);
        return this.database.query<{ frequency: Frequency }>(`SELECT DISTINCT v.frequency ${from}`, parameters);
      }),
    );
    return found.flat().map(({ frequency }) => frequency);
  }
}
