import { refusal } from '../read-refusal.js';
import type { SourceTable } from '../source-table.js';
import { idsOf, withoutLabels } from './sdmx-labels.js';
import { isMissing } from './sdmx-row.js';

/** Actions of lines that are merged, as everything delivered is. */
const TAKEN = new Set(['', 'I', 'A', 'M', 'R']);

/**
 * A table of SDMX-CSV has words of its own for what is missing, and 2.x says of each line what is to be done with it: lines that delete
 * are refused, as in the other formats of SDMX, and those that say what nobody knows. Names beside the ids are left out.
 */
export function asSdmxCsv(table: SourceTable): SourceTable {
  const { columns } = table;
  const isSecond = /^STRUCTURE(\[.+\])?$/.test(columns[0]!) && columns[1] === 'STRUCTURE_ID';
  if (!isSecond && columns[0] !== 'DATAFLOW') return table;
  const read = withoutLabels(columns);
  const names = read?.names ?? columns;
  const action = isSecond ? names.indexOf('ACTION') : -1;
  return {
    ...table,
    columns: names,
    get encoding() {
      return table.encoding;
    },
    async *rows() {
      for await (const rows of read ? idsOf(table.rows(), read) : table.rows()) {
        yield rows.map((row) => {
          const asked = action < 0 ? '' : (row.values[action]?.trim().toUpperCase() ?? '');
          if (asked === 'D') throw refusal.deletesData();
          if (!TAKEN.has(asked)) throw refusal.unknownAction(row.row);
          return row.values.some(isMissing)
            ? { ...row, values: row.values.map((value) => (isMissing(value) ? null : value)) }
            : row;
        });
      }
    },
  };
}
