import { MAX_COLUMNS } from './limits.js';
import { refusal } from './read-refusal.js';

export interface SampleRow {
  row: number;
  cells: (string | null)[];
}

/** What a definition says of the header. */
export interface HeaderHints {
  headerRow?: number;
  headerRows?: number;
}

export interface Header {
  /** the last line of it */
  row: number;
  columns: string[];
}

/** First character of every cell of the description row in our templates; a row of such cells below the header is no data. */
export const DESCRIPTION_MARK = '※';

/** Share of the table's width that must be filled for a row to be the header and not a title, a unit or a date above it. */
const FILLED_SHARE = 0.6;

/**
 * The header is the first row that is filled about as widely as the table is and does not repeat one text, as exporters
 * do that fill merged title cells. Duplicates and gaps in it are refused, not skipped: the row below would be data.
 */
export function findHeader(sample: SampleRow[], { headerRow, headerRows = 1 }: HeaderHints): Header {
  const rows = sample.map(({ row, cells }) => ({ row, cells: cells.map(columnName) }));
  const filled = rows.map(({ cells }) => cells.filter((cell) => cell !== ''));
  const width = Math.max(0, ...filled.map((cells) => cells.length));
  const header =
    headerRow === undefined
      ? rows.find((_, at) => {
          const cells = filled[at]!;
          return cells.length > 0 && cells.length >= width * FILLED_SHARE && new Set(cells).size * 2 > cells.length;
        })
      : rows.find(({ row }) => row === headerRow);
  if (header === undefined) throw refusal.noHeader();
  if (headerRows > 1) {
    const lines = rows.filter(({ row }) => row >= header.row && row < header.row + headerRows);
    const joined = { row: header.row + headerRows - 1, cells: joinedHeadings(lines.map(({ cells }) => cells)) };
    return { row: joined.row, columns: checkedNames(joined, rows) };
  }
  return { row: header.row, columns: checkedNames(header, rows) };
}

/** One heading of several lines each: a merged cell above, of which only the first is filled, counts for all below it. */
function joinedHeadings(lines: readonly string[][]): string[] {
  const width = Math.max(...lines.map((cells) => cells.length));
  const headings = Array.from({ length: width }, () => '');
  lines.forEach((cells, line) => {
    let above = '';
    for (let column = 0; column < width; column++) {
      const own = cells[column] ?? '';
      if (own !== '') above = own;
      const part = line === lines.length - 1 ? own : above;
      if (part !== '' && !headings[column]!.endsWith(part)) headings[column] = joinText(headings[column]!, part);
    }
  });
  return headings;
}

/** Chinese is written without spaces. */
const joinText = (first: string, second: string): string =>
  first === '' || /[\u2E80-\uFFEF]$/u.test(first) || /^[\u2E80-\uFFEF]/u.test(second)
    ? first + second
    : `${first} ${second}`;

function checkedNames(header: { row: number; cells: string[] }, rows: { row: number; cells: string[] }[]): string[] {
  const columns = [...header.cells];
  // Trailing separators make columns that never hold anything.
  const used = Math.max(
    ...rows.filter(({ row }) => row >= header.row).map(({ cells }) => cells.findLastIndex((cell) => cell !== '')),
  );
  while (columns.length > 0 && columns.at(-1) === '' && columns.length > used + 1) columns.pop();
  const gaps = columns.flatMap((name, at) => (name === '' ? [String(at + 1)] : []));
  if (columns.length > MAX_COLUMNS) throw refusal.tooManyColumns(columns.length);
  if (columns.length === 0) throw refusal.noHeader();
  // Nobody types these: the bytes only happen to be decodable.
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  if (columns.some((name) => /[\0-\x08\x0e-\x1f\x7f]/u.test(name))) throw refusal.unknownFormat();
  if (gaps.length > 0) throw refusal.emptyHeader(gaps, header.row);
  refuseDuplicates(columns, header.row);
  return columns;
}

export function refuseDuplicates(columns: string[], row?: number) {
  const repeated = new Set(columns.filter((name, at) => columns.indexOf(name) !== at));
  if (repeated.size > 0) throw refusal.duplicateHeader([...repeated], row);
}

export function isDescriptionRow(cells: (string | null)[]): boolean {
  const filled = cells.filter((cell) => cell !== null && cell !== '');
  return filled.length > 0 && filled.every((cell) => cell!.startsWith(DESCRIPTION_MARK));
}

/** Line breaks in a heading are layout; between Chinese characters they leave nothing behind. */
function columnName(cell: string | null): string {
  return (cell ?? '')
    .trim()
    .replace(/(?<=[\u2E80-\uFFEF])\s*[\r\n]+\s*(?=[\u2E80-\uFFEF])/gu, '')
    .replace(/\s*[\r\n]+\s*/gu, ' ');
}
