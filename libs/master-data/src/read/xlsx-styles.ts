import type { ByteSource } from './byte-source.js';
import { readXml } from './xml-part.js';

/** How a style shows a number. */
export type NumberStyle =
  | { kind: 'number' }
  /** A format of nothing but zeros (postcodes): shown with at least so many digits. */
  | { kind: 'padded'; digits: number }
  /** Shown as a hundred times what is stored, with % behind it. */
  | { kind: 'percent' }
  /** `date`: which parts the format shows; a month without a day is a partial date. */
  | { kind: 'date'; shows: 'year' | 'month' | 'day' | 'time' };

const NUMBER: NumberStyle = { kind: 'number' };
const PERCENT: NumberStyle = { kind: 'percent' };
const DAY: NumberStyle = { kind: 'date', shows: 'day' };
const MONTH: NumberStyle = { kind: 'date', shows: 'month' };
const TIME: NumberStyle = { kind: 'date', shows: 'time' };

/** Formats that are not spelled out in the file (ECMA-376 part 1, 18.8.30), those of Chinese Excel included. */
function builtIn(id: number): NumberStyle {
  if (id === 9 || id === 10) return PERCENT;
  if (id === 17 || [27, 36, 50, 52, 57].includes(id)) return MONTH;
  if ((id >= 18 && id <= 21) || (id >= 45 && id <= 47) || (id >= 32 && id <= 35) || id === 55 || id === 56) return TIME;
  if ((id >= 14 && id <= 16) || id === 22 || (id >= 28 && id <= 31) || id === 51 || id === 53 || id === 54 || id === 58)
    return DAY;
  return NUMBER;
}

export function numberStyle(format: string): NumberStyle {
  const [positive = ''] = format.split(';');
  // Literal text, escapes, padding and colours or locales say nothing about the kind; elapsed time ([h]) does.
  const bare = positive
    .replace(/"[^"]*"|\\.|_.|\*./gu, '')
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/giu, '')
    .toLowerCase();
  if (/^0{2,}$/u.test(bare)) return { kind: 'padded', digits: bare.length };
  if (bare.includes('%')) return PERCENT;
  if (bare.includes('general') || !/[ymdhse]/u.test(bare.replace(/e[+-]/u, ''))) return NUMBER;
  if (bare.includes('d')) return DAY;
  if (/[ye]/u.test(bare)) return bare.includes('m') ? MONTH : { kind: 'date', shows: 'year' };
  return /[hs]/u.test(bare) ? TIME : DAY;
}

/** The number style of each cell style, by the index cells refer to. */
export async function readStyles(part: ByteSource | undefined): Promise<NumberStyle[]> {
  const styles: NumberStyle[] = [];
  if (part === undefined) return styles;
  const formats = new Map<number, string>();
  let inCellStyles = false;
  await readXml(part, (name, { numFmtId = '0', formatCode = '' }) => {
    if (name === 'numFmt') formats.set(Number(numFmtId), formatCode);
    else if (name === 'cellXfs') inCellStyles = true;
    else if (name === 'cellStyles' || name === 'dxfs') inCellStyles = false;
    else if (name === 'xf' && inCellStyles) {
      const format = formats.get(Number(numFmtId));
      styles.push(format === undefined ? builtIn(Number(numFmtId)) : numberStyle(format));
    }
  });
  return styles;
}

const DAY_MS = 86_400_000;
/** Excel believes in 29 February 1900, serial 60; from then on days count from here. */
const EPOCH = Date.UTC(1899, 11, 30);
const LAST_SERIAL = 2_958_466;

/** ISO 8601, as precise as it is shown: 2007-03, 2007-03-05, 2007-03-05T08:30:00, 08:30:00. Undefined outside Excel's calendar. */
export function isoDate(
  serial: number,
  shows: 'year' | 'month' | 'day' | 'time',
  from1904: boolean,
): string | undefined {
  const days = from1904 ? serial + 1462 : serial < 60 ? serial + 1 : serial;
  if (!(days >= 1 && days < LAST_SERIAL) && !(shows === 'time' && serial >= 0 && serial < 1)) return undefined;
  const iso = new Date(EPOCH + Math.round((days * DAY_MS) / 1000) * 1000).toISOString();
  const [date, time] = [iso.slice(0, 10), iso.slice(11, 19)];
  if (shows === 'time' && serial < 1) return time;
  if (time !== '00:00:00') return `${date}T${time}`;
  if (shows === 'month' && date.endsWith('-01')) return date.slice(0, 7);
  if (shows === 'year' && date.endsWith('-01-01')) return date.slice(0, 4);
  return date;
}
