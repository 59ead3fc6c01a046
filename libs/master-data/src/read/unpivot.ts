import { compilePattern, type Unpivot } from '@siku/catalogue';
import { checkPeriod, formatDecimal, parseDecimal, periodBounds, subtractDecimals } from '@siku/standards';
import { refuseDuplicates } from './header.js';
import { refusal } from './read-refusal.js';
import type { RawRow, SourceTable } from './source-table.js';

interface ValueColumn {
  at: number;
  /** what the heading says, such as a period */
  said: string;
}

/**
 * The table with a row for each cell that stands under a heading that is a value. Cells that are empty say nothing.
 * Throws ReadRefusal where no heading is one.
 */
export function unpivoted(table: SourceTable, spec: Unpivot): SourceTable {
  const pattern = compilePattern(spec.headings);
  const values: ValueColumn[] = [];
  const kept: number[] = [];
  table.columns.forEach((name, at) => {
    const said = pattern.extract(name)?.trim();
    if (said) values.push({ at, said: (spec.prefix ?? '') + said });
    else kept.push(at);
  });
  if (values.length === 0) throw refusal.noValueHeadings(spec.headings);
  const columns = [...kept.map((at) => table.columns[at]!), spec.heading, spec.cell];
  refuseDuplicates(columns);
  const since = spec.cumulative ? sinceThePeriodBefore(values) : null;

  function* parts({ row, values: cells, fault }: RawRow): Generator<RawRow> {
    const own = kept.map((at) => cells[at] ?? null);
    for (const [part, { at, said }] of values.entries()) {
      const cell = since ? since(cells, part) : (cells[at] ?? null);
      if (cell === null || cell.trim() === '') continue;
      yield { row, part, values: [...own, said, cell], ...(fault && { fault: { ...fault, column: undefined } }) };
    }
  }

  return {
    ...table,
    get encoding() {
      return table.encoding;
    },
    columns,
    async *rows() {
      for await (const rows of table.rows()) yield rows.flatMap((row) => [...parts(row)]);
    },
  };
}

/** What came to each cumulative cell since the one before it in the same year; a cell that is no figure stays as it is. */
function sinceThePeriodBefore(columns: readonly ValueColumn[]) {
  const yearOf = ({ said }: ValueColumn): string => /\d{4}/.exec(said)?.[0] ?? '';
  return (cells: RawRow['values'], part: number): string | null => {
    const column = columns[part]!;
    const cell = cells[column.at] ?? null;
    const sum = figureOf(cell);
    if (sum === null || beginsItsYear(column)) return cell;
    const before = columns.slice(0, part).findLast((other) => yearOf(other) === yearOf(column));
    const sumBefore = before ? figureOf(cells[before.at] ?? null) : null;
    // Without the sum before, nothing is known of this period alone.
    return sumBefore === null ? null : formatDecimal(subtractDecimals(sum, sumBefore));
  };
}

function beginsItsYear({ said }: ValueColumn): boolean {
  const period = checkPeriod(said);
  return period.ok && (periodBounds(period.value)?.from.endsWith('-01-01') ?? false);
}

const figureOf = (cell: string | null) => (cell === null ? null : parseDecimal(cell.replaceAll(/[,，\s]/g, '')));
