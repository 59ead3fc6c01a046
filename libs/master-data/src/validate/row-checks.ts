import type { AttributeDictionary } from '@siku/catalogue';
import { today } from '@siku/platform';
import { checkDecimal, checkDivision, statedFact, unitPower, type Checked, type StatedFact } from '@siku/standards';
import type { RecordShape } from '../map/record-shape.js';
import type { RowWork } from '../map/row-work.js';
import { dateAhead, dateBefore, failedCheck, identifierDisagrees, unitDiffers } from './findings.js';
import type { Finding } from './row-issue.js';

/** A check between values of one row. @param date from which the row is true, when known */
export type RowCheck = (work: RowWork, date: string | null) => void;

/**
 * The checks that the dictionary declares for attributes a dataset maps.
 * @param columnOf path → column, for issues
 * @param units code → unit that the base keeps its figures in
 */
export function compileRowChecks(
  dictionary: AttributeDictionary,
  shape: RecordShape,
  columnOf: ReadonlyMap<string, string | null>,
  units: ReadonlyMap<string, string>,
): RowCheck[] {
  return Object.entries(dictionary).flatMap(([path, spec]) => {
    const slot = shape.find(path);
    if (slot < 0) return [];
    const column = columnOf.get(path) ?? null;
    const checks: RowCheck[] = [];
    const other = shape.find(spec.notBefore ?? '');
    if (other >= 0) checks.push(notBefore(slot, other, column, dateBefore(dictionary[spec.notBefore!]!.title)));
    if (spec.past) checks.push(past(slot, column));
    for (const identifier of spec.statedIn?.paths ?? []) {
      const stating = shape.find(identifier);
      if (stating < 0) continue;
      checks.push(
        stated(slot, stating, spec.statedIn!.fact, column, identifierDisagrees(dictionary[identifier]!.title)),
      );
    }
    if (spec.type === 'division' || spec.type === 'area') {
      checks.push(divisionThen(slot, column, spec.asOf ? shape.find(spec.asOf) : null));
    }
    if (spec.measured) {
      const unit = shape.find(spec.measured.in);
      const by = shape.find(spec.measured.by);
      if (unit >= 0 && by >= 0 && units.size > 0) checks.push(inKeptUnit(slot, unit, by, column, units));
    }
    return checks;
  });
}

const textIn = (work: RowWork, slot: number): string | null => {
  const value = work.values[slot];
  return typeof value === 'string' ? value : null;
};

/** Partial dates are compared as far as both go. */
const notBefore =
  (slot: number, otherSlot: number, column: string | null, finding: Finding): RowCheck =>
  (work) => {
    const [date, other] = [textIn(work, slot), textIn(work, otherSlot)];
    if (date === null || other === null) return;
    const length = Math.min(date.length, other.length);
    if (date.slice(0, length) < other.slice(0, length)) work.note(column, date, finding);
  };

/** A part of a date lies ahead where its beginning does. */
const past =
  (slot: number, column: string | null): RowCheck =>
  (work) => {
    const date = textIn(work, slot);
    if (date !== null && date > today()) work.note(column, date, dateAhead);
  };

/** A value less precise than what the identifier states, such as a year of birth, agrees as far as it goes. */
const stated =
  (slot: number, statingSlot: number, fact: StatedFact, column: string | null, finding: Finding): RowCheck =>
  (work) => {
    const [value, identifier] = [textIn(work, slot), textIn(work, statingSlot)];
    if (value === null || identifier === null) return;
    const said = statedFact(fact, identifier);
    if (said !== undefined && !said.startsWith(value)) work.note(column, value, finding);
  };

/** Areas of other code lists have no lifetime that is known. */
const DIVISION = /^\d{6}$/;

/** @param dateSlot of the date that counts; null: the row's own */
function divisionThen(slot: number, column: string | null, dateSlot: number | null): RowCheck {
  const known = new Map<string, Checked>();
  return (work, rowDate) => {
    const division = textIn(work, slot);
    const date = dateSlot === null ? rowDate : textIn(work, dateSlot);
    if (division === null || date === null || !DIVISION.test(division)) return;
    // Lifetimes are known to the year, so there are few keys.
    const key = division + date.slice(0, 4);
    let checked = known.get(key);
    if (checked === undefined) known.set(key, (checked = checkDivision(division, date)));
    if (!checked.ok) work.note(column, division, failedCheck(checked));
  };
}

/** Exact: 12345.60 万元 become 1.23456 亿元, with every place they were delivered with. */
function inKeptUnit(
  slot: number,
  unitSlot: number,
  codeSlot: number,
  column: string | null,
  units: ReadonlyMap<string, string>,
): RowCheck {
  return (work) => {
    const [figure, unit, code] = [textIn(work, slot), textIn(work, unitSlot), textIn(work, codeSlot)];
    const kept = code === null ? undefined : units.get(code);
    if (unit === null || kept === undefined || unit === kept) return;
    const power = unitPower(unit, kept);
    if (power === null) {
      work.note(column, figure, unitDiffers(kept));
      return;
    }
    const checked = figure === null ? null : checkDecimal(figure, power);
    if (checked?.ok) work.values[slot] = checked.value;
    work.values[unitSlot] = kept;
  };
}
