import { KEY, type Cell } from './component.js';
import { FLOW } from './data-message.js';
import { observedOf, type Layout } from './data-layout.js';

/** What stands before the components of every line: the names of these columns, and what they hold. */
const HEADS = {
  csv1: { columns: ['DATAFLOW'], cells: [FLOW('1.0')] },
  csv2: { columns: ['STRUCTURE', 'STRUCTURE_ID', 'ACTION'], cells: ['dataflow', FLOW('1.0.0'), 'I'] },
} as const;

export type CsvFormat = keyof typeof HEADS;

/** SDMX-CSV 1.0 and 2.0. Lines come as the database writes them. */
export async function* writeCsv(
  format: CsvFormat,
  layout: Layout,
  lines: (head: readonly string[], columns: Cell['column'][]) => AsyncIterable<string>,
): AsyncGenerator<string> {
  const cells = layout.observations ? [...KEY, ...observedOf(layout)] : layout.series;
  const { columns, cells: head } = HEADS[format];
  yield `${[...columns, ...cells.map(({ id }) => id)].join(',')}\r\n`;
  yield* lines(
    head,
    cells.map(({ column }) => column),
  );
}
