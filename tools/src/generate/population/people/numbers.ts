import { residentIdCheckCharacter } from '@siku/standards';
import type { Sex } from '../../city/given-names.js';
import { dateStyles, partsOf, type Day } from '../../day.js';
import type { Random } from '../../random.js';

/** 公民身份号码. @param order 0 to 499, told apart from others of the same division, day and sex */
export function residentNumber(division: string, bornOn: Day, sex: Sex, order: number): string {
  const body = division + dateStyles.compact(bornOn) + String(order * 2 + (sex === '1' ? 1 : 0)).padStart(3, '0');
  return body + residentIdCheckCharacter(body);
}

/** The first orders of a day go first. */
export const randomOrder = (random: Random): number => Math.floor(random.next() ** 1.3 * 500);

/** The number of the first generation: without century and check. Null for those born after it. */
export const oldNumber = (number: string): string | null =>
  number.slice(6, 10) < '1999' ? number.slice(0, 6) + number.slice(8, 17) : null;

/** A number as it is typed when two digits change places; the same when there are no two. */
export function transposed(number: string, random: Random): string {
  const places = Array.from({ length: number.length - 2 }, (_, at) => at).filter((at) => number[at] !== number[at + 1]);
  if (places.length === 0) return number;
  const at = random.pick(places);
  return number.slice(0, at) + number[at + 1]! + number[at]! + number.slice(at + 2);
}

/** The same person entered under another day of birth, with a check character that is right. */
export function numberOfOtherDay(number: string, random: Random): string {
  const day = String(random.between(1, 28)).padStart(2, '0');
  const body = number.slice(0, 12) + day + number.slice(14, 17);
  return body + residentIdCheckCharacter(body);
}

/** What is typed in where a form insists on a number. The last three pass every check. */
export const PLACEHOLDER_NUMBERS = [
  '000000000000000000',
  '111111111111111',
  '330200000000000000',
  '123456789012345678',
  residentNumberOf('33020319000101000'),
  residentNumberOf('33021119800101001'),
  residentNumberOf('33020019900101001'),
];

function residentNumberOf(first17: string): string {
  return first17 + residentIdCheckCharacter(first17);
}

/** 外国人永久居留身份证 of 2004: nationality, division, serial. */
export const permanentCard = (nationality: string, random: Random): string =>
  `${nationality}3302${String(random.below(100_000_000)).padStart(8, '0')}`;

export const yearsOld = (bornOn: Day, day: Day): number => {
  const [born, now] = [partsOf(bornOn), partsOf(day)];
  const before = now.month < born.month || (now.month === born.month && now.date < born.date);
  return now.year - born.year - (before ? 1 : 0);
};
