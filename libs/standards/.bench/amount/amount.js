import { accepted, refusal } from '../message/message.js';
import { toHalfWidth } from '../text/half-width.js';
import { chineseCapitalAmount } from './chinese-amount.js';
const FORM = refusal('amount-form', { zh: '不是可识别的金额', en: 'not a recognisable amount' }, {
    zh: '请填写数字,可带千分位逗号和单位,例如 5,000万元',
    en: 'give a number, with thousands separators and a unit if need be, for example 5,000万元',
});
const SEPARATOR = refusal('amount-separator', { zh: '逗号不在千分位上,无法判断数值', en: 'the comma is not at the thousands, so the number is ambiguous' }, { zh: '逗号只用作千分位,小数点用“.”', en: 'use commas at the thousands only, and a full stop for decimals' });
const UNIT = refusal('amount-unit', { zh: '金额单位无法识别', en: 'the unit of the amount is not known' }, { zh: '可用单位:元、千元、万元、百万元、亿元等', en: 'known units are 元, 千元, 万元, 百万元, 亿元 and the like' });
const POWERS = {
    十: 1,
    拾: 1,
    百: 2,
    佰: 2,
    千: 3,
    仟: 3,
    万: 4,
    萬: 4,
    亿: 8,
    億: 8,
};
const CURRENCIES = [
    [/港元|港币|HKD|HK\$/i, 'HKD'],
    [/澳门元|澳门币|MOP/i, 'MOP'],
    [/新台币|台币|TWD|NT\$/i, 'TWD'],
    [/新加坡元|SGD/i, 'SGD'],
    [/澳大利亚元|澳元|AUD/i, 'AUD'],
    [/加拿大元|加元|CAD/i, 'CAD'],
    [/美元|美金|USD|US\$|\$/i, 'USD'],
    [/欧元|EUR|€/i, 'EUR'],
    [/英镑|GBP|£/i, 'GBP'],
    [/日元|日圆|JPY/i, 'JPY'],
    [/韩元|韩币|KRW/i, 'KRW'],
    [/瑞士法郎|CHF/i, 'CHF'],
    [/人民币|RMB|CNY|¥|元|圆/i, 'CNY'],
];
const CURRENCY_WORDS = new RegExp(CURRENCIES.map(([words]) => words.source).join('|'), 'gi');
/** The GB/T 12406 code of the currency an amount is written with, undefined when it names none. */
export function currencyOf(text) {
    const read = toHalfWidth(text).replaceAll('￥', '¥');
    return CURRENCIES.find(([words]) => words.test(read))?.[1];
}
/** The power of ten of a unit such as 万元 or 百万; undefined when it is no unit. */
function powerOf(unit) {
    let power = 0;
    for (const character of unit) {
        const step = POWERS[character];
        if (step === undefined)
            return undefined;
        power += step;
    }
    return power;
}
/**
 * An amount of money in whole currency units: '5,000万元' is 50000000. `unit` is the column's unit and is used when the
 * text has none of its own; a currency word is passed over (see `currencyOf`). 人民币伍佰万元整 is read too.
 */
export function parseAmount(text, unit) {
    const read = toHalfWidth(text)
        .replace(/[\s\u200b\ufeff_]+/g, '')
        .replaceAll('￥', '¥');
    const capital = chineseCapitalAmount(read.replace(/^人民币/, ''));
    if (capital !== undefined)
        return accepted(capital);
    const form = /^(?<before>\D*?)(?<number>[-+]?(?:\d[\d,]*(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d{1,2})?)(?<after>\D*)$/.exec(read);
    if (!form?.groups)
        return FORM;
    const { before, number, after } = form.groups;
    if (number.includes(',') && !/^[-+]?\d{1,3}(,\d{3})+(\.\d*)?$/.test(number))
        return SEPARATOR;
    if (before.replace(CURRENCY_WORDS, '').replace(/[:约]/g, '') !== '')
        return FORM;
    const own = after
        .replace(CURRENCY_WORDS, '')
        .replace(/[整正]$/, '')
        .replace(/^[()]+|[()]+$/g, '');
    const declared = (unit ?? '').replace(CURRENCY_WORDS, '').replace(/^[()]+|[()]+$/g, '');
    // a currency word alone (5000元) is a unit of its own: the column's must not be applied to it
    const power = powerOf(own !== '' || /元|圆/.test(after) ? own : declared);
    if (power === undefined)
        return UNIT;
    const [mantissa, exponent] = number.replaceAll(',', '').toLowerCase().split('e');
    // through the decimal text, not by multiplication: 1234.56万 must be 12345600
    return accepted(Number(`${mantissa}e${Number(exponent ?? 0) + power}`));
}
