import { isRealDate } from '../date/calendar.js';
import { isPrefecture } from '../division/division-table.js';
import { accepted, type Checked, refusal } from '../message/message.js';
import { identifierText, isSpreadsheetNumber } from '../text/half-width.js';

/** GB 11643-1999, ISO 7064 MOD 11-2. */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CHECK = '10X98765432';

// the value is a person's: no message may repeat any part of it
const ORIGINAL = { zh: '请按证件原件核对更正', en: 'correct it from the original document' };
const LENGTH = refusal(
  'resident-id-length',
  { zh: '公民身份号码应为 18 位(一代证 15 位)', en: 'a resident identity number has 18 characters (15 before 1999)' },
  ORIGINAL,
);
const CHARACTER = refusal(
  'resident-id-character',
  {
    zh: '公民身份号码应为数字,仅末位可为 X',
    en: 'a resident identity number consists of digits; only the last may be X',
  },
  ORIGINAL,
);
const DIVISION = refusal(
  'resident-id-division',
  { zh: '前 6 位不是曾经使用过的行政区划代码', en: 'the first six digits were never a division code' },
  ORIGINAL,
);
const BIRTH_DATE = refusal(
  'resident-id-birth-date',
  { zh: '号码中的出生日期不存在', en: 'the birth date in the number does not exist' },
  ORIGINAL,
);
const CHECK_DIGIT = refusal(
  'resident-id-check-digit',
  {
    zh: '公民身份号码校验位不符(GB 11643)',
    en: 'the check character of the identity number does not match (GB 11643)',
  },
  { zh: `号码中有一位录错或两位颠倒;${ORIGINAL.zh}`, en: `a digit is mistyped or two are swapped; ${ORIGINAL.en}` },
);
const SPREADSHEET = refusal(
  'resident-id-spreadsheet-number',
  {
    zh: '号码已被电子表格转成数字,末几位已丢失',
    en: 'the spreadsheet has turned the number into a numeric value and lost its last digits',
  },
  {
    zh: '请将该列设为文本格式,从业务系统重新导出',
    en: 'format the column as text and export it from the source system again',
  },
);

/** The eighteenth character for the first seventeen digits. */
export function residentIdCheckCharacter(first17: string): string {
  let sum = 0;
  for (let i = 0; i < 17; i++) sum += (first17.charCodeAt(i) - 48) * WEIGHTS[i]!;
  return CHECK[sum % 11]!;
}

/**
 * 公民身份号码, GB 11643-1999; 15 digits of the first generation become 18.
 * The division is that of first registration, so any prefecture that ever existed is right; its counties are not
 * looked up one by one, since numbers were also issued under codes that no edition of GB/T 2260 lists.
 */
export function checkResidentId(text: string): Checked {
  let number = identifierText(text);
  if (isSpreadsheetNumber(number)) return SPREADSHEET;
  const old = number.length === 15;
  if (!old && number.length !== 18) return LENGTH;
  if (!(old ? /^\d{15}$/ : /^\d{17}[\dX]$/).test(number)) return CHARACTER;
  if (old) {
    // serials 996–999 were kept for people born before 1900
    const century = number.slice(12) >= '996' ? '18' : '19';
    const body = number.slice(0, 6) + century + number.slice(6);
    number = body + residentIdCheckCharacter(body);
  }
  if (!isPrefecture(number)) return DIVISION;
  const year = Number(number.slice(6, 10));
  if (year < 1800 || year > 2099 || !isRealDate(year, Number(number.slice(10, 12)), Number(number.slice(12, 14)))) {
    return BIRTH_DATE;
  }
  if (residentIdCheckCharacter(number) === number[17]) return accepted(number);
  return /^\d{15}000$/.test(number) ? SPREADSHEET : CHECK_DIGIT;
}
