import { compilePattern, type Unpivot } from '@siku/catalogue';
import { checkPeriod, formatDecimal, parseDecimal, periodBounds, subtractDecimals } from '@siku/standards';
import { refuseDuplicates } from './header.js';
import { refusal } from './read-refusal.js';
import type { RawRow, RowFault, SourceTable } from './source-table.js';

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
  const saidBy = headingReader(spec.headings);
  const values: ValueColumn[] = [];
  const kept: number[] = [];
  table.columns.forEach((name, at) => {
    const said = saidBy(name)?.trim();
    if (said) values.push({ at, said: (spec.prefix ?? '') + said });
    else kept.push(at);
  });
  if (values.length === 0) throw refusal.noValueHeadings(spec.headings);
  const columns = [...kept.map((at) => table.columns[at]!), spec.heading, spec.cell];
  refuseDuplicates(columns);
  const since = spec.cumulative ? sinceThePeriodBefore(values) : null;

  const saysHeading = (cells: RawRow['values'], at: number): boolean => cells[at]?.trim() === table.columns[at];
  /** A line of headings again: those of this table, where a page begins, or of another below it. */
  const isHeadings = ({ values: cells }: RawRow): boolean =>
    kept.some((at) => saysHeading(cells, at)) &&
    !values.some(({ at }) => !saysHeading(cells, at) && figureOf(cells[at] ?? null));
  const isOfAnother = ({ values: cells }: RawRow): boolean =>
    values.some(({ at }) => cells[at] && !saysHeading(cells, at));

  function* parts({ row, part: beside = 0, values: cells, fault, remark }: RawRow): Generator<RawRow> {
    if (remark !== undefined) {
      yield { row, part: beside * values.length, values: columns.map(() => null), remark };
      return;
    }
    const own = kept.map((at) => cells[at] ?? null);
    for (const [part, { at, said }] of values.entries()) {
      const cell = since ? since(cells, part) : (cells[at] ?? null);
      if (cell === null || cell.trim() === '') continue;
      yield {
        row,
        part: beside * values.length + part,
        values: [...own, said, cell],
        ...(fault && { fault: { ...fault, column: undefined } }),
      };
    }
  }

  return {
    ...table,
    get encoding() {
      return table.encoding;
    },
    columns,
    async *rows() {
      let below: RowFault | undefined;
      for await (const rows of table.rows()) {
        const read: RawRow[] = [];
        for (const row of rows) {
          if (!isHeadings(row)) read.push(...parts(below ? { ...row, fault: below } : row));
          else below = isOfAnother(row) ? anotherTable(row.row) : undefined;
        }
        yield read;
      }
    },
  };
}

/** What a heading says; null for the name of a column. */
function headingReader(headings: Unpivot['headings']): (name: string) => string | null {
  if (typeof headings === 'string') return compilePattern(headings).extract;
  const names = new Set(headings);
  return (name) => (names.has(name) ? name : null);
}

const anotherTable = (row: number): RowFault => ({
  code: 'another-table',
  message: {
    zh: `第 ${row} 行起是另一个表（表头不同）`,
    en: `From row ${row} on another table stands, with other headings`,
  },
  hint: { zh: '请把各表拆成不同的文件或工作表', en: 'Split the tables into files or worksheets of their own' },
});

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

/** Where rows say the year. */
const ANY_YEAR = '2000年';

function beginsItsYear({ said }: ValueColumn): boolean {
  const period = checkPeriod(/\d{4}/.test(said) ? said : ANY_YEAR + said);
  return period.ok && (periodBounds(period.value)?.from.endsWith('-01-01') ?? false);
}

const figureOf = (cell: string | null) => (cell === null ? null : parseDecimal(cell.replaceAll(/[,，\s]/g, '')));
