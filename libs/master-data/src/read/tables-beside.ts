import { cellsIn, rangeText, type ColumnRange } from './column-ranges.js';
import type { Header, SampleRow } from './header.js';
import { refusal } from './read-refusal.js';
import type { RowChunks } from './row-chunks.js';
import type { RowFault } from './source-table.js';

/** What the tables side by side say in one line of the sheet. */
export function addParts(
  chunks: RowChunks,
  ranges: readonly ColumnRange[],
  row: number,
  cells: (string | null)[],
  fault: RowFault | undefined,
): void {
  if (ranges.length === 1) chunks.add(row, cellsIn(cells, ranges[0]!), fault);
  else ranges.forEach((range, part) => chunks.add(row, cellsIn(cells, range), fault, part));
}

/** The header of the tables side by side: one, of all of them. Throws ReadRefusal where they differ. */
export function headerOf(
  ranges: readonly ColumnRange[],
  sample: readonly SampleRow[],
  find: (sample: SampleRow[]) => Header,
): Header {
  const headers = ranges.map((range) => find(sample.map(({ row, cells }) => ({ row, cells: cellsIn(cells, range) }))));
  const [first, ...others] = headers as [Header, ...Header[]];
  const isSame = ({ row, columns }: Header): boolean =>
    row === first.row &&
    columns.length === first.columns.length &&
    columns.every((name, at) => name === first.columns[at]);
  const at = others.findIndex((header) => !isSame(header));
  if (at >= 0) throw refusal.differentHeadings(rangeText(ranges[0]!), rangeText(ranges[at + 1]!));
  if (ranges[0]!.from === 0 && ranges[0]!.to === Infinity) return first;
  // A title stands over all of them.
  const over = sample
    .filter(({ row }) => row < first.first)
    .flatMap(({ cells }) => cells.flatMap((cell) => cell?.trim() || []));
  return { ...first, above: [...new Set(over)] };
}
