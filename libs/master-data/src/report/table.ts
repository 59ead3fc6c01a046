import type { Readable } from 'node:stream';
import { writeCsv, type CsvRow } from './csv-writer.js';
import type { ReportFormat } from './issue-report.js';
import { sheetRow, STYLE, worksheet, writeWorkbook } from './workbook-writer.js';

/** A table somebody reads or goes on calculating with. */
export interface TableSheet {
  name: string;
  /** what stands above it in a workbook: a label and its text */
  about?: readonly CsvRow[];
  header: readonly string[];
  rows: AsyncIterable<CsvRow> | Iterable<CsvRow>;
  /** whether a column holds figures: plain decimal text */
  isFigure(column: number): boolean;
}

/** Excel has 1,048,576 rows. A CSV has no end. */
const MAX_SHEET_ROWS = 1_000_000;

/** A workbook, or the first of the sheets as CSV, at the pace of whoever reads it. */
export function writeTables(format: ReportFormat, sheets: readonly [TableSheet, ...TableSheet[]]): Readable {
  if (format === 'csv') return writeCsv(lines(sheets[0]));
  return writeWorkbook(
    sheets.map((sheet) => {
      const above = sheet.about?.length ? sheet.about.length + 1 : 0;
      const layout = { columnWidths: sheet.header.map(() => 18), frozenRows: above + 1 };
      return { name: sheet.name, xml: worksheet(layout, sheetRows(sheet, above)) };
    }),
  );
}

async function* lines({ header, rows }: TableSheet): AsyncGenerator<CsvRow> {
  yield header;
  yield* rows;
}

async function* sheetRows({ about = [], header, rows, isFigure }: TableSheet, above: number): AsyncGenerator<string> {
  for (const [i, cells] of about.entries()) yield sheetRow(i + 1, cells, i === 0 ? STYLE.heading : STYLE.text);
  let row = above + 1;
  yield sheetRow(row, header, STYLE.heading);
  for await (const cells of rows) {
    row++;
    if (row > MAX_SHEET_ROWS) {
      yield sheetRow(row, ['超过一百万行，其余请下载 CSV。 More than a million rows: the rest is in the CSV.']);
      return;
    }
    yield sheetRow(
      row,
      cells.map((cell, column) => (cell !== null && isFigure(column) ? { number: cell } : cell)),
    );
  }
}
