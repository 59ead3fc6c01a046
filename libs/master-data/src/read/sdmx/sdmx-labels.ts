import type { RawRow } from '../source-table.js';

/**
 * SDMX-CSV for people has names beside the ids. With `labels=both` they stand behind them (`FREQ: Frequency`, `A: Annual`), with
 * `labels=name` in a column of their own after each. What is read are the ids.
 */

const LABELLED = /^([A-Za-z][\w@$-]*(?:\[[^\]]*\])?): /;

const ID = /^[A-Z][A-Z0-9_]*(?:\[[^\]]*\])?$/;

/** An id and the name behind it; names may hold the separator again. */
const CODED = /^([^\s:]+): ([^]*)$/;

/** Columns that say what a line is, and no component. */
const ABOUT_LINES = new Set(['ACTION', 'SERIES_KEY', 'OBS_KEY']);

/** What to read: positions of columns, the names they get, and which of them may hold names behind ids. */
export interface UnlabelledColumns {
  at: readonly number[];
  names: string[];
  labelled: readonly number[];
}

/** Null where there are no names beside the ids. */
export function withoutLabels(columns: readonly string[]): UnlabelledColumns | null {
  const at = columns.includes('STRUCTURE_NAME') ? withoutNames(columns) : columns.map((_, i) => i);
  const labelled = at.filter((i) => LABELLED.test(columns[i]!));
  if (at.length === columns.length && labelled.length === 0) return null;
  return { at, labelled, names: at.map((i) => LABELLED.exec(columns[i]!)?.[1] ?? columns[i]!) };
}

/** A column after an id's is that of its names, unless it is an id itself. */
function withoutNames(columns: readonly string[]): number[] {
  const at: number[] = [];
  let isAfterId = false;
  for (const [i, name] of columns.entries()) {
    const isFixed = name.startsWith('STRUCTURE') || ABOUT_LINES.has(name);
    const isName: boolean = name === 'STRUCTURE_NAME' || (isAfterId && !isFixed && !ID.test(name));
    if (!isName) at.push(i);
    isAfterId = !isName && !isFixed;
  }
  return at;
}

/** Rows of ids alone. Whether a column has codes is told from the first rows: the same id has the same name, and every cell has both. */
export async function* idsOf(
  chunks: AsyncIterable<RawRow[]>,
  { at, labelled }: UnlabelledColumns,
): AsyncGenerator<RawRow[]> {
  let coded: ReadonlySet<number> | null = null;
  for await (const rows of chunks) {
    coded ??= new Set(labelled.filter((column) => hasCodes(rows, column)));
    const isCoded = coded;
    yield rows.map((row) => ({
      ...row,
      values: at.map((column) => {
        const value = row.values[column] ?? null;
        return value !== null && isCoded.has(column) ? (CODED.exec(value)?.[1] ?? value) : value;
      }),
    }));
  }
}

function hasCodes(rows: readonly RawRow[], column: number): boolean {
  const names = new Map<string, string>();
  for (const { values } of rows) {
    const value = values[column] ?? null;
    if (value === null || value === '') continue;
    const [, id, name] = CODED.exec(value) ?? [];
    if (id === undefined || name === undefined || (names.get(id) ?? name) !== name) return false;
    names.set(id, name);
  }
  return names.size > 0;
}
