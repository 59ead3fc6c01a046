import type { Frequency } from '@siku/standards';
import { csvText, type CsvCell } from '../observation/csv-cells.repository.js';
import { componentColumns, keyColumns, type CsvNames } from './csv-columns.js';
import type { CsvFormat, CsvOptions } from './data-format.js';
import { FLOW, type DataSet } from './data-message.js';
import type { Layout } from './data-layout.js';

/** Lines of one data set. */
export interface CsvPart extends Omit<DataSet, 'rows'> {
  lines(head: readonly string[], cells: readonly CsvCell[]): AsyncIterable<string>;
}

/** How a table of SDMX-CSV looks; names are of the language asked for, null where none are. */
export interface CsvTable {
  format: CsvFormat;
  layout: Layout;
  options: CsvOptions;
  names: CsvNames | null;
  /** the highest frequency in the table, where its periods are to be dates */
  dayOf: Frequency | null;
  /** lines say from when or until when they were valid */
  history: boolean;
}

const ACTIONS: Readonly<Record<DataSet['action'], string>> = { Information: 'I', Replace: 'R', Delete: 'D' };

/**
 * SDMX-CSV 1.0 and 2.0. Lines come as the database writes them. The standard has no columns for the validity of a data set; it leaves
 * columns of one's own to everybody. 1.0 has no word for what is there no more: without its history it is left out.
 */
export async function* writeCsv(table: CsvTable, parts: readonly CsvPart[]): AsyncGenerator<string> {
  const { format, layout, options, names, dayOf, history } = table;
  const columns = [...keyColumns(layout, options), ...componentColumns(layout, options, names, dayOf)];
  const flow = headOf(table);
  const action = format === 'csv2' ? ['ACTION'] : [];
  const validity = history ? ['VALID_FROM', 'VALID_TO'] : [];
  const headings = [
    ...flow.map(([heading]) => heading),
    ...action,
    ...columns.map(({ heading }) => heading),
    ...validity,
  ];
  yield `${headings.map(csvText).join(',')}\r\n`;
  const head = flow.map(([, cell]) => csvText(cell));
  for (const { action: done, validFrom = '', validTo = '', lines } of parts) {
    if (format === 'csv1' && done === 'Delete' && !history) continue;
    const cells = [...columns.map(({ cell }) => cell), ...(history ? [{ text: validFrom }, { text: validTo }] : [])];
    yield* lines(format === 'csv2' ? [...head, ACTIONS[done]] : head, cells);
  }
}

/** What stands before the action and the components of every line, each with its heading. */
function headOf({ format, options, names }: CsvTable): (readonly [heading: string, cell: string])[] {
  const id = FLOW(format === 'csv2' ? '1.0.0' : '1.0');
  const shown = names && options.labels === 'both' ? `${id}: ${names.flow}` : id;
  if (format === 'csv1') return [['DATAFLOW', shown]];
  const name = names && options.labels === 'name' ? [['STRUCTURE_NAME', names.flow] as const] : [];
  return [['STRUCTURE', 'dataflow'], ['STRUCTURE_ID', shown], ...name];
}
