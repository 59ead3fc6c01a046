import { compilePattern, type AttributeSpec, type CodeWords, type ValueRule } from '@siku/catalogue';
import { checkArea, checkPeriod, frequencyOf, type Message } from '@siku/standards';
import type { SampleColumn } from './infer-target.js';
import { RATE, UNIT_IN_NAME, unitSaid, wordOf } from './infer-words.js';

/** What a file says beside its rows. */
export interface SaidOnce {
  /** above the table: a title, a unit */
  above: readonly string[];
  /** of the columns with figures, as they were delivered */
  headings: readonly string[];
  /** values of the columns found to be periods */
  periods: readonly string[];
  /** the one column of these, where it is one */
  periodColumn: string | undefined;
  /** area that the table is about */
  area: string | null;
  /** period that the title is about */
  titlePeriod: string | null;
  /** the column that names what is measured */
  names: SampleColumn | undefined;
}

/** The value that the whole table has of an attribute that no column gives; null when nothing tells. */
export function constantOf(
  path: string,
  spec: AttributeSpec,
  said: SaidOnce,
  words: CodeWords,
  notes: Message[],
): ValueRule | null {
  const found = spec.saidOnce ? FINDERS[spec.saidOnce](said, path, spec, words, notes) : null;
  if (found !== null) return typeof found === 'string' ? { constant: found } : found;
  return spec.usual === undefined ? null : { constant: spec.usual };
}

/** Answers the constant, or how rows say it beside something else. */
type Finder = (
  said: SaidOnce,
  path: string,
  spec: AttributeSpec,
  words: CodeWords,
  notes: Message[],
) => string | ValueRule | null;

const FINDERS: Record<NonNullable<AttributeSpec['saidOnce']>, Finder> = {
  'in-title': ({ above, area, titlePeriod }, path, spec, words, notes) => {
    if (spec.type === 'area') return area;
    if (spec.type !== 'period') return codeIn(above, words[path]);
    if (titlePeriod !== null) notes.push(periodOfTitle(titlePeriod));
    return titlePeriod;
  },
  'as-unit': ({ above, headings, names }, _path, _spec, _words, notes) => {
    const named = [...headings, ...(names?.values ?? [])].filter((name) => !RATE.test(name));
    const units = new Set([...above, ...named].flatMap((text) => unitSaid(text)?.split('、') ?? []));
    if (units.size > 1 && names?.values.every((name) => unitSaid(name) !== null)) {
      return { from: names.name, pattern: UNIT_IN_NAME };
    }
    if (units.size > 1) {
      const all = [...units];
      notes.push({
        zh: `表中有不同的单位：${all.join('、')}，请分别声明`,
        en: `The table has several units: ${all.join(', ')}; declare each`,
      });
    }
    return units.size === 1 ? [...units][0]! : null;
  },
  'by-periods': ({ periods, periodColumn }) => {
    const frequencies = new Set(
      periods.flatMap((text) => {
        const checked = checkPeriod(text);
        return checked.ok ? [frequencyOf(checked.value)] : [];
      }),
    );
    if (frequencies.size > 1 && periodColumn !== undefined) return frequencyOfEach(periodColumn, periods);
    return frequencies.size === 1 ? [...frequencies][0]! : null;
  },
};

/** Years, quarters and months in one column: each ends in what it is. Null where some do not. */
function frequencyOfEach(from: string, periods: readonly string[]): ValueRule | null {
  const rule = { from, pattern: '(半年|[年季月])度?$', codes: { 年: 'A', 半年: 'S', 季: 'Q', 月: 'M' } };
  const pattern = compilePattern(rule.pattern);
  const codes: Record<string, string> = rule.codes;
  const isSaid = (text: string): boolean => {
    const checked = checkPeriod(text);
    return !checked.ok || frequencyOf(checked.value) === codes[pattern.extract(text) ?? ''];
  };
  return periods.every(isSaid) ? rule : null;
}

/** 2025年宁波市社会消费品零售总额 → 宁波市 */
export function areaIn(texts: readonly string[]): string | null {
  for (const text of texts) {
    const name = /^(?:\d{4}年?(?:度|\d{1,2}(?:[-—]\d{1,2})?月|[上下]半年|第?[一二三四1-4]季度)?)?(.*)$/u.exec(
      text,
    )![1]!;
    for (let end = Math.min(name.length, 20); end >= 2; end--) {
      const checked = checkArea(name.slice(0, end));
      if (checked.ok && /\p{Script=Han}/u.test(name.slice(0, end))) return checked.value;
    }
  }
  return null;
}

/** A year, half, quarter or month that is no part of a span, and no year of several months. */
const PERIOD_IN_TITLE =
  /(?<![\d—–~至-])\d{4}年(?:\d{1,2}月|[上下]半年|第?[一二三四1-4]季度|度?(?!\d|[上下]半年|第?[一二三四1-4]季))(?![—–~至-])/u;

/** 2026年9月主要经济指标 → 2026-09 */
export function periodIn(texts: readonly string[]): string | null {
  for (const text of texts) {
    const checked = checkPeriod(PERIOD_IN_TITLE.exec(text)?.[0] ?? '');
    if (checked.ok) return checked.value;
  }
  return null;
}

/** 2026年1-9月主要经济指标, over columns of which one is the month's own → 2026-09 */
export function lastMonthIn(texts: readonly string[], columns: readonly string[]): string | null {
  if (!columns.some((name) => /当月|本月/.test(name))) return null;
  const [, year = '', month = ''] = /(\d{4}年)1[-—–~至](\d{1,2}月)/.exec(texts.join('\n')) ?? [];
  const checked = checkPeriod(year + month);
  return checked.ok ? checked.value : null;
}

const periodOfTitle = (period: string): Message => ({
  zh: `时期只写在标题中，按 ${period} 处理；下一期的文件请另建数据集，或在表中加一列时期，否则会当作本期的更正`,
  en: `Only the title says the period: taken as ${period}; deliver the next period's file to a dataset of its own, or with a column of periods, or it corrects this one`,
});

/** The code with the longest name that a title holds. */
function codeIn(texts: readonly string[], known: CodeWords[string] | undefined): string | null {
  const found = [...(known ?? [])]
    .filter(([word]) => word.length >= 2 && texts.some((text) => wordOf(text).includes(word)))
    .sort(([a], [b]) => b.length - a.length || (a < b ? -1 : 1));
  return found[0]?.[1] ?? null;
}
