import { csvText, type CsvCell } from '../observation/csv-cells.repository.js';
import { componentColumns, keyColumns, type CsvNames } from './csv-columns.js';
import type { CsvFormat, CsvOptions } from './data-format.js';
import { FLOW } from './data-message.js';
import type { Layout } from './data-layout.js';

/** What is said of lines by SDMX-CSV 2.0: information, or that there is no such observation any more. */
export interface CsvPart {
  action: 'I' | 'D';
  lines(head: readonly string[], cells: readonly CsvCell[]): AsyncIterable<string>;
}

/** How a table of SDMX-CSV looks; names are of the language asked for, null where none are. */
export interface CsvTable {
  format: CsvFormat;
  layout: Layout;
  options: CsvOptions;
  names: CsvNames | null;
}

/** SDMX-CSV 1.0 and 2.0. Lines come as the database writes them. 1.0 has no word for what is there no more. */
export async function* writeCsv(table: CsvTable, parts: readonly CsvPart[]): AsyncGenerator<string> {
  const { format, layout, options, names } = table;
  const columns = [...keyColumns(layout, options), ...componentColumns(layout, options, names)];
  const flow = headOf(table);
  const action = format === 'csv2' ? ['ACTION'] : [];
  const headings = [...flow.map(([heading]) => heading), ...action, ...columns.map(({ heading }) => heading)];
  yield `${headings.map(csvText).join(',')}\r\n`;
  const head = flow.map(([, cell]) => csvText(cell));
  const cells = columns.map(({ cell }) => cell);
  for (const part of parts) {
    if (format === 'csv2') yield* part.lines([...head, part.action], cells);
    else if (part.action === 'I') yield* part.lines(head, cells);
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
