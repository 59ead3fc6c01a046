import { STATUS_CODES } from '../dictionary.js';
import type { Frequency } from '@siku/standards';
import type { Dimension } from '../dimension.js';

type Column = Dimension | 'period' | 'value' | 'status' | 'unit' | 'note';

/** Names of codes. */
type Names = Readonly<Record<string, string>>;

/**
 * What a cell of CSV holds: a column, by default as it is, with the name of its code or only that; several columns joined by full stops;
 * the first day of the period of a frequency that the observation's own ends in; or the same text in all lines.
 */
export type CsvCell =
  | { column: Column; show?: 'both' | 'name'; codes?: Names }
  | { key: readonly Column[] }
  | { dayOf: Frequency }
  | { text: string };

/** First day of the period that the last day of another lies in. */
const FIRST_DAYS: Readonly<Record<Frequency, string>> = {
  ...{ A: `date_trunc('year', d)`, Q: `date_trunc('quarter', d)`, M: `date_trunc('month', d)` },
  S: `date_trunc('year', d) + CASE WHEN extract(month FROM d) > 6 THEN interval '6 months' ELSE interval '0' END`,
  ...{ W: `date_trunc('week', d)`, D: 'd' },
};

/** Published columns as SDMX writes them. */
const TEXTS: Readonly<Record<Column, string>> = {
  ...{ frequency: 'frequency', indicator: 'indicator', area: 'area', adjustment: 'adjustment', period: 'period' },
  ...{ value: `coalesce(value, '')`, unit: 'unit', note: 'note' },
  status: `CASE status ${Object.entries(STATUS_CODES)
    .map(([status, code]) => `WHEN '${status}' THEN '${code}'`)
    .join(' ')} ELSE '' END`,
};

/** Only what people write may hold a comma. */
const WRITTEN: readonly Column[] = ['indicator', 'unit', 'note'];

const quoted = (text: string): string =>
  `CASE WHEN ${text} ~ '[",\\r\\n]' THEN '"' || replace(${text}, '"', '""') || '"' ELSE coalesce(${text}, '') END`;

/** The cell as an expression; `parameter` puts a value among the parameters and answers its placeholder. */
export function csvCellSql(cell: CsvCell, parameter: (value: unknown) => string): string {
  if ('key' in cell) {
    if (cell.key.length === 0) return `''`;
    return quoted(`(${cell.key.map((column) => TEXTS[column]).join(` || '.' || `)})`);
  }
  if ('text' in cell) return `${parameter(csvText(cell.text))}::text`;
  if ('dayOf' in cell) {
    return `(SELECT to_char(${FIRST_DAYS[cell.dayOf]}, 'YYYY-MM-DD') FROM (SELECT "periodEnd"::timestamp AS d) e)`;
  }
  const { column, show, codes } = cell;
  const text = TEXTS[column];
  if (show === 'name' && !codes) return `''`;
  if (show === undefined || !codes) return WRITTEN.includes(column) ? quoted(text) : text;
  const name = `(${parameter(JSON.stringify(codes))}::jsonb ->> (${text}))`;
  return quoted(show === 'name' ? name : `(${text} || coalesce(': ' || ${name}, ''))`);
}

/** A cell of a first line or of what all lines begin with. */
export const csvText = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
