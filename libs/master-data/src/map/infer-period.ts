import { checkPeriod, frequencyOf } from '@siku/standards';
import { foldHeader } from './infer-target.js';

const YEAR = /^(?:年份?|年度|year)$/;
const MONTH = /^(?:月份?|month)$/;
const QUARTER = /^(?:季度?|quarter)$/;

/** Of rows that are years, what their columns are parts of: headings, and what the column made of them is called. */
const PARTS_OF_YEARS = [
  { headings: String.raw`^\d{1,2}月$`, heading: '月份' },
  { headings: String.raw`^第?[一二三四1-4]季度$`, heading: '季度' },
];

/** A row a year and a column each month or quarter; null where the columns are none. */
export function partsOfYears(columns: readonly string[]): { headings: string; heading: string } | null {
  if (!columns.some((name) => YEAR.test(foldHeader(name)))) return null;
  const count = (headings: string): number => columns.filter((name) => new RegExp(headings, 'u').test(name)).length;
  return PARTS_OF_YEARS.find(({ headings }) => count(headings) >= 2) ?? null;
}

/** A period that two columns say together. */
export interface JoinedPeriod {
  from: [string, string];
  join: string;
  periods: string[];
}

/** Years in one column, months or quarters in another; null where no two columns are these. */
export function joinedPeriod(
  columns: readonly string[],
  rows: readonly (readonly (string | null)[])[],
): JoinedPeriod | null {
  const at = (name: RegExp): number => columns.findIndex((column) => name.test(foldHeader(column)));
  const [year, month, quarter] = [at(YEAR), at(MONTH), at(QUARTER)];
  const part = month < 0 ? quarter : month;
  if (year < 0 || part < 0) return null;
  for (const join of part === month ? ['年', ''] : ['Q', '年', '']) {
    const periods = rows.flatMap((cells) => (cells[year] && cells[part] ? [cells[year] + join + cells[part]] : []));
    if (periods.length > 0 && periods.every((text) => checkPeriod(text).ok)) {
      return { from: [columns[year]!, columns[part]!], join, periods };
    }
  }
  return null;
}

const PART = /^(?:(?:\d{1,2}[-—–~至])?\d{1,2}月|第?[一二三四1-4]季度|[上下]半年)/;

/** Whether rows or headings say a part of their periods: the year of a title is not theirs as it stands. */
export const saysPartOfPeriod = (columns: readonly string[]): boolean =>
  columns.some((name) => PART.test(name) || [YEAR, MONTH, QUARTER].some((part) => part.test(foldHeader(name))));

/** Whether all of the one are periods as long as those of the other. */
export function isPeriodLike(texts: readonly string[], periods: readonly string[]): boolean {
  const lengths = (all: readonly string[]): Set<string | null> =>
    new Set(
      all.map((text) => {
        const checked = checkPeriod(text);
        return checked.ok ? frequencyOf(checked.value) : null;
      }),
    );
  const [own, others] = [lengths(texts), lengths(periods)];
  return own.size === 1 && !own.has(null) && others.has([...own][0]!);
}
