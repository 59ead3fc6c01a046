import type { Day } from '../day.js';

/** A date as the department writes it; spreadsheets get a real date. */
export interface DateCell {
  day: Day;
  text: string;
}

export type Cell = string | number | DateCell | null;

export function cellText(cell: Cell): string {
  if (cell === null) return '';
  return typeof cell === 'object' ? cell.text : String(cell);
}

export interface Column {
  name: string;
  /** What it is in formats that tell types apart. */
  type: 'text' | 'number' | 'date';
}

export interface TableLayout {
  /** Stands above the header of a spreadsheet. */
  title: string;
  columns: Column[];
  keyColumn: number;
}

/** Writes the rows of one file. */
export interface TableWriter {
  write(cells: Cell[]): void;
  /** Writes them so that no program can read the row; the file stays readable. */
  writeUnreadable(cells: Cell[]): void;
  close(): void;
}
