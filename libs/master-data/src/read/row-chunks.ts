import { CHARACTERS_PER_CHUNK, MAX_CELL_CHARACTERS, ROWS_PER_CHUNK } from './limits.js';
import { refusal } from './read-refusal.js';
import type { RawRow, RowFault } from './source-table.js';

const NUL_FAULT: Pick<RowFault, 'code' | 'message' | 'hint'> = {
  code: 'nul-character',
  message: { zh: '单元格中有空字符（NUL）。', en: 'The cell holds a NUL character.' },
  hint: { zh: '请在来源系统中清除该字符后重新导出。', en: 'Remove the character at its source and export again.' },
};

const EXTRA_CELLS_FAULT: RowFault = {
  code: 'too-many-cells',
  message: { zh: '这一行的单元格比列名多。', en: 'The row has more cells than there are column names.' },
  hint: {
    zh: '单元格中的分隔符要用双引号括起来，或者多余的单元格需要列名。',
    en: 'Enclose cells that contain the separator in double quotation marks, or name the extra column.',
  },
};

/** Gathers rows into chunks, bounded by number and by size, and settles what an empty cell is. */
export class RowChunks {
  private rows: RawRow[] = [];
  private characters = 0;

  constructor(
    private readonly width: number,
    private readonly blankRows: 'skip' | 'keep' = 'skip',
    private readonly longestCell = MAX_CELL_CHARACTERS,
  ) {}

  /** `cells` becomes the row's own. In a sheet, a row of nothing but empty cells is what Excel leaves below the table: it is skipped. */
  add(row: number, cells: (string | null)[], fault?: RowFault, part?: number) {
    let found = fault;
    let filled = false;
    for (let at = 0; at < cells.length; at++) {
      const cell = cells[at];
      if (cell === '' || cell === null || cell === undefined) {
        cells[at] = null;
        continue;
      }
      if (at >= this.width) {
        found ??= EXTRA_CELLS_FAULT;
        break;
      }
      filled = true;
      this.characters += cell.length;
      if (cell.length > this.longestCell)
        throw this.longestCell > MAX_CELL_CHARACTERS ? refusal.geometryTooLarge(row) : refusal.cellTooLarge(row);
      if (cell.includes('\0')) {
        cells[at] = cell.replaceAll('\0', '\uFFFD');
        found ??= { ...NUL_FAULT, column: at };
      }
    }
    if (!filled && found === undefined && this.blankRows === 'skip') return;
    if (cells.length > this.width) cells.length = this.width;
    while (cells.length < this.width) cells.push(null);
    this.rows.push({ row, values: cells, ...(part !== undefined && { part }), ...(found && { fault: found }) });
  }

  get isFull() {
    return this.rows.length >= ROWS_PER_CHUNK || this.characters >= CHARACTERS_PER_CHUNK;
  }

  get isEmpty() {
    return this.rows.length === 0;
  }

  take(): RawRow[] {
    const taken = this.rows;
    this.rows = [];
    this.characters = 0;
    return taken;
  }
}
