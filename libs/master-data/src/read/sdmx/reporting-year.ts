import type { RawRow, RowFault, SourceTable } from '../source-table.js';

const START = 'REPORTING_YEAR_START_DAY';
const CALENDAR = '--01-01';
/** 2020-Q1, 2020-A1, 2020-M04: counted from the first day of the reporting year. 2020 and 2020-04 are those of the calendar. */
const REPORTING_PERIOD = /^\d{4}-[ASTQMWD]\d+$/;

/**
 * A period of a reporting year that does not begin with the calendar's is another than its name says here (SDMX 2.1, section 6): rows of
 * such years are refused.
 */
export function withCalendarYears(table: SourceTable): SourceTable {
  const start = table.columns.indexOf(START);
  const period = table.columns.indexOf('TIME_PERIOD');
  if (start < 0 || period < 0) return table;
  const checked = (row: RawRow): RawRow => {
    const day = row.values[start]?.trim() || CALENDAR;
    const isOther = day !== CALENDAR && REPORTING_PERIOD.test(row.values[period] ?? '');
    return isOther ? { ...row, fault: row.fault ?? { ...OTHER_YEAR, column: period } } : row;
  };
  return {
    ...table,
    get encoding() {
      return table.encoding;
    },
    async *rows() {
      for await (const rows of table.rows()) yield rows.map(checked);
    },
  };
}

const OTHER_YEAR: RowFault = {
  code: 'reporting-year',
  message: {
    zh: `时期按不始于 1 月 1 日的报告年度编号（${START}），不是日历上的同名时期`,
    en: `the period counts from a reporting year that does not begin on 1 January (${START}): it is not the calendar's of that name`,
  },
  hint: { zh: '请换算为日历上的月份后报送', en: 'Send it as months of the calendar' },
};
