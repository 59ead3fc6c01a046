/** Columns of a sheet from one on, as far as another: both count. */
export interface ColumnRange {
  from: number;
  /** Infinity: as far as the sheet goes */
  to: number;
}

const WHOLE: ColumnRange = { from: 0, to: Infinity };

/** Of `A:C`, or of several; all columns where nothing is said. */
export const columnRanges = (said: string | readonly string[] | undefined): ColumnRange[] =>
  said === undefined
    ? [WHOLE]
    : [said].flat().map((range) => {
        const [from = 0, to = from] = range.split(':').map(columnNumber);
        return { from, to };
      });

/** A → 0, AA → 26 */
const columnNumber = (letters: string): number =>
  [...letters.toUpperCase()].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0) - 1;

const columnLetters = (at: number): string =>
  (at >= 26 ? columnLetters(Math.floor(at / 26) - 1) : '') + String.fromCharCode(65 + (at % 26));

export const rangeText = ({ from, to }: ColumnRange): string => `${columnLetters(from)}:${columnLetters(to)}`;

export const cellsIn = <T>(cells: T[], { from, to }: ColumnRange): T[] =>
  from === 0 && to === Infinity ? cells : cells.slice(from, to + 1);

/**
 * Where tables stand side by side, the columns of each: with empty columns between them, or with the same headings again. Null
 * where they are one table.
 */
export function tablesBeside(lines: readonly (readonly string[])[], names: readonly string[]): ColumnRange[] | null {
  const width = Math.max(...lines.map((cells) => cells.length));
  const isBlank = (at: number): boolean => lines.every((cells) => !cells[at]);
  const blocks: ColumnRange[] = [];
  for (let at = 0; at < width; at++) {
    if (isBlank(at)) continue;
    const last = blocks.at(-1);
    if (last?.to === at - 1) last.to = at;
    else blocks.push({ from: at, to: at });
  }
  const tables = blocks.flatMap((block) => repeated(block, names));
  return tables.length > 1 && tables.every(({ from, to }) => to > from) ? tables : null;
}

/** The same headings, once and again. */
function repeated(block: ColumnRange, names: readonly string[]): ColumnRange[] {
  const own = names.slice(block.from, block.to + 1);
  for (let size = 2; size <= own.length / 2; size++) {
    if (own.length % size !== 0 || own.some((name, at) => name !== own[at % size])) continue;
    return Array.from({ length: own.length / size }, (_, at) => ({
      from: block.from + at * size,
      to: block.from + (at + 1) * size - 1,
    }));
  }
  return [block];
}
