import { accepted, type Checked, refusal } from '../message/message.js';
import { toHalfWidth } from '../text/half-width.js';

/** SDMX frequency codes (CL_FREQ): yearly, half-yearly, quarterly, monthly, weekly, daily. */
export const FREQUENCIES = ['A', 'S', 'Q', 'M', 'W', 'D'] as const;
export type Frequency = (typeof FREQUENCIES)[number];

/** Periods of each frequency a year has; the year-on-year lag, and the exponent of annual rates. */
export const PERIODS_A_YEAR: Readonly<Record<Frequency, number>> = { A: 1, S: 2, Q: 4, M: 12, W: 52, D: 365 };

const FORM = refusal(
  'period-form',
  { zh: '不是可识别的时期', en: 'not a recognisable period' },
  {
    zh: '请用 2026、2026-Q3、2026年3季度、2026-09、2026年9月 等写法',
    en: 'write 2026, 2026-Q3, 2026-09 or the like',
  },
);

const CHINESE = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二'];

const numberOf = (word: string): string => (CHINESE.includes(word) ? String(CHINESE.indexOf(word)) : word);

/** Spellings, and the ISO 8601 / SDMX form each stands for. The first that matches counts. */
const SPELLINGS: readonly [RegExp, (parts: readonly string[]) => string][] = [
  [/^(\d{4})(?:年度?)?$/, ([y]) => y!],
  [/^(\d{4})-?A1$/i, ([y]) => y!],
  [/^(\d{4})[-年 ]?[QqＱ]([1-4])$/, ([y, q]) => `${y}-Q${q}`],
  [/^(\d{4})年?第?([一二三四1-4])季度?$/, ([y, q]) => `${y}-Q${numberOf(q!)}`],
  [/^(\d{4})[-年 ]?[SsHh]([12])$/, ([y, s]) => `${y}-S${s}`],
  [/^(\d{4})年?([上下])半年$/, ([y, s]) => `${y}-S${s === '上' ? 1 : 2}`],
  [/^(\d{4})[-年 ]?[Ww](\d{2})$/, ([y, w]) => `${y}-W${w}`],
  [/^(\d{4})[-./年]?[Mm]?(0?[1-9]|1[0-2])月?(?:份)?$/, ([y, m]) => `${y}-${m!.padStart(2, '0')}`],
  [/^(\d{4})年(十[一二]?|[一二三四五六七八九])月(?:份)?$/, ([y, m]) => `${y}-${numberOf(m!).padStart(2, '0')}`],
  [
    /^(\d{4})[-./年](0?[1-9]|1[0-2])[-./月](0?[1-9]|[12]\d|3[01])日?$/,
    ([y, m, d]) => `${y}-${m!.padStart(2, '0')}-${d!.padStart(2, '0')}`,
  ],
];

/** A time period in any usual spelling; the value is its SDMX form: 2026, 2026-S1, 2026-Q3, 2026-09, 2026-W36, 2026-09-05. */
export function checkPeriod(text: string): Checked {
  // Balances are of the end of a period: 2026年9月末.
  const read = toHalfWidth(text)
    .replace(/\s+/g, '')
    .replace(/(?<=[年月度])[末底]$/, '');
  for (const [spelling, write] of SPELLINGS) {
    const match = spelling.exec(read);
    if (!match) continue;
    const period = write(match.slice(1));
    return periodBounds(period) ? accepted(period) : FORM;
  }
  const spanned = periodSpanned(read) ?? numberedDay(read);
  return spanned === null ? FORM : accepted(spanned);
}

const DURATIONS: Readonly<Record<string, Frequency>> = {
  ...{ P1Y: 'A', P12M: 'A', P6M: 'S', P3M: 'Q', P1M: 'M', P7D: 'W', P1W: 'W', P1D: 'D' },
};

/** A time range of SDMX that is one period: 2026-01-01/P3M. Null for one that is none, or begins elsewhere. */
function periodSpanned(text: string): string | null {
  const [, from, duration] = /^(\d{4}-\d{2}-\d{2})(?:T00:00:00Z?)?\/(P\w+)$/.exec(text) ?? [];
  const frequency = DURATIONS[duration ?? ''];
  if (from === undefined || frequency === undefined) return null;
  const period = periodOfDay(from, frequency);
  return periodBounds(period)?.from === from ? period : null;
}

