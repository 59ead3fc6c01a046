/** Days since 1970-01-01: what dates are while they are reckoned with. */
export type Day = number;

const DAY_MS = 86_400_000;

export const dayOf = (year: number, month: number, day = 1): Day => Date.UTC(year, month - 1, day) / DAY_MS;

export function partsOf(day: Day): { year: number; month: number; date: number } {
  const time = new Date(day * DAY_MS);
  return { year: time.getUTCFullYear(), month: time.getUTCMonth() + 1, date: time.getUTCDate() };
}

export const yearOf = (day: Day): number => partsOf(day).year;

/** The first of the month that lies `months` after the month of `day`. */
export function monthAfter(day: Day, months: number): Day {
  const { year, month } = partsOf(day);
  return dayOf(year, month + months);
}

const two = (number: number): string => String(number).padStart(2, '0');

/** Every date is written many times: a life and its registers know some ten thousand days. */
const isoDates = new Map<Day, string>();

export function isoDate(day: Day): string {
  let text = isoDates.get(day);
  if (text === undefined) {
    const { year, month, date } = partsOf(day);
    isoDates.set(day, (text = `${year}-${two(month)}-${two(date)}`));
  }
  return text;
}

const NUMERALS = '〇一二三四五六七八九';
const numeral = (number: number): string => {
  if (number <= 10) return number === 10 ? '十' : NUMERALS[number]!;
  const [tens, ones] = [Math.floor(number / 10), number % 10];
  return `${tens === 1 ? '' : NUMERALS[tens]}十${ones === 0 ? '' : NUMERALS[ones]}`;
};

/** How people and systems write a date. */
export const dateStyles = {
  iso: isoDate,
  compact: (day: Day) => isoDate(day).replaceAll('-', ''),
  slashes: (day: Day) => {
    const { year, month, date } = partsOf(day);
    return `${year}/${month}/${date}`;
  },
  dots: (day: Day) => isoDate(day).replaceAll('-', '.'),
  characters: (day: Day) => {
    const { year, month, date } = partsOf(day);
    return `${year}年${month}月${date}日`;
  },
  numerals: (day: Day) => {
    const { year, month, date } = partsOf(day);
    return `${Array.from(String(year), (digit) => NUMERALS[Number(digit)]).join('')}年${numeral(month)}月${numeral(date)}日`;
  },
};
