import type { DatasetDefinition } from '@siku/catalogue';
import type { Message } from '@siku/standards';
import { addressText, type AddressStyle } from '../city/places.js';
import { dateStyles, type Day } from '../day.js';
import type { Cell, Column, DateCell } from '../files/cell.js';
import type { Format } from '../files/table-file.js';
import type { Mistakes } from '../mistakes.js';
import type { DepartmentCode } from './department-code.js';
import type { Identifiers, Kind, Organisation, State } from '../population/organisation.js';

/** What a department writes about an organisation on the day of an extract. */
export interface View {
  key: string;
  organisation: Organisation;
  /** As the department knows it. */
  state: State;
  mistakes: Mistakes;
  /** Day of the latest change it knows of. */
  since: Day;
  /** Word for what a delivery of changes does with the record. */
  operation: 'new' | 'changed' | 'removed';
}

export type Mode = 'snapshot' | 'delta';

export interface Department {
  code: DepartmentCode;
  title: Message;
  description: Message;
  dataset: string;
  definition: DatasetDefinition;
  /** Above the header of a spreadsheet. */
  sheetTitle: string;
  columns: Column[];
  nameColumn: string;
  keyColumn: string;
  /** Of the first delivery and of those that follow. */
  formats: [first: Format, later: Format];
  /** What is delivered in the month after so many; null for nothing. */
  schedule(month: number): Mode | null;
  /** Share of the organisations of each kind that stand in its register. */
  coverage: Partial<Record<Kind, number>>;
  /** Without one of these codes an organisation cannot stand in the register. */
  needs?: readonly (keyof Identifiers)[];
  /** Days from founding to its record, on average. */
  enrolsAfter: number;
  /** Organisations that have ended stay, marked as such, for so many years; 0 when they are dropped at once. */
  keepsEnded: number;
  /** Rows carry an effective date: of the change itself, or of its entry. Then every change of a month is delivered. */
  dates: 'change' | 'entry' | null;
  /** Says in deliveries of changes which records are gone. */
  tellsRemovals: boolean;
  keyOf(organisation: Organisation, copy: number): string;
  row(view: View): Record<string, Cell>;
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

/** The seat as the department writes it, with the mistakes it makes. */
export const addressOf = ({ state, since, mistakes }: View, style: AddressStyle): string | null =>
  mistakes.address(addressText(state.place, since, style));

/** A code as it stands in the record: the organisation's, its parent's, or mistyped. */
export function codeOf(view: View, scheme: keyof Identifiers, form = (code: string): string => code): string | null {
  const { organisation, state, mistakes } = view;
  const ofParent = mistakes.happens('codeOfParent');
  const code = (ofParent && organisation.parent?.identifiers[scheme]) || state.identifiers[scheme];
  // What the organisation has no more, or not yet, cannot be its parent's either.
  return mistakes.code(state.identifiers[scheme] === undefined ? undefined : form(code!));
}

export const dateCell = (day: Day, style: keyof typeof dateStyles): DateCell => ({ day, text: dateStyles[style](day) });
