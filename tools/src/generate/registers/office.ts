import { monthAfter, type Day } from '../day.js';
import { formats, type Format } from '../files/table-file.js';
import { MAX_SHEET_ROWS } from '../files/workbook.js';
import { Random } from '../random.js';
import { Delivery, type DeliveryNote } from './delivery.js';
import { recordsOf, statementsOf } from './records.js';
import { MENDED, type Base, type Register, type RegisterRecord, type Statement } from './register.js';
import type { Truth } from './truth.js';

export interface OfficeSettings {
  out: string;
  seed: number;
  months: number;
  /** Day of the first delivery. */
  first: Day;
  formatMix: boolean;
  /** Subjects of the city. */
  subjects: number;
}

/** A worksheet ends at a million rows; registers with more are not sent in one. */
const fitting = (format: Format, rows: number): Format =>
  format === 'xlsx' && rows > MAX_SHEET_ROWS * 0.9 ? 'utf8.csv' : format;

/** A department at work: one of its registers and the files it hands over. */
export class Office<Subject extends { index: number }, State, R extends Register> {
  private readonly deliveries: Delivery[] = [];
  private readonly seed: number;

  constructor(
    private readonly base: Base<Subject, State, R>,
    private readonly register: R,
    { out, seed, months, first, formatMix, subjects }: OfficeSettings,
  ) {
    const number = base.registers.indexOf(register);
    this.seed = officeSeed(seed, number);
    let after = -Infinity;
    for (let month = 0; month < months; month++) {
      const mode = register.schedule(month);
      if (mode === null) continue;
      const own = register.formats[after === -Infinity ? 0 : 1];
      const format = formatMix ? formats[(month * 5 + number * 3) % formats.length]! : own;
      const day = monthAfter(first, month);
      const target = { out, format: fitting(format, subjects * (register.reach ?? 1)), seed: this.seed };
      this.deliveries.push(new Delivery(register, mode, after, day, target));
      after = day;
    }
  }

  /** Writes what the register has to say of a subject into each of its deliveries. */
  tell(subject: Subject, truth: Truth): void {
    const { base, register, seed, deliveries } = this;
    if (deliveries.length === 0) return;
    const span = { first: deliveries[0]!.until, last: deliveries.at(-1)!.until };
    for (const record of recordsOf(base, register, subject, seed, span)) {
      let mend: Statement<State> | null = null;
      let told = false;
      for (const delivery of deliveries) {
        let statements = statementsOf(record, register, delivery.mode, delivery.after, delivery.until);
        if (mend && delivery.mode === 'delta' && statements.length === 0) statements = [mend];
        mend = null;
        for (const statement of statements) {
          const row = this.rowOf(subject, record, statement, delivery.until);
          if (!row) continue;
          told = true;
          if (delivery.write(row)) continue;
          if (new Random(record.seed, delivery.until).chance(MENDED)) mend = { ...statement, isCorrection: false };
        }
      }
      if (told) truth.record(register.dataset, record.key, base.idOf(subject));
    }
  }

  close(): DeliveryNote[] {
    return this.deliveries.flatMap((delivery) => delivery.close() ?? []);
  }

  /** Null when a correction has nothing to correct. */
  private rowOf(subject: Subject, record: RegisterRecord<State>, statement: Statement<State>, until: Day) {
    const { cells, hasMistake } = this.base.write(this.register, subject, record, statement, until);
    return statement.isCorrection && !hasMistake ? null : cells;
  }
}

/** @param number of the register within its base */
export const officeSeed = (seed: number, number: number): number =>
  new Random(seed, 101 + number).between(0, 0x7fff_ffff);
