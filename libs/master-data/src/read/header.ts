import { rangeText, tablesBeside } from './column-ranges.js';
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
  /** Where it says nothing, headings may take several lines. */
  findHeaderRows?: boolean;
}

export interface Header {
  /** the first line of it */
  first: number;
  /** the last line of it */
  row: number;
  columns: string[];
  /** texts that stand above it: a title, a unit */
  above: string[];
  /** of several lines: the name that all columns but the first ones have in common */
  common?: string;
}

/** First character of every cell of the description row in our templates; a row of such cells below the header is no data. */
export const DESCRIPTION_MARK = '※';

/** Share of the table's width that must be filled for a row to be the header and not a title, a unit or a date above it. */
const FILLED_SHARE = 0.6;

type Line = { row: number; cells: string[] };

/**
 * The header is the first row that is filled about as widely as the table is and does not repeat one text, as exporters
 * do that fill merged title cells. Duplicates and gaps in it are refused, not skipped: the row below would be data.
 */
export function findHeader(sample: SampleRow[], { headerRow, headerRows = 1, findHeaderRows }: HeaderHints): Header {
  const rows = sample.map(({ row, cells }): Line => ({ row, cells: cells.map(columnName) }));
  const width = Math.max(0, ...rows.map(({ cells }) => filledOf(cells).length));
  const header =
    headerRow === undefined
      ? rows.find(({ cells }) => isHeadings(filledOf(cells), width))
      : rows.find(({ row }) => row === headerRow);
  if (header === undefined) throw refusal.noHeader();
  const lines =
    findHeaderRows && headerRow === undefined
      ? spanningLines(rows, header)
      : rows.filter(({ row }) => row >= header.row && row < header.row + headerRows);
  const first = lines[0]!.row;
  const joined = { row: Math.max(lines.at(-1)!.row, first + headerRows - 1), cells: headingsOf(lines) };
  const above = rows.filter(({ row }) => row < first).flatMap(({ cells }) => [...new Set(filledOf(cells))]);
  const common = commonName(lines.map(({ cells }) => cells));
  const columns = checkedNames(joined, rows, first);
  return { first, row: joined.row, columns, above, ...(common !== null && { common }) };
}

const filledOf = (cells: readonly string[]): string[] => cells.filter((cell) => cell !== '');

function isHeadings(filled: readonly string[], width: number): boolean {
  const times = new Map<string, number>();
  for (const cell of filled) times.set(cell, (times.get(cell) ?? 0) + 1);
  return (
    filled.length > 0 && filled.length >= width * FILLED_SHARE && Math.max(...times.values()) * 2 <= filled.length + 1
  );
}

/** Most lines that headings take. */
const MOST_LINES = 4;

/** What is said above a table and is no heading, in however many cells. */
const REMARK = /单位[:：]|^(?:制表|填报|填表|编制|表号|日期|来源)/u;

/** The header, with lines next to it for as long as it has gaps or names a column twice, and they name what it leaves open. */
function spanningLines(rows: readonly Line[], header: Line): Line[] {
  const lines = [header];
  const lineOf = (row: number): Line | undefined => rows.find((line) => line.row === row);
  while (lines.length < MOST_LINES && !isComplete(headingsOf(lines), rows, header.row)) {
    const [above, below] = [lineOf(lines[0]!.row - 1), lineOf(lines.at(-1)!.row + 1)];
    if (above && isGroupLine(above)) lines.unshift(above);
    else if (below && isGroupLine(below) && (!below.cells.some(isFigure) || isNumbering(below))) lines.push(below);
    else break;
  }
  const translation = lineOf(lines.at(-1)!.row + 1);
  if (lines.length < MOST_LINES && translation && isTranslation(headingsOf(lines), translation.cells))
    lines.push(translation);
  return lines;
}

/** A line of headings in another language below those in Chinese. */
function isTranslation(headings: readonly string[], cells: readonly string[]): boolean {
  const filled = filledOf(cells);
  const isForeign = (text: string): boolean => /[A-Za-z]{2}/.test(text) && !/\p{Script=Han}/u.test(text);
  const isChinese = (text: string): boolean => /\p{Script=Han}/u.test(text);
  return (
    filled.length >= headings.length * FILLED_SHARE && filled.every(isForeign) && filledOf(headings).every(isChinese)
  );
}

