import { accepted, type Checked, refusal } from '../message/message.js';
import { identifierText, isSpreadsheetNumber } from '../text/half-width.js';

/** GB 11714: weights of the eight body characters. */
const WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2] as const;

const LENGTH = refusal(
  'organisation-code-length',
  {
    zh: '组织机构代码应为 9 位(8 位本体代码加 1 位校验码)',
    en: 'an organisation code has 9 characters (8 and a check character)',
  },
  { zh: '请按代码证核对位数,形如 12345678-9', en: 'compare with the certificate; the form is 12345678-9' },
);
const CHARACTER = refusal(
  'organisation-code-character',
  { zh: '组织机构代码只能由数字和大写字母组成', en: 'an organisation code consists of digits and capital letters' },
  {
    zh: '请检查是否混入标点、汉字或其他列的内容',
    en: 'look for punctuation, Chinese characters or another column’s content',
  },
);
const CHECK_DIGIT = refusal(
  'organisation-code-check-digit',
  {
    zh: '组织机构代码校验位不符(GB 11714)',
    en: 'the check character of the organisation code does not match (GB 11714)',
  },
  {
    zh: '代码中有一位录错或两位颠倒,请按代码证更正',
    en: 'one character is mistyped or two are swapped; correct it from the certificate',
  },
);
const PLACEHOLDER = refusal(
  'organisation-code-placeholder',
  { zh: '这是占位用的代码,不是真实的组织机构代码', en: 'this is a placeholder, not an organisation code' },
  { zh: '没有代码时请留空', en: 'leave the field empty when there is no code' },
);
const SPREADSHEET = refusal(
  'organisation-code-spreadsheet-number',
  { zh: '代码已被电子表格转成科学计数法', en: 'the spreadsheet has turned the code into a number' },
  { zh: '请将该列设为文本格式后重新导出', en: 'format the column as text and export again' },
);

/** A = 10 … Z = 35. */
const valueOf = (unit: number): number => (unit <= 57 ? unit - 48 : unit - 55);

/** The ninth character for the first eight, which must be digits or capital letters. */
export function organisationCodeCheckCharacter(first8: string): string {
  let sum = 0;
  for (let i = 0; i < 8; i++) sum += valueOf(first8.charCodeAt(i)) * WEIGHTS[i]!;
  const check = 11 - (sum % 11);
  return check === 10 ? 'X' : check === 11 ? '0' : String(check);
}

/** GB 11714 organisation code, with or without its hyphen; the value is nine characters without it. */
export function checkOrganisationCode(text: string): Checked {
  const read = identifierText(text);
  if (isSpreadsheetNumber(read)) return SPREADSHEET;
  const code = /^.{8}[-‐‑–—−_].$/.test(read) ? read.slice(0, 8) + read.slice(9) : read;
  if (code.length !== 9) return LENGTH;
  if (!/^[0-9A-Z]{8}[0-9X]$/.test(code)) return CHARACTER;
  // 00000000-0 satisfies the arithmetic, and is what many forms are filled with
  if (/^(.)\1{7}/.test(code)) return PLACEHOLDER;
  return organisationCodeCheckCharacter(code) === code[8] ? accepted(code) : CHECK_DIGIT;
}
