import type { Unpivot } from '@siku/catalogue';
import { checkPeriod, frequencyOf, normaliseText } from '@siku/standards';
import { foldHeader } from './infer-target.js';

type Rows = readonly (readonly (string | null)[])[];

const YEAR = /^(?:年份?|年度|year)$/;
const MONTH = /^(?:月份?|month)$/;
const QUARTER = /^(?:季度?|quarter)$/;

/** Parts of a year as people write them, first to last; a column of one kind is written one way. */
const CHINESE = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二'];
const MONTHS = Array.from({ length: 12 }, (_, at) => String(at + 1));
const QUARTERS = CHINESE.slice(0, 4);
const WAYS: readonly string[][] = [
  MONTHS.map((month) => `${month}月`),
  MONTHS.map((month) => `${month}月份`),
  CHINESE.map((month) => `${month}月`),
  CHINESE.map((month) => `${month}月份`),
  QUARTERS.map((quarter) => `${quarter}季度`),
  QUARTERS.map((quarter) => `第${quarter}季度`),
  ['1', '2', '3', '4'].map((quarter) => `${quarter}季度`),
  ['1', '2', '3', '4'].map((quarter) => `第${quarter}季度`),
  ['上半年', '下半年'],
];

const PARTS = new Set(WAYS.flat());

/** Headings that are parts of years, and what the column made of them is called. */
const PARTS_OF_YEARS: readonly PartsOfYears[] = [
  { headings: String.raw`^\d{1,2}月$`, heading: '月份' },
  { headings: String.raw`^\d{1,2}月份$`, heading: '月份' },
  { headings: '^[一二三四五六七八九十]+月份?$', heading: '月份' },
  { headings: '^第?[一二三四1-4]季度$', heading: '季度' },
  { headings: '^[上下]半年$', heading: '半年' },
  { headings: String.raw`^(?:1[-—–~至])?(\d{1,2}月)份?$`, heading: '月份', cumulative: true },
  { headings: '^(?:[1-9]|1[0-2])$', heading: '月份' },
];

const YEARS = { headings: String.raw`^(?:19|20)\d\d年?度?$`, heading: '年份' };

/** Rows that are all parts of the year together. */
export const WHOLE_YEAR = /^(?:全年|年度|合计|总计|累计|平均|年?均值|小计)$/u;

const LEAST = 2;

const isYear = (text: string): boolean => /^(?:19|20)\d\d年?度?$/u.test(normaliseText(text));
const isPart = (text: string): boolean => PARTS.has(normaliseText(text));

const valuesAt = (rows: Rows, at: number): string[] => rows.flatMap((cells) => cells[at]?.trim() || []);

/** The column that is named so, or else the first of which all values are such. */
const columnOf = (columns: readonly string[], rows: Rows, names: RegExp, test: (text: string) => boolean): number => {
  const named = columns.findIndex((name) => names.test(foldHeader(name)));
  if (named >= 0) return named;
  return columns.findIndex((_, at) => {
    const said = valuesAt(rows, at).filter((text) => !WHOLE_YEAR.test(text));
    return said.length > 0 && said.every(test);
  });
};

type PartsOfYears = Pick<Unpivot, 'heading' | 'cumulative'> & { headings: string };

/** A row a year and a column each part of it, or the other way round; null where the columns are neither. */
export function partsOfYears(columns: readonly string[], rows: Rows): PartsOfYears | null {
  const first = (headings: string): number => columns.findIndex((name) => matches(headings, name));
  const isTable = (headings: string, rowsAt: number): boolean =>
    columns.filter((name) => matches(headings, name)).length >= LEAST && rowsAt >= 0 && rowsAt < first(headings);
  const years = columnOf(columns, rows, YEAR, isYear);
  // Sums alone are no table of single months, and months alone are no sums.
  const isSummed = columns.some((name) => /^1[-—–~至]\d{1,2}月/u.test(name));
  const found = PARTS_OF_YEARS.find(
    ({ headings, cumulative = false }) => (!cumulative || isSummed) && isTable(headings, years),
  );
  if (found) return found;
  const parts = columnOf(columns, rows, new RegExp(`${MONTH.source}|${QUARTER.source}`), isPart);
  return isTable(YEARS.headings, parts) && valuesAt(rows, parts).some(isPart) ? YEARS : null;
}

