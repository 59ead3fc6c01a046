import type { AttributeDictionary } from '@siku/catalogue';
import { checkDivision, organisationCodeOf, type Checked } from '@siku/standards';
import type { RecordShape } from '../map/record-shape.js';
import type { RowWork } from '../map/row-work.js';
import { dateBefore, failedCheck, identifiersDisagree } from './findings.js';

/** A check between values of one row. @param date from which the row is true, when known */
export type RowCheck = (work: RowWork, date: string | null) => void;

/** The checks that the dictionary declares for attributes a dataset maps. @param columnOf path → column, for issues */
export function compileRowChecks(
  dictionary: AttributeDictionary,
  shape: RecordShape,
  columnOf: ReadonlyMap<string, string | null>,
): RowCheck[] {
  return Object.entries(dictionary).flatMap(([path, spec]) => {
    const slot = shape.find(path);
    if (slot < 0) return [];
    const column = columnOf.get(path) ?? null;
    const checks: RowCheck[] = [];
    const other = shape.find(spec.notBefore ?? '');
    if (other >= 0) checks.push(notBefore(slot, other, column, dateBefore(dictionary[spec.notBefore!]!.title)));
    const whole = shape.find(spec.embeddedIn ?? '');
    if (whole >= 0)
      checks.push(embedded(slot, whole, column, identifiersDisagree(dictionary[spec.embeddedIn!]!.title)));
    if (spec.type === 'division') checks.push(divisionThen(slot, column));
    return checks;
  });
}

const textIn = (work: RowWork, slot: number): string | null => {
  const value = work.values[slot];
  return typeof value === 'string' ? value : null;
};

/** Partial dates are compared as far as both go. */
const notBefore =
  (slot: number, otherSlot: number, column: string | null, finding: ReturnType<typeof dateBefore>): RowCheck =>
  (work) => {
    const [date, other] = [textIn(work, slot), textIn(work, otherSlot)];
    if (date === null || other === null) return;
    const length = Math.min(date.length, other.length);
    if (date.slice(0, length) < other.slice(0, length)) work.note(column, date, finding);
  };

const embedded =
  (slot: number, wholeSlot: number, column: string | null, finding: ReturnType<typeof identifiersDisagree>): RowCheck =>
  (work) => {
    const [part, whole] = [textIn(work, slot), textIn(work, wholeSlot)];
    if (part !== null && whole !== null && organisationCodeOf(whole) !== part) work.note(column, part, finding);
  };

function divisionThen(slot: number, column: string | null): RowCheck {
  const known = new Map<string, Checked>();
  return (work, date) => {
    const division = textIn(work, slot);
    if (division === null || date === null) return;
    // Lifetimes are known to the year, so there are few keys.
    const key = division + date.slice(0, 4);
    let checked = known.get(key);
    if (checked === undefined) known.set(key, (checked = checkDivision(division, date)));
    if (!checked.ok) work.note(column, division, failedCheck(checked));
  };
}
