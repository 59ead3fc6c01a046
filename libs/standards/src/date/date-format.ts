import { accepted, type Checked, refusal } from '../message/message.js';

export interface DateParts {
  year: string;
  month?: string;
  day?: string;
}

const FORMAT = refusal(
  'date-format',
  {
    zh: '日期格式只能由 yyyy(或 yy)、MM(或 MMM)、dd(可加 HH mm ss)和分隔符组成,且必须含年份',
    en: 'a date format consists of yyyy (or yy), MM (or MMM), dd (and HH mm ss) and separators, and contains the year',
  },
  { zh: '例如 yyyy-MM-dd、yyyy年MM月dd日、dd/MM/yyyy', en: 'for example yyyy-MM-dd, yyyy年MM月dd日, dd/MM/yyyy' },
);

const FIELD = /y+|M+|d+|H+|m+|s+/g;
/** Group name, and how many digits may stand for it: exactly as many as letters, or fewer where a separator follows. */
const GROUPS: Readonly<Record<string, string>> = { y: 'year', M: 'month', d: 'day' };

/** Whether `format` is one that `parseDate` understands. */
export function checkDateFormat(format: string): Checked {
  const fields: string[] = format.match(FIELD) ?? [];
  const rest = format.replace(FIELD, '');
  const once = new Set(fields.map((f) => f[0])).size === fields.length;
  const known = fields.every((f) => /^(yyyy|yy|M{1,3}|d{1,2}|H{1,2}|m{1,2}|s{1,2})$/.test(f));
  const whole =
    fields.some((f) => f[0] === 'y') && (!fields.some((f) => f[0] === 'd') || fields.some((f) => f[0] === 'M'));
  return once && known && whole && !/[A-Za-z\d]/.test(rest.replaceAll("'T'", '').replaceAll('T', ''))
    ? accepted(format)
    : FORMAT;
}

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/** Patterns of one declared format: the whole of it, and shorter ones that stop after the year or the month. */
function compile(format: string): RegExp[] {
  const pieces = format.split(/(y+|M+|d+|H+|m+|s+)/);
  const patterns: string[] = [];
  let pattern = '';
  for (let i = 0; i < pieces.length; i += 2) {
    pattern += escape(pieces[i]!.replaceAll("'", ''));
    const field = pieces[i + 1];
    if (field === undefined) break;
    const group = GROUPS[field[0]!];
    const abuts = pieces[i + 2] === '' && i + 3 < pieces.length;
    const glued = abuts || (i > 0 && pieces[i] === '');
    const year = field === 'yy' ? '\\d{2}' : '\\d{4}';
    const digits = field[0] === 'y' ? year : field === 'MMM' ? '[A-Za-z]{3,9}' : glued ? '\\d{2}' : '\\d{1,2}';
    pattern += group ? `(?<${group}>${digits})` : digits;
    // 2007年 and 2007年3月 are partial dates of yyyy年MM月dd日; a format that begins with the day has none
    if (group && format.startsWith('yyyy')) patterns.push(`${pattern}(?:${escape(pieces[i + 2] ?? '')})?`);
  }
  return [pattern, ...patterns.reverse()].map((p) => new RegExp(`^${p}$`));
}

/** Formats come from dataset definitions: a handful. The bound only guards against a caller that makes them up. */
const compiled = new Map<string, RegExp[]>();
const MAX_FORMATS = 1000;

/** The parts of a date written in `format`, undefined when it is not. */
export function readWithFormat(text: string, format: string): DateParts | undefined {
  let patterns = compiled.get(format);
  if (!patterns) {
    if (compiled.size >= MAX_FORMATS) compiled.clear();
    compiled.set(format, (patterns = compile(format)));
  }
  for (const pattern of patterns) {
    const groups = pattern.exec(text)?.groups;
    if (!groups?.['year']) continue;
    const month = monthNumber(groups['month']);
    if (month !== null) return { year: fullYear(groups['year']), month, day: groups['day'] };
  }
  return undefined;
}

/** Two digits are read as 1930–2029: whoever declares `yy` says so. */
const FIRST_OF_WINDOW = 30;

function fullYear(year: string): string {
  return year.length === 4 ? year : `${Number(year) < FIRST_OF_WINDOW ? '20' : '19'}${year}`;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Digits as they are, English names by their first three letters; null for a word that is no month. */
function monthNumber(month: string | undefined): string | undefined | null {
  if (month === undefined || /^\d/.test(month)) return month;
  const at = MONTHS.indexOf(month.slice(0, 3).toLowerCase());
  return at < 0 ? null : String(at + 1);
}