const matches = (headings: string, name: string): boolean => new RegExp(headings, 'u').test(name.trim());

/** A period that two columns say together. */
export interface JoinedPeriod {
  from: [string, string];
  join: string;
  periods: string[];
  /** Rows of whole years among those of their parts: they have no period. */
  whole: string[];
}

/** Years in one column, parts of them in another; null where no two columns are these. */
export function joinedPeriod(columns: readonly string[], rows: Rows): JoinedPeriod | null {
  const at = (name: RegExp): number => columns.findIndex((column) => name.test(foldHeader(column)));
  const [named, month, quarter] = [at(YEAR), at(MONTH), at(QUARTER)];
  const half = columns.indexOf('半年');
  const namedPart = [month, quarter, half].find((each) => each >= 0) ?? -1;
  if (named < 0 && namedPart < 0) return null;
  const year = named >= 0 ? named : columnOf(columns.slice(0, namedPart), rows, YEAR, isYear);
  const part = namedPart >= 0 ? namedPart : columnOf(columns, rows, MONTH, isPart);
  if (year < 0 || part < 0) return null;
  const said = rows.filter((cells) => cells[year] && cells[part]);
  const isWhole = (cells: readonly (string | null)[]): boolean => WHOLE_YEAR.test(cells[part]!.trim());
  const whole = [...new Set(said.filter(isWhole).map((cells) => cells[part]!))];
  for (const join of part === quarter ? ['Q', '年', ''] : ['年', '']) {
    const periods = said.filter((cells) => !isWhole(cells)).map((cells) => cells[year]! + join + cells[part]!);
    if (periods.length > 0 && periods.every((text) => checkPeriod(text).ok)) {
      return { from: [columns[year]!, columns[part]!], join, periods, whole };
    }
  }
  return null;
}

/** Rows that are parts of the one year that only the title says. */
export interface PartsOfTitle {
  column: string;
  /** what rows write → period; all of its kind, also those that the sample does not have */
  codes: Record<string, string>;
  year: string;
  whole: string[];
}

/** 2026年各月出口额 over rows 1月, 2月; null where the title says no year, or several, or no column has parts of it. */
export function partsOfTitle(columns: readonly string[], rows: Rows, above: readonly string[]): PartsOfTitle | null {
  const year = yearIn(above);
  const at = columnOf(columns, rows, MONTH, isPart);
  if (year === null || at < 0) return null;
  const values = [...new Set(valuesAt(rows, at))];
  const whole = values.filter((text) => WHOLE_YEAR.test(text));
  const parts = values.filter((text) => !WHOLE_YEAR.test(text));
  const ways = [...WAYS, MONTHS].filter((way) => parts.some((text) => way.includes(text)));
  const codes = Object.fromEntries(
    ways.flat().flatMap((text) => {
      const checked = checkPeriod(`${year}年${text}`);
      return checked.ok ? [[text, checked.value] as const] : [];
    }),
  );
  if (parts.length === 0 || !parts.every((text) => codes[text])) return null;
  return { column: columns[at]!, codes, year: `${year}年`, whole };
}

/** The one year that titles say. */
export function yearIn(above: readonly string[]): string | null {
  const years = new Set(above.flatMap((text) => text.match(/\d{4}(?=年)/gu) ?? []));
  return years.size === 1 ? [...years][0]! : null;
}

const PART = /^(?:(?:\d{1,2}[-—–~至])?(?:\d{1,2}|[一二三四五六七八九十]{1,2})月|第?[一二三四1-4]季度|[上下]半年)/;

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
