import { isProvince } from '../division/division-table.js';
import { accepted, refusal } from '../message/message.js';
import { identifierText, isSpreadsheetNumber } from '../text/half-width.js';
const LICENCE = { zh: '请按营业执照更正', en: 'correct it from the business licence' };
const FORM = refusal('registration-number-form', { zh: '工商注册号应为 15 位数字(2007 年以前为 13 位)', en: 'a registration number has 15 digits (13 before 2007)' }, { zh: `请检查位数和多余字符;${LICENCE.zh}`, en: `look for missing digits or extra characters; ${LICENCE.en}` });
const DIVISION = refusal('registration-number-authority', { zh: '注册号前 6 位不是登记机关代码', en: 'the first six digits are not a registering authority' }, LICENCE);
const CHECK_DIGIT = refusal('registration-number-check-digit', {
    zh: '注册号校验位不符(ISO 7064 MOD 11,10)',
    en: 'the check digit of the registration number does not match (ISO 7064 MOD 11,10)',
}, { zh: `注册号中有一位录错;${LICENCE.zh}`, en: `a digit is mistyped; ${LICENCE.en}` });
const SPREADSHEET = refusal('registration-number-spreadsheet-number', {
    zh: '注册号已被电子表格转成科学计数法',
    en: 'the spreadsheet has turned the registration number into scientific notation',
}, { zh: '请将该列设为文本格式后重新导出', en: 'format the column as text and export again' });
/** The fifteenth digit for the first fourteen, ISO 7064 MOD 11,10. */
export function registrationNumberCheckDigit(first14) {
    let product = 10;
    for (let i = 0; i < 14; i++) {
        const sum = (product + first14.charCodeAt(i) - 48) % 10 || 10;
        product = (sum * 2) % 11;
    }
    return String((11 - product) % 10);
}
/**
 * 工商注册号: 15 digits = registering authority 6, serial 8, check 1; or 13 digits of before 2007, which carry no check.
 * Only the province of the authority is checked: development zones registered under codes of their own.
 */
export function checkRegistrationNumber(text) {
    const number = identifierText(text);
    if (isSpreadsheetNumber(number))
        return SPREADSHEET;
    if (!/^(\d{15}|\d{13})$/.test(number))
        return FORM;
    // 100000: the national authority
    if (!isProvince(number) && !number.startsWith('100000'))
        return DIVISION;
    if (number.length === 13)
        return accepted(number);
    return registrationNumberCheckDigit(number) === number[14] ? accepted(number) : CHECK_DIGIT;
}