function isComplete(names: readonly string[], rows: readonly Line[], from: number): boolean {
  const width = Math.max(...rows.filter(({ row }) => row >= from).map(({ cells }) => lastFilled(cells) + 1));
  return names.length >= width && !names.includes('') && new Set(names).size === names.length;
}

/** Names over several columns each; one text alone, or over all of them, is a title. */
function isGroupLine({ cells }: Line): boolean {
  const filled = filledOf(cells);
  const within = cells.slice(
    cells.findIndex((cell) => cell !== ''),
    lastFilled(cells) + 1,
  );
  const isRepeated = filled.length > 1 && within.includes('');
  return (new Set(filled).size > 1 || isRepeated) && !cells.some((cell) => REMARK.test(cell));
}

/** 1, 2, 3 … behind an empty cell: months, or quarters. */
function isNumbering({ cells }: Line): boolean {
  const filled = filledOf(cells);
  return cells[0] === '' && filled.every((cell, at) => cell === String(at + 1));
}

const isFigure = (cell: string): boolean => /^[-+]?[\d,，]+(?:\.\d+)?%?$/u.test(cell) && !/^(?:19|20)\d\d$/.test(cell);

const lastFilled = (cells: readonly string[]): number => cells.findLastIndex((cell) => cell !== '');

const headingsOf = (lines: readonly Line[]): string[] =>
  lines.length === 1 ? lines[0]!.cells : joinedHeadings(lines.map(({ cells }) => cells));

/** One heading of several lines each: a merged cell above, of which only the first is filled, counts for all below it. */
function joinedHeadings(lines: readonly string[][]): string[] {
  const width = Math.max(...lines.map((cells) => cells.length));
  const headings = Array.from({ length: width }, () => '');
  lines.forEach((cells, line) => {
    const join =
      line > 0 && isTranslation(headings, cells) ? (own: string, other: string) => `${own} ${other}` : joinText;
    let above = '';
    for (let column = 0; column < width; column++) {
      const own = cells[column] ?? '';
      if (own !== '') above = own;
      const part = line === lines.length - 1 ? own : above;
      if (part !== '' && !headings[column]!.endsWith(part)) headings[column] = join(headings[column]!, part);
    }
  });
  return headings;
}

/** A cell merged over all columns that have names of their own below it. */
function commonName(lines: readonly string[][]): string | null {
  const own = lines.at(-1)!;
  const first = own.findIndex((cell) => cell !== '');
  if (first < 1 || own.slice(first).includes('') || own.length - first < 2) return null;
  for (const cells of lines.slice(0, -1)) {
    const over = cells.slice(first);
    if (over[0] && filledOf(over).length === 1) return over[0];
  }
  return null;
}

/** Chinese is written without spaces. */
const joinText = (first: string, second: string): string =>
  first === '' || /[\u2E80-\uFFEF]$/u.test(first) || /^[\u2E80-\uFFEF]/u.test(second)
    ? first + second
    : `${first} ${second}`;

function checkedNames(header: Line, rows: readonly Line[], first: number): string[] {
  const columns = [...header.cells];
  // Trailing separators make columns that never hold anything.
  const used = Math.max(...rows.filter(({ row }) => row >= header.row).map(({ cells }) => lastFilled(cells)));
  while (columns.length > 0 && columns.at(-1) === '' && columns.length > used + 1) columns.pop();
  nameFirst(columns);
  const gaps = columns.flatMap((name, at) => (name === '' ? [String(at + 1)] : []));
  if (columns.length > MAX_COLUMNS) throw refusal.tooManyColumns(columns.length);
  if (columns.length === 0) throw refusal.noHeader();
  // Nobody types these: the bytes only happen to be decodable.
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  if (columns.some((name) => /[\0-\x08\x0e-\x1f\x7f]/u.test(name))) throw refusal.unknownFormat();
  if (gaps.length > 0 || new Set(columns).size < columns.length) {
    const lines = rows.filter(({ row }) => row >= first).map(({ cells }) => cells);
    const tables = tablesBeside(lines, header.cells);
    if (tables) throw refusal.tablesBeside(tables.map(rangeText), first);
  }
  if (gaps.length > 0) throw refusal.emptyHeader(gaps, header.row);
  refuseDuplicates(columns, header.row);
  return columns;
}

/** The corner of a table is often empty, and so are the columns before one that does not begin at the left. */
function nameFirst(columns: string[]): void {
  for (let at = 0; at < columns.length && columns[at] === ''; at++) columns[at] = `第${at + 1}列`;
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
