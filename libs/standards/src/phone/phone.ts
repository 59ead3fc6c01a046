import { accepted, type Checked, refusal } from '../message/message.js';
import { toHalfWidth } from '../text/half-width.js';

const FORM = refusal(
  'phone-form',
  { zh: '不是有效的电话号码', en: 'not a valid telephone number' },
  {
    zh: '手机 11 位;固定电话请写区号,例如 0574-87654321,分机用 - 隔开',
    en: 'a mobile number has 11 digits; give landlines with area code, for example 0574-87654321, extensions after a hyphen',
  },
);

/** 010 and 02x, all others have four digits. */
const LANDLINE = /^(0(?:10|2\d|[3-9]\d{2}))([2-8]\d{6,7})$/;

/** The one number of a part, in its normal form; undefined when it is none. */
function read(part: string): string | undefined {
  const extension = /(?:转|ext\.?|x|分机|[-–—])(\d{1,6})$/i.exec(part);
  if (extension && part.length - extension[0].length >= 7) {
    const main = readMain(part.slice(0, -extension[0].length));
    // 0574-87654321 is not an extension of 0574; 021-6543-2100 is one number
    if (main !== undefined && !/^1\d{10}$/.test(main)) return `${main}-${extension[1]}`;
  }
  return readMain(part);
}

function readMain(part: string): string | undefined {
  const digits = part.replace(/[\s\-–—‐_.()[\]转]/g, '');
  if (!/^\+?\d+$/.test(digits)) return undefined;
  let number = digits.replace(/^(\+86|0086)/, '');
  if (number.startsWith('+')) return /^\+[1-9]\d{7,14}$/.test(number) ? number : undefined;
  if (/^860?1[3-9]\d{9}$/.test(number)) number = number.slice(2);
  if (/^01[3-9]\d{9}$/.test(number)) number = number.slice(1); // the old way to dial a mobile of another city
  if (/^1[3-9]\d{9}$/.test(number)) return number;
  if (/^[48]00\d{7}$/.test(number)) return number;
  // a leading zero is what spreadsheets, and +86, take away
  const landline = LANDLINE.exec(number) ?? (/^[1-9]\d{9,10}$/.test(number) ? LANDLINE.exec(`0${number}`) : null);
  if (landline) return `${landline[1]}-${landline[2]}`;
  return /^[2-8]\d{6,7}$/.test(number) ? number : undefined;
}

function firstNumber(text: string): string | undefined {
  const half = toHalfWidth(text).trim();
  // several numbers in one field: the first that is one; spaces separate digits before they separate numbers
  for (const separator of [/[/;、,|]+|或/, /[/;、,|\s]+|或/]) {
    for (const part of half.split(separator)) {
      const number = part === '' ? undefined : read(part.trim());
      if (number !== undefined) return number;
    }
  }
  return undefined;
}

/**
 * 13812345678, 0574-87654321, 0574-87654321-12 (extension), 87654321 (no area code), 4001234567 or +4930123456: always the
 * same number in the same form; of several the first. What is no number comes back half-width and without white space.
 */
export function normalisePhone(text: string): string {
  return firstNumber(text) ?? toHalfWidth(text).replace(/\s+/g, '');
}

export function checkPhone(text: string): Checked {
  const number = firstNumber(text);
  // 88888888 and the like are what forms are filled with
  return number === undefined || /^(?:0\d{2,3}-)?(\d)\1{6,}$/.test(number) ? FORM : accepted(number);
}
