import { type AttributeSpec, type ValueRule } from '@siku/catalogue';
import type { Standardiser } from '../standardise/standardised.js';
import { asError, requiredMissing } from '../validate/findings.js';
import type { Finding } from '../validate/row-issue.js';
import type { CellReader } from './cells.js';
import { compileConverter, compileSplit, defaultOf } from './converter.js';
import type { FieldReader } from './row-work.js';

/** Where the value goes, and where an identifier goes that failed its check (-1: nowhere). */
export interface Slots {
  value: number;
  invalid: number;
}

export function compileField(rule: ValueRule, spec: AttributeSpec, cells: CellReader, slots: Slots): FieldReader {
  const convert = compileConverter(rule, spec);
  const fallback = defaultOf(rule, spec);
  return spec.list
    ? listReader(cells, compileSplit(rule), convert, slots.value, fallback)
    : valueReader(cells, convert, slots, fallback, spec.required ? requiredMissing(spec.title) : null);
}

function valueReader(
  { column, read }: CellReader,
  convert: Standardiser,
  slots: Slots,
  fallback: unknown,
  required: Finding | null,
): FieldReader {
  return (cells, work) => {
    const text = read(cells)[0];
    const result = text === undefined ? undefined : convert(text);
    const value = result?.value ?? fallback;
    const missing = required !== null && value === undefined;
    if (result?.finding) work.note(column, text!, missing ? asError(result.finding) : result.finding);
    else if (missing) work.note(column, text ?? null, required);
    if (value !== undefined) work.values[slots.value] = value;
    if (result?.invalid !== undefined && slots.invalid >= 0) work.values[slots.invalid] = result.invalid;
  };
}

function listReader(
  { column, read }: CellReader,
  split: ReturnType<typeof compileSplit>,
  convert: Standardiser,
  slot: number,
  fallback: unknown,
): FieldReader {
  return (cells, work) => {
    const values: unknown[] = [];
    for (const text of split(read(cells))) {
      const { value, finding } = convert(text);
      if (finding) work.note(column, text, finding);
      if (value !== undefined && !values.includes(value)) values.push(value);
    }
    if (values.length > 0) work.values[slot] = values;
    else if (fallback !== undefined) work.values[slot] = [fallback];
  };
}

/** A currency column speaks for the amount beside it, whatever the amount's cell says. */
export function compileCurrency(
  rule: ValueRule,
  spec: AttributeSpec,
  cells: CellReader,
  amountSlot: number,
): FieldReader {
  const convert = compileConverter(rule, spec);
  const fallback = defaultOf(rule, spec);
  return (row, work) => {
    const amount = work.values[amountSlot];
    const text = cells.read(row)[0];
    const result = text === undefined ? undefined : convert(text);
    if (result?.finding) work.note(cells.column, text!, result.finding);
    const currency = result?.value ?? fallback;
    if (amount && currency !== undefined) work.values[amountSlot] = { ...amount, currency };
  };
}
