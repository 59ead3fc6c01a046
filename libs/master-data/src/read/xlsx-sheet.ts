import { decimalText, SIGNIFICANT_DIGITS, percentText } from './decimal-text.js';
import { cellFaults } from './xlsx-faults.js';
import type { RowFault } from './source-table.js';
import { CellText, type SharedStrings } from './xlsx-strings.js';
import { isoDate, type NumberStyle } from './xlsx-styles.js';
import type { XmlHandler } from './xml-part.js';
import { MAX_COLUMNS } from './limits.js';
import { refusal } from './read-refusal.js';

export interface SheetRow {
  row: number;
  cells: (string | null)[];
  /** Reference (such as D17) of the first formula in the row. */
  formula?: string;
  fault?: RowFault;
}

export interface SheetContext {
  strings: SharedStrings;
  styles: NumberStyle[];
  from1904: boolean;
}

/** Turns the XML of a worksheet into rows of texts. */
export class SheetHandler implements XmlHandler {
  rows: SheetRow[] = [];
  completed = 0;
  /** first and last of columns, and rows, that a spreadsheet does not show; the first of them */
  private readonly hiddenColumns: [number, number][] = [];
  private readonly hiddenRows: number[] = [];
  private inData = false;
  private lastRow = 0;
  private current: SheetRow | undefined;
  private column = -1;
  private type = '';
  private style = '';
  private inValue = false;
  private value = '';
  private readonly inline = new CellText();

  constructor(private readonly context: SheetContext) {}

  /** Letters of columns and numbers of rows that are hidden, of a table so many columns wide: C, E:F, 3. Whoever hides all that is empty hides nothing. */
  hiddenWithin(width: number): string[] {
    const columns = this.hiddenColumns.filter(([first]) => first < width);
    const letters = columns.map((span) =>
      [...new Set(span.map((at) => columnLetters(Math.min(at, width - 1))))].join(':'),
    );
    return [...letters, ...this.hiddenRows.map(String)];
  }

  open(name: string, attributes: Record<string, string>) {
    if (name === 'c') this.openCell(attributes);
    else if (name === 'v') this.inValue = true;
    else if (name === 'col' && isTrue(attributes.hidden)) this.hideColumns(attributes);
    else if (name === 'row' && this.inData) {
      this.lastRow = Number(attributes.r ?? this.lastRow + 1);
      this.current = { row: this.lastRow, cells: [] };
      if (isTrue(attributes.hidden) && this.hiddenRows.length < MOST_HIDDEN) this.hiddenRows.push(this.lastRow);
      this.column = -1;
    } else if (name === 'f' && this.current)
      this.current.formula ??= `${columnLetters(this.column)}${this.current.row}`;
    else if (name === 'sheetData') this.inData = true;
    else this.inline.open(name);
  }

  text(text: string) {
    if (this.inValue) this.value += text;
    else this.inline.add(text);
  }

  close(name: string) {
    if (name === 'v') this.inValue = false;
    else if (name === 'c') this.closeCell();
    else if (name === 'row' && this.current) {
      this.rows.push(this.current);
      this.current = undefined;
      this.completed = this.lastRow;
    } else this.inline.close(name);
  }

  take(): SheetRow[] {
    const taken = this.rows;
    this.rows = [];
    return taken;
  }

  private openCell({ r, t = 'n', s = '' }: Record<string, string>) {
    this.column = r === undefined ? this.column + 1 : columnIndex(r);
    this.type = t;
    this.style = s;
    this.value = '';
  }

  private closeCell() {
    const text = this.cellText();
    if (text === '' || !this.current) return;
    if (this.column >= MAX_COLUMNS) throw refusal.tooManyColumns(this.column + 1);
    const { cells } = this.current;
    while (cells.length < this.column) cells.push(null);
    cells[this.column] = text;
  }

  private cellText(): string {
    const { value } = this;
    switch (this.type) {
      case 's':
        return value === '' ? '' : this.context.strings.at(Number(value));
      case 'inlineStr':
        return this.inline.take();
      case 'b':
        return value === '1' ? 'TRUE' : value === '' ? '' : 'FALSE';
      case 'e':
        this.fault(cellFaults.error);
        return value;
      case 'd':
        return value.replace(/T00:00:00(\.0+)?Z?$/u, '');
      case 'str':
        return value;
      default:
        return value === '' ? '' : this.numberText(value);
    }
  }

  private numberText(value: string): string {
    const number = Number(value);
    if (!Number.isFinite(number)) return value;
    const style = this.context.styles[Number(this.style)];
    if (style?.kind === 'date') {
      const date = isoDate(number, style.shows, this.context.from1904);
      if (date !== undefined) return date;
    }
    if (style?.kind === 'percent') return percentText(number);
    if (Number.isInteger(number)) {
      if (Math.abs(number) >= 10 ** SIGNIFICANT_DIGITS) this.fault(cellFaults.lostDigits);
      const digits = BigInt(number).toString();
      return style?.kind === 'padded' && number >= 0 ? digits.padStart(style.digits, '0') : digits;
    }
    return decimalText(number);
  }

  private fault(fault: Omit<RowFault, 'column'>) {
    if (this.current) this.current.fault ??= { ...fault, column: this.column };
  }

  private hideColumns({ min = '1', max = min }: Record<string, string>): void {
    this.hiddenColumns.push([Number(min) - 1, Number(max) - 1]);
  }
}

/** A filter may hide a million rows. */
const MOST_HIDDEN = 20;

const isTrue = (attribute: string | undefined): boolean => attribute === '1' || attribute === 'true';

function columnIndex(reference: string): number {
  let index = 0;
  for (let at = 0; at < reference.length; at++) {
    const letter = reference.charCodeAt(at) - 64;
    if (letter < 1 || letter > 26) break;
    index = index * 26 + letter;
  }
  if (index === 0 || index > 16_384) throw refusal.damaged('xlsx');
  return index - 1;
}

export function columnLetters(index: number): string {
  const rest = Math.floor(index / 26);
  return (rest > 0 ? columnLetters(rest - 1) : '') + String.fromCharCode(65 + (index % 26));
}
