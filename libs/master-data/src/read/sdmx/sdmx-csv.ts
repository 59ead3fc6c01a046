import { refusal } from '../read-refusal.js';
import type { SourceTable } from '../source-table.js';

/** A table of SDMX-CSV 2.0 says of each line what is to be done with it: lines that delete are refused, as in the other formats of SDMX. */
export function refusingDeletes(table: SourceTable): SourceTable {
  const { columns } = table;
  const action = columns.indexOf('ACTION');
  if (action < 0 || !/^STRUCTURE(\[.+\])?$/.test(columns[0]!) || columns[1] !== 'STRUCTURE_ID') return table;

  return {
    ...table,
    get encoding() {
      return table.encoding;
    },
    async *rows() {
      for await (const rows of table.rows()) {
        if (rows.some(({ values }) => values[action]?.trim() === 'D')) throw refusal.deletesData();
        yield rows;
      }
    },
  };
}
