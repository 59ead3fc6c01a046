import { toHalfWidth } from '@siku/standards';

/** Marks of footnotes behind a figure or a name. */
const MARKS = String.raw`[*#①-⑳†‡]`;

/** What is behind a figure is a mark: 1234.5①, (注1) */
export const MARKED_FIGURE = String.raw`^([-+−]?[0-9０-９,，.]+)(?:\s*(?:${MARKS}|[（(]注?\d*[)）]))+$`;

const FIGURE = /^[-+−]?[\d,，]*\.?\d+%?$/u;

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

/** A name as lists have it: without numbering, 其中：, units in brackets, marks of footnotes. */
export const wordOf = (text: string): string =>
  toHalfWidth(text)
    .replaceAll(/\s+/gu, '')
    .replace(/^(?:[一二三四五六七八九十]+、|[(][一二三四五六七八九十\d]+[)]|\d+[.、])/u, '')
    .replace(/^(?:其中|#)[::]?/u, '')
    .replaceAll(/[([【][^)\]】]*[)\]】]$/gu, '')
    .replace(new RegExp(`${MARKS}+$`, 'u'), '')
    .toLowerCase();

/** 单位：亿元 of a line above the table; 生产总值（亿元） of a heading. */
export function unitSaid(text: string): string | null {
  const said =
    /单位[:：]\s*([^\s)）;；,，]+)/u.exec(text) ??
    /[(（【[]\s*([^)）】\]]*(?:[元人户吨件个美斤时米亩]|%|％))\s*[)）】\]]\s*$/u.exec(text);
  return said?.[1] ?? null;
}

/** A line above a table that is not its title. */
export const isRemark = (text: string): boolean =>
  /单位[:：]|^(?:制表|填报|填表|编制|表号|日期|来源|续表)|^表?[\d.-]+$/u.test(text);