/** A reporting day of SDMX: 2026-D045 is 14 February. */
function numberedDay(text: string): string | null {
  const [, year, number] = /^(\d{4})-D(\d{3})$/.exec(text) ?? [];
  if (year === undefined) return null;
  const date = day(utc(Number(year), 0, Number(number)));
  return Number(number) > 0 && date.startsWith(year) ? date : null;
}

export function frequencyOf(period: string): Frequency {
  if (period.length === 4) return 'A';
  if (period.length === 10) return 'D';
  const letter = period[5]!;
  return letter === 'Q' || letter === 'S' || letter === 'W' ? letter : 'M';
}

const DAY_MS = 86_400_000;
const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
const utc = (year: number, month: number, date = 1): number => Date.UTC(year, month, date);

/** First and last day, yyyy-MM-dd; null when there is no such period. */
export function periodBounds(period: string): { from: string; to: string } | null {
  const year = Number(period.slice(0, 4));
  if (period.length === 4) return { from: `${period}-01-01`, to: `${period}-12-31` };
  const number = Number(period.slice(period.length === 7 && /\d/.test(period[5]!) ? 5 : 6));
  switch (frequencyOf(period)) {
    case 'S':
      return { from: day(utc(year, (number - 1) * 6)), to: day(utc(year, number * 6, 0)) };
    case 'Q':
      return { from: day(utc(year, (number - 1) * 3)), to: day(utc(year, number * 3, 0)) };
    case 'M':
      return { from: day(utc(year, number - 1)), to: day(utc(year, number, 0)) };
    case 'W': {
      // The week with 4 January is the first: ISO 8601.
      const fourth = utc(year, 0, 4);
      const monday = fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * DAY_MS + (number - 1) * 7 * DAY_MS;
      const thursday = new Date(monday + 3 * DAY_MS);
      return number >= 1 && thursday.getUTCFullYear() === year
        ? { from: day(monday), to: day(monday + 6 * DAY_MS) }
        : null;
    }
    default: {
      const at = new Date(`${period}T00:00:00Z`);
      return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(period) ? { from: period, to: period } : null;
    }
  }
}

/** The period of `frequency` that a day lies in. */
export function periodOfDay(date: string, frequency: Frequency): string {
  const [year, month] = [date.slice(0, 4), Number(date.slice(5, 7))];
  switch (frequency) {
    case 'A':
      return year;
    case 'S':
      return `${year}-S${month <= 6 ? 1 : 2}`;
    case 'Q':
      return `${year}-Q${Math.ceil(month / 3)}`;
    case 'M':
      return date.slice(0, 7);
    case 'W': {
      const at = Date.parse(`${date}T00:00:00Z`);
      const thursday = new Date(at + (3 - ((new Date(at).getUTCDay() + 6) % 7)) * DAY_MS);
      const first = utc(thursday.getUTCFullYear(), 0);
      const week = Math.floor((thursday.getTime() - first) / (7 * DAY_MS)) + 1;
      return `${thursday.getUTCFullYear()}-W${String(week).padStart(2, '0')}`;
    }
    case 'D':
      return date;
  }
}

/** The period `steps` before. */
export function periodBefore(period: string, steps = 1): string {
  let at = period;
  const frequency = frequencyOf(period);
  if (frequency === 'A') return String(Number(period) - steps).padStart(4, '0');
  if (frequency === 'M' || frequency === 'Q' || frequency === 'S') {
    const size = PERIODS_A_YEAR[frequency];
    const number = Number(frequency === 'M' ? period.slice(5) : period.slice(6));
    const index = Number(period.slice(0, 4)) * size + number - 1 - steps;
    const year = String(Math.floor(index / size)).padStart(4, '0');
    const rest = (index % size) + 1;
    return frequency === 'M' ? `${year}-${String(rest).padStart(2, '0')}` : `${year}-${frequency}${rest}`;
  }
  for (let i = 0; i < steps; i++) {
    const { from } = periodBounds(at)!;
    at = periodOfDay(day(Date.parse(`${from}T00:00:00Z`) - DAY_MS), frequency);
  }
  return at;
}
