import { accepted, type Checked, refusal } from '../message/message.js';
import { toHalfWidth } from '../text/half-width.js';
import { isRealDate } from './calendar.js';
import { arabicDate } from './chinese-date.js';
import { type DateParts, readWithFormat } from './date-format.js';

export { checkDateFormat } from './date-format.js';

const FORM = refusal(
  'date-form',
  { zh: '不是可识别的日期', en: 'not a recognisable date' },
  {
    zh: '请用 2007-03-05、20070305、2007年3月5日 等写法,或在数据集定义中声明日期格式',
    en: 'write 2007-03-05, 20070305, 2007年3月5日, or declare the format in the dataset definition',
  },
);
const SERIAL = refusal(
  'date-serial-number',
  { zh: '这是电子表格的日期序号，不是日期', en: 'this is the number by which a spreadsheet counts days, not a date' },
  {
    zh: '请在电子表格中将该列设为日期格式(如 yyyy-mm-dd)后再导出',
    en: 'format the column as a date (such as yyyy-mm-dd) in the spreadsheet and export it again',
  },
);
const DECLARED = refusal(
  'date-format-mismatch',
  { zh: '日期与数据集声明的格式不符', en: 'the date does not have the format the dataset declares' },
  {
    zh: '请按声明的格式填写,或更改数据集定义中的格式',
    en: 'write it in the declared format, or change the format in the dataset definition',
  },
);
const AMBIGUOUS = refusal(
  'date-ambiguous',
  { zh: '无法判断日和月的先后', en: 'it is not certain which is the day and which the month' },
  {
    zh: '请以年份开头书写,或在数据集定义中声明格式(如 dd/MM/yyyy)',
    en: 'begin with the year, or declare the format (such as dd/MM/yyyy) in the dataset definition',
  },
);
const TWO_DIGIT_YEAR = refusal(
  'date-two-digit-year',
  { zh: '年份只有两位,无法判断世纪', en: 'the year has two digits, so the century is not certain' },
  { zh: '请填写四位年份', en: 'give the year in four digits' },
);
const IMPOSSIBLE = refusal(
  'date-impossible',
  { zh: '该日期不存在', en: 'there is no such day' },
  { zh: '请核对月份和日期,例如 2 月没有 30 日', en: 'check month and day; February, for example, has no 30th' },
);
const PLACEHOLDER = refusal(
  'date-placeholder',
  { zh: '这是占位用的日期', en: 'this is a placeholder, not a date' },
  {
    zh: '日期未知时请留空;只知年份时只填年份',
    en: 'leave it empty when unknown; give the year alone when only that is known',
  },
);

/** A time of day behind the date, as databases export it. */
const TIME = /(?:T|\s+)\d{1,2}[:时]\d{1,2}(?:[:分]\d{1,2}秒?(?:\.\d+)?)?\s*(?:Z|[-+]\d{2}:?\d{2})?$/i;
/** An instant, as programs write a day that they hold as its first moment. */
const INSTANT = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?) ?(?:(Z)|([-+]\d{2}):?(\d{2}))$/i;
const ISO = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/;
const SEPARATED = /^(\d{4})\s*([-/.年])\s*(?:(\d{1,2})\s*([-/.月])?\s*(?:(\d{1,2})\s*[日号]?)?)?$/;
/** Days since 1900, of 1927 to 2118, and what part of the day had gone by. */
const SERIAL_NUMBER = /^[1-7]\d{4}(?:\.\d+)?$/;
const COMPACT = /^(\d{4})(\d{2})?(\d{2})?$/;

function partsOf(text: string): DateParts | undefined {
  const compact = COMPACT.exec(text);
  if (compact) return { year: compact[1]!, month: compact[2], day: compact[3] };
  const form = SEPARATED.exec(text);
  if (!form) return undefined;
  const [, year, first, month, second, day] = form;
  // 2007-3 5 has no separator where one belongs; 2007-3月 mixes two ways of writing, which is harmless
  if (day !== undefined && second === undefined) return undefined;
  if (month === undefined && first !== '年') return undefined;
  return { year: year!, month, day };
}

/** Year 1000 to 9999, real month and day; 00 for an unknown month or day leaves it away. */
function finish({ year, month, day }: DateParts): Checked {
  if (year === '0000') return PLACEHOLDER;
  if (Number(year) < 1000) return FORM;
  const m = Number(month ?? 0);
  const d = Number(day ?? 0);
  if (m === 0) return d === 0 ? accepted(year) : IMPOSSIBLE;
  if (!isRealDate(Number(year), m, d || 1)) return IMPOSSIBLE;
  const monthText = `${year}-${m < 10 ? '0' : ''}${m}`;
  return accepted(d === 0 ? monthText : `${monthText}-${d < 10 ? '0' : ''}${d}`);
}

const chineseDay = new Intl.DateTimeFormat('sv', { timeZone: 'Asia/Shanghai' });

/** The day that an instant was in China, summer times and all; what names no zone stays as it is. */
function dayOfInstant(text: string): string {
  const [, day, time, utc, hours, minutes] = INSTANT.exec(text) ?? [];
  if (day === undefined) return text;
  // Read as an instant, 30 February is in March.
  if (!finish({ year: day.slice(0, 4), month: day.slice(5, 7), day: day.slice(8) }).ok) return day;
  const instant = new Date(`${day}T${time}${utc === undefined ? `${hours}:${minutes}` : 'Z'}`);
  return Number.isNaN(instant.getTime()) ? text : chineseDay.format(instant);
}

/**
 * A date, whole or partial, as `yyyy`, `yyyy-MM` or `yyyy-MM-dd`; a time of day behind it is dropped, an instant with its
 * zone is the day that it was in China. Without `format` it
 * must begin with a four-digit year (2007-03-05, 2007/3/5, 20070305, 2007年3月5日, 二〇〇七年三月). With one (letters
 * yyyy MM dd) it must be written that way; only ISO dates are taken beside it, because spreadsheets deliver real date
 * cells so.
 */
export function parseDate(text: string, format?: string): Checked {
  const plain = ISO.exec(text);
  if (plain) {
    const parts = { year: plain[1]!, month: plain[2], day: plain[3] };
    const dated = Number(plain[3] ?? 0) > 0 && Number(parts.year) >= 1000;
    // nearly every value of a clean extract: already what it should be
    return dated && isRealDate(Number(parts.year), Number(plain[2]), Number(plain[3])) ? accepted(text) : finish(parts);
  }
  const whole = dayOfInstant(arabicDate(toHalfWidth(text).trim().replace(/\s+/g, ' ')));
  if (format !== undefined) {
    const declared = readWithFormat(whole, format);
    if (declared) return finish(declared);
  }
  const read = whole.replace(TIME, '').trim();
  if (format !== undefined) {
    const declared = readWithFormat(read, format);
    const iso = ISO.exec(read);
    if (declared) return finish(declared);
    return iso ? finish({ year: iso[1]!, month: iso[2], day: iso[3] }) : DECLARED;
  }
  const parts = partsOf(read);
  if (parts) return finish(parts);
  if (/^\d{1,2}[-/.]\d{1,2}[-/.]\d{4}$/.test(read)) return AMBIGUOUS;
  if (/^'?\d{2}[-/.年]\d{1,2}([-/.月](\d{1,2}日?)?)?$/.test(read)) return TWO_DIGIT_YEAR;
  return SERIAL_NUMBER.test(text) ? SERIAL : FORM;
}
