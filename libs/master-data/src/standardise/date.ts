import { parseDate } from '@siku/standards';
import { dateOutOfRange, datePartial, datePlaceholder, failedCheck } from '../validate/findings.js';
import type { Standardised, Standardiser } from './standardised.js';

/** 2007-03-05 10:20:00, 2007/3/5T10:20:00.000+08:00 */
const TIME_OF_DAY = /[ T]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?( ?(Z|[+-]\d{2}:?\d{2}|[AP]M))?$/i;

/** What spreadsheets and databases hold where there is no date. */
const PLACEHOLDERS = new Set(['1899-12-30', '1899-12-31', '1900-01-00', '1900-01-01', '1111-11-11', '9999-12-31', '9999-01-01', '0001-01-01']);

/** The oldest organisations of a city, and the latest term that a licence names. */
const EARLIEST_YEAR = '1800';
const LATEST_YEAR = '2200';

/**
 * Dates stay as precise as they are: `2007`, `2007-03`, `2007-03-05`. ISO dates are read whatever the declared format,
 * because a spreadsheet's real dates arrive as such.
 */
export function standardiseDate(formats: readonly string[]): Standardiser {
  const declared = formats.map((format) => format.replace(/[ T']+HH.*$/, ''));
  const partialDeclared = declared.some((format) => !format.includes('d'));
  return (text) => {
    const date = text.replace(TIME_OF_DAY, '');
    if (PLACEHOLDERS.has(date)) return { finding: datePlaceholder };
    const parsed = parse(date, declared);
    if (!parsed.ok) return { finding: failedCheck(parsed) };
    return judge(parsed.value, partialDeclared);
  };
}

function parse(date: string, formats: readonly string[]): ReturnType<typeof parseDate> {
  if (formats.length === 0 || /^\d{4}-\d{2}-\d{2}$/.test(date)) return parseDate(date);
  let result = parseDate(date, formats[0]);
  for (let i = 1; i < formats.length && !result.ok; i++) result = parseDate(date, formats[i]);
  return result;
}

function judge(value: string, partialDeclared: boolean): Standardised {
  if (PLACEHOLDERS.has(value)) return { finding: datePlaceholder };
  const year = value.slice(0, 4);
  if (year < EARLIEST_YEAR || year > LATEST_YEAR) return { finding: dateOutOfRange };
  return value.length < 10 && !partialDeclared ? { value, finding: datePartial } : { value };
}
