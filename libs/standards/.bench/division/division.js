import { accepted, refusal } from '../message/message.js';
import { identifierText } from '../text/half-width.js';
import { divisionLifetime, divisionName, divisions, isPrefecture } from './division-table.js';
const FORM = refusal('division-form', {
    zh: '行政区划代码应为 6 位数字(统计用区划代码为 9 或 12 位)',
    en: 'a division code has 6 digits (9 or 12 in its statistical form)',
}, {
    zh: '请填写 GB/T 2260 代码,例如 330203;不要填写区划名称',
    en: 'give the GB/T 2260 code, for example 330203, not the name',
});
const UNKNOWN = refusal('division-unknown', { zh: '该行政区划代码从未使用过(GB/T 2260)', en: 'this division code never existed (GB/T 2260)' }, { zh: '请核对代码;撤销的区划可用其原代码', en: 'check the code; abolished divisions keep their old codes' });
/** Few codes and years, so few messages: bounded by the divisions with a known lifetime. */
const outOfTime = new Map();
function notInUse(code, early) {
    const key = `${code}${early ? '<' : '>'}`;
    let made = outOfTime.get(key);
    if (!made) {
        const { from, to, successors } = divisionLifetime(code);
        const name = divisionName(code);
        const now = successors.map((s) => `${s} ${divisionName(s)}`);
        made = refusal('division-not-in-use', early
            ? { zh: `${code} ${name} 自 ${from} 年起使用,当时尚不存在`, en: `${code} ${name} is in use since ${from} only` }
            : { zh: `${code} ${name} 已于 ${to} 年撤销`, en: `${code} ${name} was abolished in ${to}` }, early || now.length === 0
            ? { zh: '请填写当时有效的区划代码,或核对日期', en: 'give the code of that time, or check the date' }
            : { zh: `此后请用 ${now.join('、')},或核对日期`, en: `from then on use ${now.join(', ')}, or check the date` });
        outOfTime.set(key, made);
    }
    return made;
}
/**
 * GB/T 2260 division code; the value is its six digits. Provinces and prefectures may be given by their first two or four
 * digits, villages and towns by their 9- or 12-digit statistical code. With `onDate` (may be partial) the code must have
 * been in use then, as far as its lifetime is known.
 */
export function checkDivision(code, onDate) {
    const read = identifierText(code);
    if (!/^(\d{2}|\d{4}|\d{6}|\d{9}|\d{12})$/.test(read))
        return FORM;
    const six = read.slice(0, 6).padEnd(6, '0');
    if (!divisions().has(six)) {
        // development zones have a statistical code (…71 to …79) below their prefecture, but none of GB/T 2260
        return read.length > 6 && six[4] === '7' && isPrefecture(six) ? accepted(`${six.slice(0, 4)}00`) : UNKNOWN;
    }
    if (onDate !== undefined) {
        const year = onDate.slice(0, 4);
        const { from, to } = divisionLifetime(six);
        if (from !== null && year < from)
            return notInUse(six, true);
        if (to !== null && year > to)
            return notInUse(six, false);
    }
    return accepted(six);
}
