import { parseDate, type Checked } from '@siku/standards';
import { dateOutOfRange, datePartial, datePlaceholder, failedCheck } from '../validate/findings.js';
import type { Standardised, Standardiser } from './standardised.js';

/** What spreadsheets and databases hold where there is no date. */
const PLACEHOLDERS = new Set(['1899-12-30', '1899-12-31', '1900-01-01', '1111-11-11', '9999-01-01', '9999-12-31']);

/** The oldest organisations of a city, and the latest term that a licence names. */
const EARLIEST_YEAR = '1800';
const LATEST_YEAR = '2200';

/** Dates stay as precise as they are: `2007`, `2007-03`, `2007-03-05`. The formats are tried in turn. */
export function standardiseDate(formats: readonly string[]): Standardiser {
  const partialDeclared = formats.some((format) => !format.includes('d'));
  return (text) => {
    const parsed = parse(text, formats);
    return parsed.ok ? judge(parsed.value, partialDeclared) : { finding: failedCheck(parsed) };
  };
}

function parse(text: string, formats: readonly string[]): Checked {
  let result = parseDate(text, formats[0]);
  for (let i = 1; i < formats.length && !result.ok; i++) result = parseDate(text, formats[i]);
  return result;
}

function judge(value: string, partialDeclared: boolean): Standardised {
  if (PLACEHOLDERS.has(value)) return { finding: datePlaceholder };
  const year = value.slice(0, 4);
  if (year < EARLIEST_YEAR || year > LATEST_YEAR) return { finding: dateOutOfRange };
  return value.length < 10 && !partialDeclared ? { value, finding: datePartial } : { value };
}
