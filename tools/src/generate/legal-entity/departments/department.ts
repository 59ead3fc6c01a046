import { addressText, type AddressStyle } from '../../city/places.js';
import { dateStyles, type Day } from '../../day.js';
import type { Cell, DateCell } from '../../files/cell.js';
import { columns, type Register } from '../../registers/register.js';
import type { Mistakes } from '../mistakes.js';
import type { DepartmentCode } from './department-code.js';
import type { Identifiers, Kind, Organisation, State } from '../organisations/organisation.js';

export { columns };

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

/** A department with its one register of organisations. */
export interface Department extends Register {
  code: DepartmentCode;
  /** Share of the organisations of each kind that stand in its register. */
  coverage: Partial<Record<Kind, number>>;
  /** Without one of these codes an organisation cannot stand in the register. */
  needs?: readonly (keyof Identifiers)[];
  /** Days from founding to its record, on average. */
  enrolsAfter: number;
  keyOf(organisation: Organisation, copy: number): string;
  row(view: View): Record<string, Cell>;
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
