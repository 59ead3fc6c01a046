import { createRequire } from 'node:module';
import { Converter } from 'opencc-js/cn2t';
import type { pinyin as Pinyin } from 'pinyin-pro';
import { OLD_COUNTY_NAMES } from '../city/homes.js';
import { partsOf, type Day } from '../day.js';
import { lunarDate } from '../lunar.js';
import type { Random } from '../random.js';
import { wrongDigit } from '../slips.js';

const traditionalOf = Converter({ from: 'cn', to: 't' });

export const traditional = (text: string): string => traditionalOf(text);

let library: typeof Pinyin | undefined;

/** Syllables without tones. The library's own reading, which is not the platform's. */
function syllables(name: string): string[] {
  // 100 ms to load, for names that few registers write so.
  library ??= (createRequire(import.meta.url)('pinyin-pro') as { pinyin: typeof Pinyin }).pinyin;
  return library(name, { toneType: 'none', type: 'array', v: true, surname: 'head' });
}

const capitalised = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** ZHANG WEIGUO, Zhang Weiguo, Zhang Wei-guo, Weiguo Zhang, zhangweiguo; ü as v, u or yu. */
export function inPinyin(family: string, given: string, random: Random): string {
  const all = syllables(family + given).map((syllable) => syllable.replace('v', random.pick(['v', 'u', 'yu'])));
  const [surname, rest] = [all.slice(0, family.length).join(''), all.slice(family.length)];
  switch (random.below(6)) {
    case 0:
      return `${capitalised(surname)} ${capitalised(rest.join(''))}`;
    case 1:
      return `${capitalised(rest.join(''))} ${capitalised(surname)}`;
    case 2:
      return `${capitalised(surname)} ${capitalised(rest.join('-'))}`;
    case 3:
      return all.join('');
    case 4:
      return `${surname} ${rest.join(' ')}`.toUpperCase();
    default:
      return `${surname} ${rest.join('')}`.toUpperCase();
  }
}

const two = (number: number): string => String(number).padStart(2, '0');

const dateText = (year: number, month: number, date: number): string => `${year}-${two(month)}-${two(date)}`;

export function transposedDate(day: Day): string | null {
  const { year, month, date } = partsOf(day);
  return date <= 12 && date !== month ? dateText(year, date, month) : null;
}

/** The day of the Chinese calendar, as if it were one of the other: may be a 30th of February. */
export function lunarText(day: Day): string | null {
  const lunar = lunarDate(day);
  return lunar && dateText(lunar.year, lunar.month, lunar.date);
}

/** One digit of year, month or day is another. */
export function mistakenDate(iso: string, random: Random): string {
  const at = random.pick([2, 3, 3, 6, 8, 9, 9]);
  const wrong = iso.slice(0, at) + wrongDigit(iso[at]!, random) + iso.slice(at + 1);
  const [, month, date] = wrong.split('-').map(Number);
  return month! >= 1 && month! <= 12 && date! >= 1 && date! <= 28 ? wrong : iso;
}

const VARIANTS: readonly ((address: string) => string)[] = [
  (address) =>
    address.replace(/(\d+)幢(?:(\d+)单元)?(\d+)室$/, (_, block, unit, flat) =>
      [block, unit, flat].filter(Boolean).join('-'),
    ),
  (address) => address.replace('幢', '栋'),
  (address) => address.replace('幢', '号楼'),
  (address) => address.replace(/室$/, ''),
  (address) => address.replace(/(\d+)号(\d+)室$/, '$1号-$2'),
  (address) => address.replace(/(\d+)弄(\d+)号/, '$1-$2号'),
  (address) => address.replace(/号$/, ''),
  (address) => address.replace(/^浙江省/, ''),
  (address) => address.replace(/^(?:浙江省)?宁波市/, ''),
  (address) => address.replace(/^(?:浙江省)?宁波市/, '宁波'),
  (address) => address.replace(/(?:街道|镇|乡)(?=.{3})/, ''),
  (address) => address.replace(/(\d+)组/, '第$1组'),
  (address) => address.replace(/(\d+)幢/, '$1#'),
];

/** The same address, written another way. */
export function addressVariant(address: string, random: Random): string {
  const once = random.pick(VARIANTS)(address);
  return random.chance(0.35) ? random.pick(VARIANTS)(once) : once;
}

/** With the name its county had once. */
export function withOldCounty(address: string): string {
  const found = OLD_COUNTY_NAMES.find(([now]) => address.includes(now));
  return found ? address.replace(found[0], found[1]) : address;
}
