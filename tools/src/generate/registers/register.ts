import type { DatasetDefinition } from '@siku/catalogue';
import type { Message } from '@siku/standards';
import type { Day } from '../day.js';
import type { Cell, Column } from '../files/cell.js';
import type { Format } from '../files/table-file.js';

export type Mode = 'snapshot' | 'delta';

/** What every base declares of a register that a department keeps and delivers: one dataset. */
export interface Register {
  /** Code of the department. */
  code: string;
  title: Message;
  description: Message;
  dataset: string;
  definition: DatasetDefinition;
  /** Above the header of a spreadsheet. */
  sheetTitle: string;
  columns: Column[];
  /** The column without which a row is refused, beside the key; null where a row may lack every other. */
  nameColumn: string | null;
  keyColumn: string;
  /** Of the first delivery and of those that follow. */
  formats: [first: Format, later: Format];
  /** Share of all subjects that it can have records of; 1 by default. Decides whether a worksheet holds them. */
  reach?: number;
  /** What is delivered in the month after so many; null for nothing. */
  schedule(month: number): Mode | null;
  /** Subjects that have ended stay, marked as such, for so many years; 0 when they are dropped at once. */
  keepsEnded: number;
  /** Rows carry an effective date: of the change itself, or of its entry. Then every change of a month is delivered. */
  dates: 'change' | 'entry' | null;
  /** Says in deliveries of changes which records are gone. */
  tellsRemovals: boolean;
}

/** Rates by which every register comes to its records; where nothing else is said, of all records. */
export interface RegisterRates {
  /** The subject stands in the same register a second time, under another key. */
  duplicate: number;
  /** Of the changes of a life: the department never hears of it, and keeps the old name or address. */
  neverHeard: number;
  /** Days until it hears of the others, on average. */
  hearsAfter: number;
  /** Of the records with a mistake: it is found and corrected in one of the later deliveries, with its old effective date. */
  corrected: number;
}

/** Of the rows delivered: those that must be rejected. Together 0.3 %. */
export const rejected = {
  /** The name is empty. */
  nameMissing: 0.0012,
  /** The key is empty. */
  keyMissing: 0.0008,
  /** The row cannot be read: a separator too many, a cell with #N/A; in formats that know neither, the key is empty. */
  unreadable: 0.001,
} as const;

/** Of the rows that were rejected in a delivery of changes: sent again, mended, with the next. */
export const MENDED = 0.6;

/** Of the rows delivered: the same row stands in the file twice. */
export const REPEATED = 0.0005;

/** A second record of a subject is discovered and taken away in one of the deliveries, where the department tells. */
export const DUPLICATE_REMOVED = 0.3;

/** What a department learnt, and when. */
export interface Entry<State> {
  heard: Day;
  /** The effective date it gives the change. */
  since: Day;
  state: State;
}

/** One record of one register, and how it came to say what it says. */
export interface RegisterRecord<State> {
  key: string;
  copy: number;
  /** Seeds its mistakes. */
  seed: number;
  entries: readonly Entry<State>[];
  /** Since when it is not delivered any more, because its subject has ended. */
  dropped: Day;
  /** When it was found to be a second record of its subject and taken away. */
  removed: Day;
  /** When its mistakes were found and corrected. */
  corrected: Day;
}

/** What a delivery says of a record. */
export interface Statement<State> {
  since: Day;
  state: State;
  /** Word for what a delivery of changes does with the record. */
  operation: 'new' | 'changed' | 'removed';
  /** Its only reason is a correction: nothing is delivered when there was no mistake. */
  isCorrection: boolean;
}

export interface Change<State> {
  day: Day;
  set: Partial<State>;
}

/** A row in the department's columns, and whether a mistake in it could be corrected. */
export interface WrittenRow {
  cells: Record<string, Cell>;
  hasMistake: boolean;
}

/** What differs between the bases: what their subjects are, and how a department writes them. */
export interface Base<Subject extends { index: number }, State, R extends Register> {
  registers: readonly R[];
  /** By dataset. */
  rates(register: R): RegisterRates;
  /** When the subject can be entered, and with which probability; null when it never stands in this register. */
  enrolment(register: R, subject: Subject): { from: Day; share: number; after: number } | null;
  begins(subject: Subject): Day;
  beginning(subject: Subject): State;
  /** In order. */
  changes(subject: Subject): readonly Change<State>[];
  changed(state: State, change: Change<State>): State;
  hasEnded(state: State): boolean;
  keyOf(register: R, subject: Subject, copy: number): string;
  /** @param until day of the delivery: who corrected a mistake before it, does not make it any more */
  write(
    register: R,
    subject: Subject,
    record: RegisterRecord<State>,
    statement: Statement<State>,
    until: Day,
  ): WrittenRow;
  /** In the files of the truth. */
  idOf(subject: Subject): string;
}

/** Column names; `:n` marks a number, `:d` a date. */
export function columns(text: string): Column[] {
  return text
    .trim()
    .split(/\s+/)
    .map((word) => {
      const [name = '', type] = word.split(':');
      return { name, type: type === 'n' ? 'number' : type === 'd' ? 'date' : 'text' };
    });
}
