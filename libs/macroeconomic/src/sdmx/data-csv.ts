import { KEY, type Cell } from './component.js';
import { FLOW } from './data-message.js';
import { observedOf, type Layout } from './data-layout.js';

/** What stands before the components of every line: the names of these columns, and what they hold. */
const HEADS = {
  csv1: { columns: ['DATAFLOW'], cells: [FLOW('1.0')] },
  csv2: { columns: ['STRUCTURE', 'STRUCTURE_ID', 'ACTION'], cells: ['dataflow', FLOW('1.0.0')] },
} as const;

export type CsvFormat = keyof typeof HEADS;

/** What is said of lines by SDMX-CSV 2.0: information, or that there is no such observation any more. */
export interface CsvPart {
  action: 'I' | 'D';
  lines(head: readonly string[], columns: Cell['column'][]): AsyncIterable<string>;
}

/** SDMX-CSV 1.0 and 2.0. Lines come as the database writes them. 1.0 has no word for what is there no more. */
export async function* writeCsv(format: CsvFormat, layout: Layout, parts: readonly CsvPart[]): AsyncGenerator<string> {
  const cells = layout.observations ? [...KEY, ...observedOf(layout)] : layout.series;
  const { columns, cells: head } = HEADS[format];
  yield `${[...columns, ...cells.map(({ id }) => id)].join(',')}\r\n`;
  const shown = cells.map(({ column }) => column);
  for (const { action, lines } of parts) {
    if (format === 'csv2') yield* lines([...head, action], shown);
    else if (action === 'I') yield* lines(head, shown);
  }
}
