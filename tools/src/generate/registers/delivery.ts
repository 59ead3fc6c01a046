import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isoDate, type Day } from '../day.js';
import type { Cell, TableLayout, TableWriter } from '../files/cell.js';
import { createTable, type Format } from '../files/table-file.js';
import { Random } from '../random.js';
import { rejected, REPEATED, type Mode, type Register } from './register.js';

/** What manifest.json says of a delivery. */
export interface DeliveryNote {
  /** Relative to the manifest. */
  file: string;
  dataset: string;
  mode: Mode;
  effectiveDate: string;
  rows: number;
  /** Rows made to be rejected. */
  rejected: number;
  /** It is not to be seen before so many days after it was handed over. */
  embargoDays?: number;
}

/** One file that a department hands over. */
export class Delivery {
  /** It tells what was known before this day. */
  readonly until: Day;
  private readonly writer: TableWriter;
  private readonly out: string;
  private readonly file: string;
  private readonly random: Random;
  private rows = 0;
  private rejected = 0;

  constructor(
    readonly register: Register,
    readonly mode: Mode,
    /** Day of the delivery before. */
    readonly after: Day,
    day: Day,
    target: { out: string; format: Format; seed: number },
  ) {
    this.until = day;
    this.random = new Random(target.seed, day);
    const folder = join('deliveries', isoDate(day));
    mkdirSync(join(target.out, folder), { recursive: true });
    const { file, writer } = createTable(
      join(target.out, folder, register.dataset),
      target.format,
      layoutOf(register, day),
    );
    this.writer = writer;
    this.out = target.out;
    this.file = join(folder, file.slice(join(target.out, folder).length + 1)).replaceAll('\\', '/');
  }

  /** Writes a row, now and then so that it must be rejected. @returns whether it can be accepted */
  write(row: Record<string, Cell>): boolean {
    const { columns, nameColumn, keyColumn } = this.register;
    const cells = columns.map(({ name }) => row[name] ?? null);
    const without = (column: string): Cell[] =>
      cells.with(
        columns.findIndex(({ name }) => name === column),
        null,
      );
    const draw = this.random.next();
    const repeats = this.random.chance(REPEATED);
    this.rows++;
    if (draw < rejected.nameMissing) this.writer.write(without(nameColumn ?? keyColumn));
    else if (draw < rejected.nameMissing + rejected.keyMissing) this.writer.write(without(keyColumn));
    else if (draw < rejected.nameMissing + rejected.keyMissing + rejected.unreadable)
      this.writer.writeUnreadable(cells);
    else {
      this.writer.write(cells);
      if (!repeats) return true;
      this.rows++;
      this.writer.write(cells);
    }
    this.rejected++;
    return draw >= rejected.nameMissing + rejected.keyMissing + rejected.unreadable;
  }

  /** Null, and no file, when there was nothing to say. */
  close(): DeliveryNote | null {
    this.writer.close();
    if (this.rows === 0) {
      rmSync(join(this.out, this.file));
      return null;
    }
    const { file, mode, rows, register } = this;
    return {
      file,
      dataset: register.dataset,
      mode,
      effectiveDate: isoDate(this.until),
      rows,
      rejected: this.rejected,
    };
  }
}

function layoutOf({ sheetTitle, columns, keyColumn }: Register, day: Day): TableLayout {
  return {
    title: `${sheetTitle}（截至${isoDate(day - 1)}）`,
    columns,
    keyColumn: columns.findIndex(({ name }) => name === keyColumn),
  };
}
