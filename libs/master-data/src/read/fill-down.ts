import { refusal } from './read-refusal.js';
import type { RawRow, SourceTable } from './source-table.js';

/**
 * The table with the cells that are merged over several lines said on each: in these columns an empty cell means the one above. A line
 * that says nothing at all, or nothing beside them, stays as it is. Throws ReadRefusal for a column that the table does not have.
 */
export function filledDown(table: SourceTable, columns: readonly string[]): SourceTable {
  const merged = columns.map((name) => table.columns.indexOf(name));
  const missing = columns.filter((_, i) => merged[i]! < 0);
  if (missing.length > 0) throw refusal.noSuchColumns(missing);
  const others = table.columns.flatMap((_, at) => (merged.includes(at) ? [] : [at]));

  return {
    ...table,
    get encoding() {
      return table.encoding;
    },
    async *rows() {
      const above = new Map<number, string>();
      for await (const rows of table.rows()) yield rows.map((row) => filled(row, merged, others, above));
    },
  };
}

const isEmpty = (cell: string | null | undefined): boolean => cell === null || cell === undefined || cell.trim() === '';

function filled(row: RawRow, merged: readonly number[], others: readonly number[], above: Map<number, string>): RawRow {
  if (row.remark !== undefined || others.every((at) => isEmpty(row.values[at]))) return row;
  const values = [...row.values];
  for (const at of merged) {
    const cell = values[at];
    // Kept past its chunk: a copy, so that the piece of the file is not kept with it.
    if (!isEmpty(cell)) above.set(at, Buffer.from(cell!).toString());
    else values[at] = above.get(at) ?? null;
  }
  return { ...row, values };
}
