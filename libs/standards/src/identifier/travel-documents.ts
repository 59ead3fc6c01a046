import { isRealDate } from '../date/calendar.js';
import { accepted, type Checked, refusal } from '../message/message.js';
import { identifierText, isSpreadsheetNumber } from '../text/half-width.js';
import { residentIdCheckCharacter } from './resident-id.js';

// the values are a person's: no message may repeat any part of them
const ORIGINAL = { zh: '请按证件原件核对更正', en: 'correct it from the original document' };

const PASSPORT = refusal(
  'passport-form',
  {
    zh: '护照号码应为 5 至 12 位字母和数字,其中至少 3 位数字',
    en: 'a passport number has 5 to 12 letters and digits, at least three of them digits',
  },
  ORIGINAL,
);
const RESIDENT_CARD_FORM = refusal(
  'permanent-resident-card-form',
  {
    zh: '外国人永久居留身份证号码应为 18 位(首位 9),旧版为 3 位字母加 12 位数字',
    en: 'a permanent resident card number has 18 characters beginning with 9, the older one 3 letters and 12 digits',
  },
  ORIGINAL,
);
const RESIDENT_CARD_DATE = refusal(
  'permanent-resident-card-birth-date',
  { zh: '号码中的出生日期不存在', en: 'the birth date in the number does not exist' },
  ORIGINAL,
);
const RESIDENT_CARD_CHECK = refusal(
  'permanent-resident-card-check-digit',
  { zh: '永久居留身份证号码校验位不符', en: 'the check character of the card number does not match' },
  { zh: `号码中有一位录错;${ORIGINAL.zh}`, en: `a digit is mistyped; ${ORIGINAL.en}` },
);
const HK_MACAU = refusal(
  'hk-macau-permit-form',
  {
    zh: '港澳居民来往内地通行证号码应为 H 或 M 加 8 位数字(旧版其后另有 2 位换证次数)',
    en: 'a Hong Kong or Macau permit number is H or M and 8 digits, on older cards 2 more for the issue',
  },
  ORIGINAL,
);
const TAIWAN = refusal(
  'taiwan-permit-form',
  {
    zh: '台湾居民来往大陆通行证号码应为 8 位数字(旧版 10 位,其后可有括注)',
    en: 'a Taiwan permit number has 8 digits, the older one 10 and a letter in brackets',
  },
  ORIGINAL,
);
const SPREADSHEET = refusal(
  'document-spreadsheet-number',
  {
    zh: '号码已被电子表格转成数字,末几位已丢失',
    en: 'the spreadsheet has turned the number into a numeric value and lost its last digits',
  },
  {
    zh: '请将该列设为文本格式,从业务系统重新导出',
    en: 'format the column as text and export it from the source system again',
  },
);

/**
 * Passport of any country: ICAO Doc 9303 gives the document number nine characters of A–Z and 0–9; some countries print
 * more. There is no check digit in the number itself.
 */
export function checkPassport(text: string): Checked {
  const number = identifierText(text).replaceAll('-', '');
  if (isSpreadsheetNumber(number)) return SPREADSHEET;
  return /^(?=(?:.*\d){3})[A-Z0-9]{5,12}$/.test(number) ? accepted(number) : PASSPORT;
}

/**
 * 外国人永久居留身份证. Since December 2023 18 characters: 9, place of application 2, country 3 (ISO 3166-1 numeric), birth
 * date 8, serial 3, check character as in GB 11643; before, 3 letters (country) and 12 digits, of which digits 5–10 are the
 * birth date yyMMdd.
 */
export function checkPermanentResidentCard(text: string): Checked {
  const number = identifierText(text);
  if (isSpreadsheetNumber(number)) return SPREADSHEET;
  const old = /^[A-Z]{3}\d{4}(\d{2})(\d{2})(\d{2})\d{2}$/.exec(number);
  if (old) {
    // Of an unknown century: 29 February is right if it is in one of them.
    const [year, month, day] = old.slice(1).map(Number);
    const real = isRealDate(1900 + year!, month!, day!) || isRealDate(2000 + year!, month!, day!);
    return real ? accepted(number) : RESIDENT_CARD_DATE;
  }
  if (!/^9\d{16}[\dX]$/.test(number)) return RESIDENT_CARD_FORM;
  const [year, month, day] = [number.slice(6, 10), number.slice(10, 12), number.slice(12, 14)].map(Number);
  if (year! < 1800 || year! > 2099 || !isRealDate(year!, month!, day!)) return RESIDENT_CARD_DATE;
  return residentIdCheckCharacter(number) === number[17] ? accepted(number) : RESIDENT_CARD_CHECK;
}

/**
 * 港澳居民来往内地通行证: H (Hong Kong) or M (Macau) and the holder's 8 digits for life. Cards issued before 2013 show the
 * number of the issue in 2 more digits, which is left out: the number stays the same person's.
 */
export function checkHkMacauPermit(text: string): Checked {
  const number = identifierText(text);
  return /^[HM]\d{8}(\d{2})?$/.test(number) ? accepted(number.slice(0, 9)) : HK_MACAU;
}

/** 台湾居民来往大陆通行证: 8 digits for life since 2015; before, 10 digits, often with a letter in brackets for the issuing office. */
export function checkTaiwanPermit(text: string): Checked {
  const number = identifierText(text);
  if (isSpreadsheetNumber(number)) return SPREADSHEET;
  const [, digits] = /^(\d{8}|\d{10})(?:\(?[A-Z]\)?)?$/.exec(number) ?? [];
  return digits === undefined ? TAIWAN : accepted(digits);
}
