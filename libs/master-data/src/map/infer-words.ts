import { toHalfWidth, unitInChinese } from '@siku/standards';

/** Marks of footnotes behind a figure or a name. */
const MARKS = String.raw`[*#①-⑳†‡]`;

/** What is behind a figure is a mark: 1234.5①, (注1) */
export const MARKED_FIGURE = String.raw`^([-+−]?[0-9０-９,，.]+)(?:\s*(?:${MARKS}|[（(]注?\d*[)）]))+$`;

/** What stands before a mark of a footnote: 2024年① */
export const UNMARKED = '^[^*#①-⑳†‡(（]+';

const FIGURE = /^[-+−]?[\d,，]*\.?\d+%?$|^\([\d,]*\.?\d+\)$/u;

/** What departments write where there is no figure. */
export const NO_FIGURE = new Set([
  '…',
  '……',
  '...',
  '-',
  '--',
  '—',
  '——',
  '–',
  '·',
  'x',
  'X',
  '×',
  '/',
  '空',
  '无',
  'na',
  'N/A',
  'NA',
]);

export const isFigure = (text: string): boolean => FIGURE.test(toHalfWidth(text).trim());

/** What stands behind a Chinese heading in another language: 地区生产总值(亿元) GDP (100 million yuan) */
const TRANSLATION = /(?<=[\p{Script=Han})）])\s+[A-Za-z][^\p{Script=Han}]*$/u;

export const withoutTranslation = (heading: string): string => heading.replace(TRANSLATION, '');

/** Of all parts of the area that a table is about. */
export const WHOLE = /^(?:全[市省区县国域]|合计|总计)$/u;

/** A name as lists have it: without numbering, 其中：, units in brackets, marks of footnotes, a translation, and that it is the month's figure (本月) and no rate (绝对值). */
export const wordOf = (text: string): string => nameOf(text).toLowerCase();

/** The same, as it is written. */
export const nameOf = (text: string): string =>
  toHalfWidth(withoutTranslation(text))
    .replaceAll(/\s+/gu, '')
    .replace(/^(?:[一二三四五六七八九十]+、|[(][一二三四五六七八九十\d]+[)]|\d+[.、])/u, '')
    .replace(/^(?:其中|#)[::]?/u, '')
    .replaceAll(/[([【][^)\]】]*[)\]】]$/gu, '')
    .replace(new RegExp(`${MARKS}+$`, 'u'), '')
    .replace(/绝对[值量数]$|(?<=\p{Script=Han}{2})(?:金额|数额)$/u, '')
    .replace(/(?<=\p{Script=Han}{2})(?:本月|当月)$/u, '');

/** 单位：亿元 of a line above the table; 生产总值（亿元） of a heading. */
export function unitSaid(said: string): string | null {
  const text = withoutTranslation(said);
  // 填报单位：市统计局 is who filled it in.
  const found =
    /(?:(?<!\p{Script=Han})|计量|货币|金额)单位[:：]\s*([^\s)）;；,，]+)/u.exec(text) ??
    /[(（【[]\s*([^)）】\]]*(?:[元人户吨件个美斤时米亩]|%|％))\s*[)）】\]]\s*$/u.exec(text);
  return found?.[1] ?? englishUnit(said);
}

/** (100 million yuan), Unit: 100 million yuan */
function englishUnit(said: string): string | null {
  const found = /\bunits?[:：]\s*([^()（）]+)$/iu.exec(said) ?? /[(（]([^()（）]+)[)）]\s*$/u.exec(said);
  return found ? unitInChinese(found[1]!) : null;
}

/** The same of a name, as a mapping's pattern: 出口总额（万美元）, 出口总额(万美元) Exports (USD 10,000) */
export const UNIT_IN_NAME = String.raw`[(（]([^()（）]+)[)）](?:\s+[A-Za-z].*)?$`;

/** Headings of shares and rates of change, which stand beside figures and are not the figures. */
export const RATE = /同比|环比|增长|增速|增幅|比上|占比|比重|比年初|±/;

/** A line above a table that is not its title. */
export const isRemark = (text: string): boolean =>
  /单位[:：]|^[(（]?[Uu]nits?\b|^[(（][^()（）]*[)）]$|^(?:制表|填报|填表|编制|表号|日期|来源|续表|附[件表录])|^表?[\d.-]+$/u.test(
    text,
  );
