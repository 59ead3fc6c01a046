import { accepted, type Checked, refusal } from '../message/message.js';

export interface DateParts {
  year: string;
  month?: string;
  day?: string;
}

const FORMAT = refusal(
  'date-format',
  {
    zh: '日期格式只能由 yyyy、MM、dd(可加 HH mm ss)和分隔符组成,且必须含 yyyy',
    en: 'a date format consists of yyyy, MM, dd (and HH mm ss) and separators, and contains yyyy',
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
  const known = fields.every((f) => /^(yyyy|M{1,2}|d{1,2}|H{1,2}|m{1,2}|s{1,2})$/.test(f));
  const whole = fields.includes('yyyy') && (!fields.some((f) => f[0] === 'd') || fields.some((f) => f[0] === 'M'));
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
    const digits = field[0] === 'y' ? '\\d{4}' : glued ? '\\d{2}' : '\\d{1,2}';
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
    if (groups?.['year']) return { year: groups['year'], month: groups['month'], day: groups['day'] };
  }
  return undefined;
}
