import { isProvince } from '../division/division-table.js';
import { accepted, refusal } from '../message/message.js';
import { identifierText, isSpreadsheetNumber } from '../text/half-width.js';
import { checkOrganisationCode } from './organisation-code.js';
import { checkUscc } from './uscc.js';
const LENGTH = refusal('tax-number-length', { zh: '纳税人识别号应为 15 位或 18 位', en: 'a tax number has 15 or 18 characters' }, {
    zh: '2015 年以前为 15 位,此后为 18 位统一社会信用代码;请按登记证更正',
    en: '15 before 2015, since then the 18-character code; correct it from the certificate',
});
const DIVISION = refusal('tax-number-division', { zh: '税务登记号前 6 位不是行政区划代码', en: 'the first six characters of the tax number are not a division code' }, { zh: '请按税务登记证更正', en: 'correct it from the tax registration certificate' });
const ORGANISATION = refusal('tax-number-organisation-code', {
    zh: '税务登记号后 9 位不是有效的组织机构代码',
    en: 'the last nine characters of the tax number are not a valid organisation code',
}, {
    zh: '其中有字符录错,请按税务登记证更正',
    en: 'a character is mistyped; correct it from the tax registration certificate',
});
const SPREADSHEET = refusal('tax-number-spreadsheet-number', { zh: '税号已被电子表格转成科学计数法', en: 'the spreadsheet has turned the tax number into scientific notation' }, { zh: '请将该列设为文本格式后重新导出', en: 'format the column as text and export again' });
/** 税务登记号: before 2015 division 6 + organisation code 9; since then the 18-character unified social credit code. */
export function checkTaxNumber(text) {
    const number = identifierText(text);
    if (number.length === 18)
        return checkUscc(number);
    if (isSpreadsheetNumber(number))
        return SPREADSHEET;
    if (number.length !== 15)
        return LENGTH;
    if (!/^\d{6}/.test(number) || !isProvince(number))
        return DIVISION;
    return checkOrganisationCode(number.slice(6)).ok ? accepted(number) : ORGANISATION;
}
