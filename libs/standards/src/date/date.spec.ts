import { describe, expect, it } from '@jest/globals';
import { checkDateFormat, parseDate } from './date.js';

const read = (text: string, format?: string): string => {
  const date = parseDate(text, format);
  return date.ok ? date.value : date.code;
};

describe('parseDate without a format', () => {
  it.each([
    ['2007-03-05', '2007-03-05'],
    ['2007/3/5', '2007-03-05'],
    ['2007.03.05', '2007-03-05'],
    ['20070305', '2007-03-05'],
    ['2007年3月5日', '2007-03-05'],
    ['2007 年 3 月 5 日', '2007-03-05'],
    ['2007年3月5号', '2007-03-05'],
    ['２００７－０３－０５', '2007-03-05'],
    ['二〇〇七年三月', '2007-03'],
    ['二零零七年十二月三十一日', '2007-12-31'],
    ['一九八七年十月', '1987-10'],
    ['二○○○年二月廿九日', '2000-02-29'],
    ['2007年元月', '2007-01'],
    ['2007-03-05 00:00:00.0', '2007-03-05'],
    ['2007-03-05T12:00:00+08:00', '2007-03-05'],
    ['2007-03-04T16:00:00.000Z', '2007-03-05'],
    ['2007-03-04T16:00:00.000+0000', '2007-03-05'],
    ['2007-03-05T00:00:00Z', '2007-03-05'],
    ['2007-03-04 16:00:00', '2007-03-04'],
    ['1988-06-30T15:00:00Z', '1988-07-01'],
    ['2007-03-05 9:00 +08:00', '2007-03-05'],
    ['2007', '2007'],
    ['2007年', '2007'],
    ['2007-3', '2007-03'],
    ['200703', '2007-03'],
    ['19870500', '1987-05'],
    ['19870000', '1987'],
  ])('%s → %s', (text, value) => expect(read(text)).toBe(value));

  it.each([
    ['2007-02-30', 'date-impossible'],
    ['1900-02-29', 'date-impossible'],
    ['2007-02-30T16:00:00Z', 'date-impossible'],
    ['2007/13/01', 'date-impossible'],
    ['20070005', 'date-impossible'],
    ['0000-00-00', 'date-placeholder'],
    ['03/05/2007', 'date-ambiguous'],
    ['87-5-3', 'date-two-digit-year'],
    ['39146', 'date-serial-number'],
    ['45296.5', 'date-serial-number'],
    ['391460', 'date-impossible'],
    ['', 'date-form'],
    ['不详', 'date-form'],
    ['2007-3-5-1', 'date-form'],
  ])('refuses %s: %s', (text, code) => expect(read(text)).toBe(code));
});

describe('parseDate with a declared format', () => {
  it.each([
    ['05/03/2007', 'dd/MM/yyyy', '2007-03-05'],
    ['5/3/2007', 'dd/MM/yyyy', '2007-03-05'],
    ['20070503', 'yyyyddMM', '2007-03-05'],
    ['200703', 'yyyyMMdd', '2007-03'],
    ['2007年03月05日', 'yyyy年MM月dd日', '2007-03-05'],
    ['2007年3月', 'yyyy年MM月dd日', '2007-03'],
    ['二〇〇七年三月五日', 'yyyy年MM月dd日', '2007-03-05'],
    ['2007-03-05', 'yyyy年MM月dd日', '2007-03-05'], // a real date cell of a spreadsheet
    ['2007-03-05 12:30:01', 'yyyy-MM-dd HH:mm:ss', '2007-03-05'],
    ['2007/03/05', 'yyyy年MM月dd日', 'date-format-mismatch'],
    ['13/05/2007', 'MM/dd/yyyy', 'date-impossible'],
    ['2007.03.05', 'yyyyMMdd', 'date-format-mismatch'],
  ])('%s as %s → %s', (text, format, value) => expect(read(text, format)).toBe(value));

  it.each([
    ['yyyy-MM-dd', true],
    ['yyyy年M月d日', true],
    ['yyyy', true],
    ['yyyy-MM-dd HH:mm:ss', true],
    ['yy-MM-dd', true],
    ['d-MMM-yy', true],
    ['yyy-MM-dd', false],
    ['MM-dd', false],
    ['yyyy-dd', false],
    ['YYYY-MM-DD', false],
    ['yyyy-MM-MM', false],
    ['', false],
  ])('format %s understood: %s', (format, ok) => expect(checkDateFormat(format).ok).toBe(ok));
});
