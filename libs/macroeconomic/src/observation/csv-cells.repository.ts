import { STATUS_CODES } from '../dictionary.js';
import type { Dimension } from '../dimension.js';

type Column = Dimension | 'period' | 'value' | 'status' | 'unit' | 'note';

/** Names of codes. */
type Names = Readonly<Record<string, string>>;

/**
 * What a cell of CSV holds: a column, by default as it is, with the name of its code or only that; or several columns joined by full stops.
 */
export type CsvCell = { column: Column; show?: 'both' | 'name'; codes?: Names } | { key: readonly Column[] };

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
  const { column, show, codes } = cell;
  const text = TEXTS[column];
  if (show === 'name' && !codes) return `''`;
  if (show === undefined || !codes) return WRITTEN.includes(column) ? quoted(text) : text;
  const name = `(${parameter(JSON.stringify(codes))}::jsonb ->> (${text}))`;
  return quoted(show === 'name' ? name : `(${text} || coalesce(': ' || ${name}, ''))`);
}

/** A cell of a first line or of what all lines begin with. */
export const csvText = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
