import type { Readable } from 'node:stream';
import type { Message } from '@siku/standards';
import { type CsvRow, writeCsv } from './csv-writer.js';
import { sheetRow, STYLE, worksheet, writeWorkbook } from './workbook-writer.js';

export type ReportFormat = 'csv' | 'xlsx';

/** What is told about a row, and the row itself as it stood in the file. */
export interface ReportedRow {
  issue: {
    row: number;
    column: string | null;
    value: string | null;
    severity: 'error' | 'warning';
    code: string;
    message: Message;
    hint: Message;
  };
  raw: (string | null)[];
}

const HEADINGS = [
  '行号 Row',
  '列 Column',
  '值 Value',
  '级别 Severity',
  '代码 Code',
  '问题',
  '处理办法',
  'Problem',
  'What to do',
];
const WIDTHS = [10, 18, 24, 12, 22, 44, 44, 44, 44];
const RAW_WIDTH = 18;
const SEVERITY = { error: '错误 error', warning: '警告 warning' };

/** Excel has 1,048,576 rows. The CSV report has no end. */
const MAX_SHEET_ROWS = 1_000_000;

/**
 * The issues of a batch with the original row beside each, at the pace of whoever downloads it. In a workbook a row stands once, with all that is
 * told about it: it is corrected there and delivered, and twice it would be refused.
 */
export function writeIssueReport(
  format: ReportFormat,
  columns: string[],
  issues: AsyncIterable<ReportedRow>,
): Readable {
  if (format === 'csv') return writeCsv(reportRows(columns, issues));
  const rows = reportRows(columns, issues, true);
  const columnWidths = [...WIDTHS, ...columns.map(() => RAW_WIDTH)];
  return writeWorkbook([{ name: '问题 Issues', xml: worksheet({ columnWidths, frozenRows: 1 }, sheetRows(rows)) }]);
}

async function* reportRows(
  columns: string[],
  issues: AsyncIterable<ReportedRow>,
  isRowOnce = false,
): AsyncGenerator<CsvRow> {
  yield [...HEADINGS, ...columns];
  let told: ReportedRow[] = [];
  for await (const one of issues) {
    if (told.length > 0 && !(isRowOnce && told[0]!.issue.row === one.issue.row)) {
      yield reportRow(told);
      told = [];
    }
    told.push(one);
  }
  if (told.length > 0) yield reportRow(told);
}

/** @param told issues of one row; each has a line in every cell */
function reportRow(told: readonly ReportedRow[]): CsvRow {
  const issues = told.map(({ issue }) => issue);
  const lines = (text: (issue: ReportedRow['issue']) => string | null): string | null =>
    issues.length === 1 ? text(issues[0]!) : issues.map((issue) => text(issue) ?? '').join('\n');
  return [
    String(issues[0]!.row),
    lines(({ column }) => column),
    lines(({ value }) => value),
    lines(({ severity }) => SEVERITY[severity]),
    lines(({ code }) => code),
    lines(({ message }) => message.zh),
    lines(({ hint }) => hint.zh),
    lines(({ message }) => message.en),
    lines(({ hint }) => hint.en),
    ...told[0]!.raw,
  ];
}

async function* sheetRows(rows: AsyncIterable<CsvRow>): AsyncGenerator<string> {
  let row = 0;
  for await (const cells of rows) {
    row++;
    if (row > MAX_SHEET_ROWS) {
      yield sheetRow(row, ['问题超过一百万条，其余请下载 CSV。 More than a million issues: the rest is in the CSV.']);
      return;
    }
    yield sheetRow(row, [...cells], row === 1 ? STYLE.heading : styleOf(cells));
  }
}

const styleOf = (cells: CsvRow): number =>
  cells.slice(0, HEADINGS.length).some((cell) => cell?.includes('\n')) ? STYLE.lines : STYLE.text;
