import {
  compilePattern,
  type AttributeDictionary,
  type AttributeSpec,
  type CodeWords,
  type Unpivot,
} from '@siku/catalogue';
import { checkArea, checkPeriod } from '@siku/standards';
import { lastMonthIn, periodIn } from './infer-once.js';
import { partsOfTitle, partsOfYears, saysPartOfPeriod, yearIn } from './infer-period.js';
import { foldHeader, pathOfType } from './infer-target.js';
import { isFigure, nameOf, RATE, unitSaid, WHOLE, wordOf } from './infer-words.js';

/** Fewer columns of periods or areas than these are no table of them. */
const LEAST = 2;

/** Headings that are months since January, from January or from later on. */
const CUMULATIVE = [String.raw`^(\d{4}年)(?:1[-—–~至])?(\d{1,2}月)$`, String.raw`^(\d{4}年)1[-—–~至](\d{1,2}月)`];
const CUMULATIVE_PARTS = [String.raw`^(?:1[-—–~至])?(\d{1,2}月)$`, String.raw`^1[-—–~至](\d{1,2}月)`];

/** Headings that are a period: alone, with a remark, with what is measured behind it. */
const PERIODS = [
  // A spreadsheet holds a year or a month as its first day.
  String.raw`^(\d{4})-01-01$`,
  String.raw`^(\d{4}-\d{2})-01$`,
  // Balances of banks are of the last day of a month.
  String.raw`^(\d{4}-\d{2})-(?:2[89]|3[01])$`,
  String.raw`^\d{4}.*$`,
  String.raw`^\d{4}年?(?:\d{1,2}月|第?[一二三四1-4]季度|[上下]半年)?[末底]?$`,
  String.raw`^(\d{4}年?)[（(*①-⑩]`,
  String.raw`^(\d{4}年\d{1,2}月)[（(*①-⑩]`,
  String.raw`^(\d{4}年\d{1,2}月)(?:本月|当月|本期|绝对|总量|数值)`,
  String.raw`^(\d{4}年)(?:全年|本年|绝对|总量|数值)`,
  String.raw`^(\d{4}年)第?[一二三四1-4]季度(\d{1,2}月)`,
  String.raw`^(\d{4}年)[上下]半年(\d{1,2}月)`,
  String.raw`^(\d{4}年第?[一二三四1-4]季度)`,
];

/** Headings that are a part of the year that only the title says. */
const PARTS = [
  String.raw`^\d{1,2}月$`,
  String.raw`^\d{1,2}月份$`,
  '^[一二三四五六七八九十]+月份?$',
  String.raw`^第?[一二三四1-4]季度$`,
  '^[上下]半年$',
];

/** A table's columns, some of its rows, and what stands above it. */
export interface Layout {
  columns: readonly string[];
  rows: readonly (readonly (string | null)[])[];
  above?: readonly string[];
  /** what the names of all columns but the first ones begin with */
  common?: string;
}

/**
 * How a table is to be read whose headings are values: periods, areas, or names of codes. Null where it has none, and for a base
 * whose records are not figures of periods.
 */
export function proposeUnpivot(table: Layout, dictionary: AttributeDictionary, words: CodeWords): Unpivot | null {
  const proposed = unpivotOf(table, dictionary, words);
  const { common } = table;
  if (common === undefined || typeof proposed?.headings === 'string') return proposed;
  // 月份 over 1月, 2月: a name over all of them tells none from another.
  const columns = table.columns.map((name) => (name.startsWith(common) ? name.slice(common.length).trim() : name));
  const inner = unpivotOf({ ...table, columns, above: [...(table.above ?? []), common] }, dictionary, words);
  const headings = inner && headingsBehind(common, inner.headings);
  return inner && headings ? { ...inner, headings } : proposed;
}

/** Null where that would be too long for a pattern. */
function headingsBehind(common: string, headings: Unpivot['headings']): string | null {
  const start = `^${escaped(common)} ?`;
  if (typeof headings !== 'string') {
    const pattern = `${start}(${headings.map(escaped).join('|')})$`;
    return pattern.length > LONGEST_PATTERN ? null : pattern;
  }
  return /\((?!\?)/.test(headings) ? start + headings.slice(1) : `${start}(${headings.slice(1, -1)})$`;
}

const LONGEST_PATTERN = 500;

const escaped = (name: string): string => name.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);

function unpivotOf(table: Layout, dictionary: AttributeDictionary, words: CodeWords): Unpivot | null {
  const pathOf = (type: AttributeSpec['type']) => pathOfType(dictionary, type);
  const [period, figure] = [pathOf('period'), pathOf('figure')];
  if (period === undefined || figure === undefined) return null;
  const cell = dictionary[figure]!.title.zh;
  const named = (path: string) => ({ heading: dictionary[path]!.title.zh, cell });
  const parts = partsOfYears(table.columns, table.rows);
  if (parts) return { ...parts, cell };
  const isNamed = (path: string): boolean => table.columns.some((name) => calls(dictionary[path]!, name));
  const periods = ofPeriods(table.columns, isNamed(period) || isNamed(figure) ? LEAST : 1) ?? ofParts(table);
  if (periods) return { ...periods, ...named(period) };
  const area = pathOf('area');
  const areas = table.columns.filter((name) => isAreaName(name));
  if (area !== undefined && areas.length >= LEAST) {
    const withWhole = table.columns.filter((name) => areas.includes(name) || WHOLE.test(nameOf(name)));
    return { headings: withWhole, ...named(area) };
  }
  return ofCodes(table, dictionary, words, { period, figure });
}

