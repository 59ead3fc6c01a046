import { accepted, refusal } from '../message/message.js';
import { identifierText, isSpreadsheetNumber } from '../text/half-width.js';
/** GB 32100-2015: the 31 characters in use; I O Z S V are left out because they look like 1 0 2 5 U. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
/** 3^i mod 31. 31 is prime, so a change of any one character changes the sum. */
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
/** Registering authorities; A (military), N (agriculture) and Y (others) are often forgotten. */
const AUTHORITIES = '123456789ANY';
const INDEX = new Int8Array(128).fill(-1);
for (let i = 0; i < ALPHABET.length; i++)
    INDEX[ALPHABET.charCodeAt(i)] = i;
const CERTIFICATE = {
    zh: '请按营业执照或登记证书上的代码更正',
    en: 'correct it from the business licence or certificate of registration',
};
const LENGTH = refusal('uscc-length', { zh: '统一社会信用代码应为 18 位', en: 'a unified social credit code has 18 characters' }, {
    zh: '请检查是否漏录、多录,或误填了组织机构代码、注册号',
    en: 'look for missing or extra characters, or another kind of code in this column',
});
const LETTER = refusal('uscc-letter', {
    zh: '统一社会信用代码不使用字母 I、O、Z、S、V',
    en: 'a unified social credit code never contains the letters I, O, Z, S, V',
}, {
    zh: '多为与数字 1、0、2、5 或字母 U 混淆,请按证照原件更正',
    en: 'they are usually misread for 1, 0, 2, 5 or U; correct it from the original certificate',
});
const CHARACTER = refusal('uscc-character', {
    zh: '统一社会信用代码只能由数字和大写字母组成',
    en: 'a unified social credit code consists of digits and capital letters',
}, { zh: '请删除其中的标点、汉字等字符', en: 'remove punctuation and other characters' });
const AUTHORITY = refusal('uscc-authority', {
    zh: '首位不是 GB 32100 规定的登记管理部门代码',
    en: 'the first character is not a registering authority of GB 32100',
}, { zh: `首位应为 1–9、A、N 或 Y 之一;${CERTIFICATE.zh}`, en: `it is one of 1–9, A, N, Y; ${CERTIFICATE.en}` });
const DIVISION = refusal('uscc-division', {
    zh: '第 3–8 位登记管理机关行政区划码应为 6 位数字',
    en: 'characters 3–8, the division of the registering authority, are six digits',
}, CERTIFICATE);
const CHECK_DIGIT = refusal('uscc-check-digit', {
    zh: '统一社会信用代码校验位不符(GB 32100)',
    en: 'the check character of the unified social credit code does not match (GB 32100)',
}, {
    zh: `代码中有字符录错或颠倒;${CERTIFICATE.zh}`,
    en: `a character is mistyped or two are swapped; ${CERTIFICATE.en}`,
});
const SPREADSHEET = refusal('uscc-spreadsheet-number', {
    zh: '代码已被电子表格转成数字,末几位已丢失',
    en: 'the spreadsheet has turned the code into a number and lost its last digits',
}, {
    zh: '请将该列设为文本格式,从业务系统重新导出',
    en: 'format the column as text and export it from the source system again',
});
/** The check character for the first 17, which must be of the alphabet of GB 32100. */
export function usccCheckCharacter(first17) {
    let sum = 0;
    for (let i = 0; i < 17; i++)
        sum += INDEX[first17.charCodeAt(i)] * WEIGHTS[i];
    return ALPHABET[(31 - (sum % 31)) % 31];
}
/** Characters 9–17: the GB 11714 organisation code the organisation had, or would have had. */
export function organisationCodeOf(uscc) {
    return uscc.slice(8, 17);
}
/**
 * 统一社会信用代码, GB 32100-2015. The value is upper case and half-width without spaces.
 * The embedded organisation code's own check is not required: the check of GB 32100 already covers it.
 */
export function checkUscc(text) {
    const code = identifierText(text);
    if (isSpreadsheetNumber(code))
        return SPREADSHEET;
    if (code.length !== 18)
        return LENGTH;
    if (!/^[0-9A-Z]{18}$/.test(code))
        return CHARACTER;
    if (/[IOZSV]/.test(code))
        return LETTER;
    if (!AUTHORITIES.includes(code[0]))
        return AUTHORITY;
    if (!/^..\d{6}/.test(code))
        return DIVISION;
    if (usccCheckCharacter(code) === code[17])
        return accepted(code);
    // spreadsheets keep 15 digits and fill up with zeros
    return /^\d{15}000$/.test(code) ? SPREADSHEET : CHECK_DIGIT;
}
