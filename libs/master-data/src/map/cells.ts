import { DEFAULT_IGNORED_VALUES, listOf, type DatasetDefinition, type ValueRule } from '@siku/catalogue';
import type { FileColumns } from './file-columns.js';

/** Cells of a row, in the order of the file's columns. */
export type Cells = readonly (string | null)[];

/** What PostgreSQL's jsonb and text do not store: control characters and halves of surrogate pairs. */
// oxlint-disable-next-line no-control-regex
const UNSTORABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]|\p{Cs}/gu;
// oxlint-disable-next-line no-control-regex
const MAYBE_UNSTORABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ud800-\udfff]/;

/** A cell's text, trimmed; null when there is none. */
export function cellText(cell: string | null | undefined): string | null {
  if (cell === null || cell === undefined) return null;
  const text = (MAYBE_UNSTORABLE.test(cell) ? cell.replace(UNSTORABLE, '') : cell).trim();
  return text === '' ? null : text;
}

/** Words that stand for an empty cell in every column of a dataset. */
export const ignoredWords = ({ ignoreValues }: Pick<DatasetDefinition, 'ignoreValues'>): Words =>
  new Set(ignoreValues ?? DEFAULT_IGNORED_VALUES);

export type Words = ReadonlySet<string>;

/** A cell's text; null when there is none, or only a word for nothing. */
export function cellValue(cell: string | null | undefined, nothing: Words): string | null {
  const text = cellText(cell);
  return text === null || nothing.has(text) ? null : text;
}

export interface CellReader {
  /** As the department named it. */
  column: string | null;
  /** One text, or several for a list made from several columns; empty when there is none. */
  read(cells: Cells): readonly string[];
}

/** from + join + ignoreValues, or constant. */
export function compileCells(
  rule: ValueRule,
  columns: FileColumns,
  list: boolean,
  pointer: string,
  ignored: Words,
): CellReader {
  if (rule.constant !== undefined) {
    const constant = [String(rule.constant)];
    return { column: null, read: () => constant };
  }
  const names = listOf(rule.from);
  const indexes = names.map((name, i) =>
    columns.indexOf(name, Array.isArray(rule.from) ? `${pointer}/from/${i}` : pointer, rule.optional === true),
  );
  const nothing = rule.ignoreValues ? new Set(rule.ignoreValues) : ignored;
  const one = (cells: Cells, index: number): string | null => cellValue(cells[index], nothing);
  return { column: names.join(' + '), read: readerOf(rule, indexes, one, list) };
}

const NONE: readonly string[] = [];

function readerOf(
  rule: ValueRule,
  indexes: readonly number[],
  one: (cells: Cells, index: number) => string | null,
  list: boolean,
): CellReader['read'] {
  const [first] = indexes;
  if (indexes.length === 1 && first !== undefined) {
    return (cells) => {
      const text = one(cells, first);
      return text === null ? NONE : [text];
    };
  }
  const parts = (cells: Cells): string[] => indexes.flatMap((index) => one(cells, index) ?? NONE);
  if (list && rule.join === undefined) return parts;
  const join = rule.join ?? '';
  return (cells) => {
    const found = parts(cells);
    return found.length === 0 ? NONE : [found.join(join)];
  };
}