function ofPeriods(columns: readonly string[], least: number): Pick<Unpivot, 'headings' | 'cumulative'> | null {
  const summed = summedIn(columns, CUMULATIVE);
  if (summed) return summed;
  const read = PERIODS.map((headings) => {
    const pattern = compilePattern(headings);
    const taken = columns.map((name) => pattern.extract(name)).filter((said) => said !== null);
    // Two columns of one period are two measures of it, or parts of it.
    const isClean = taken.every((said) => checkPeriod(said).ok) && new Set(taken).size === taken.length;
    return { headings, count: isClean ? taken.length : 0 };
  });
  const best = read.reduce((a, b) => (b.count > a.count ? b : a));
  return best.count >= least ? { headings: best.headings } : null;
}

/** January alone is what came since January; any other month alone is not. */
function summedIn(
  columns: readonly string[],
  ways: readonly string[],
): Pick<Unpivot, 'headings' | 'cumulative'> | null {
  const isSum = (name: string): boolean => /^(?:\d{4}年)?1[-—–~至]\d/u.test(name);
  const isJanuary = (name: string): boolean => /^(?:\d{4}年)?0?1月/u.test(name);
  for (const headings of ways) {
    const pattern = compilePattern(headings);
    const taken = columns.filter((name) => pattern.extract(name) !== null);
    if (taken.filter(isSum).length >= LEAST && taken.every((name) => isSum(name) || isJanuary(name))) {
      return { headings, cumulative: true };
    }
  }
  return null;
}

/** The title says the year: 2026年各月出口额 over columns 1月, 2月 */
function ofParts({ columns, above = [] }: Layout): Pick<Unpivot, 'headings' | 'cumulative' | 'prefix'> | null {
  const year = yearIn(above);
  if (year === null) return null;
  const prefix = `${year}年`;
  const count = (headings: string): number => {
    const pattern = compilePattern(headings);
    return columns.filter((name) => {
      const said = pattern.extract(name);
      return said !== null && checkPeriod(prefix + said).ok;
    }).length;
  };
  const headings = PARTS.find((each) => count(each) >= LEAST);
  if (headings !== undefined) return { headings, prefix };
  const summed = summedIn(columns, CUMULATIVE_PARTS);
  return summed && { ...summed, prefix };
}

const isAreaName = (name: string): boolean => {
  if (!/\p{Script=Han}/u.test(name)) return false;
  const checked = checkArea(name);
  return checked.ok || checked.code === 'area-ambiguous';
};

/**
 * A row a period, and a column each code: known ones, or else whatever holds figures and is no rate. Of a period that only the title says, a
 * row an area, and columns of known codes. Where one column is named as the figures (OBS_VALUE), what else is a number (DECIMALS) says
 * something of them.
 */
function ofCodes(
  { columns, rows, above = [] }: Layout,
  dictionary: AttributeDictionary,
  words: CodeWords,
  { period, figure }: Readonly<Record<'period' | 'figure', string>>,
): Unpivot | null {
  const [path, known] = Object.entries(words)[0] ?? [];
  if (path === undefined || known === undefined) return null;
  const isNamed = (target: string): boolean => columns.some((name) => calls(dictionary[target]!, name));
  const area = pathOfType(dictionary, 'area');
  const isOfTitle =
    !isNamed(period) &&
    area !== undefined &&
    isNamed(area) &&
    (periodIn(above) ?? lastMonthIn(above, columns)) !== null;
  const saysPeriod = isNamed(period) || partsOfTitle(columns, rows, above) !== null;
  if ((!saysPeriod && !isOfTitle) || isNamed(path) || isNamed(figure)) return null;
  const figures = columns.filter(
    (name, at) =>
      !Object.values(dictionary).some((spec) => calls(spec, name)) &&
      !RATE.test(name) &&
      rows.some((cells) => cells[at] && isFigure(cells[at])),
  );
  const knownOnes = figures.filter((name) => known.has(wordOf(name)));
  const taken = knownOnes.length > 0 || isOfTitle ? knownOnes : figures;
  return taken.length === 0
    ? null
    : {
        headings: taken,
        heading: dictionary[path]!.title.zh,
        cell: dictionary[figure]!.title.zh,
      };
}

const calls = (spec: AttributeSpec, name: string): boolean =>
  [spec.title.zh, ...(spec.synonyms ?? [])].some((word) => foldHeader(word) === foldHeader(name));

/** Whether another table stands below the first: a heading of it again, or another unit. */
export function holdsAnother({ columns, rows, above = [] }: Layout): boolean {
  const units = new Set(above.map(unitSaid));
  const isOther = (cell: string | null): boolean => {
    const said = cell !== null && /单位[:：]/.test(cell) ? unitSaid(cell) : null;
    return said !== null && !units.has(said);
  };
  return rows.some(
    (cells) =>
      cells.some((cell, at) => cell !== null && cell === columns[at] && !isFigure(cell)) || cells.some(isOther),
  );
}

/** The same of a table of a row each figure: only columns without which a row says nothing. */
export function proposeFillDownOfRows(table: Layout, dictionary: AttributeDictionary): string[] {
  const needed = Object.values(dictionary).filter(({ required }) => required);
  return proposeFillDown(table).filter((name) => saysPartOfPeriod([name]) || needed.some((spec) => calls(spec, name)));
}

/** Columns to the left of the figures that have gaps below what they say first: cells merged over several lines. */
export function proposeFillDown({ columns, rows }: Layout): string[] {
  const said = rows.filter((cells) => cells.some((cell, at) => at > 0 && cell !== null && isFigure(cell)));
  const firstFigures = columns.findIndex((_, at) => said.some((cells) => cells[at] && isFigure(cells[at])));
  return columns.filter(
    (_, at) =>
      at < firstFigures && Boolean(said[0]?.[at]) && said.some((cells) => !cells[at] || cells[at].trim() === ''),
  );
}
