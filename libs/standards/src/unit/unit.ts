import { toHalfWidth } from '../text/half-width.js';

const POWERS: Readonly<Record<string, number>> = { 十: 1, 百: 2, 千: 3, 万: 4, 亿: 8 };

/** What English yearbooks measure in. */
const ENGLISH: readonly [RegExp, string][] = [
  [/^(?:rmb )?yuan$|^(?:rmb|cny)$/, '元'],
  [/^(?:us dollars?|usd?)$/, '美元'],
  [/^(?:metric )?ton(?:ne)?s?$/, '吨'],
  [/^(?:persons?|people)$/, '人'],
  [/^households?$/, '户'],
  [/^kwh$/, '千瓦时'],
  [/^(?:percent|per cent)$/, '%'],
];

const SCALES: Readonly<Record<string, number>> = { hundred: 2, thousand: 3, million: 6, billion: 9 };

/** Longest first: 10⁹ is 十亿. */
const CHINESE_SCALES = ['', '十', '百', '千', '万', '十万', '百万', '千万', '亿', '十亿', '百亿', '千亿', '万亿'];

/** 100 million yuan → 亿元; USD 10 000 → 万美元. Null for what is no unit that yearbooks use, or no power of ten of one. */
export function unitInChinese(text: string): string | null {
  const plain = toHalfWidth(text)
    .toLowerCase()
    .replaceAll(/[$¥\s]+/g, ' ')
    .trim();
  const [scale = ''] = /\b(?:hundred|thousand|million|billion)\b/.exec(plain) ?? [];
  const [ones = ''] = /\b1(?:[ ,]?0)*(?![\d ,]*\d)/.exec(plain) ?? [];
  const named = plain.replace(scale, '').replace(ones, '').replaceAll(/ +/g, ' ').trim();
  const base = ENGLISH.find(([name]) => name.test(named))?.[1];
  const power = ones.replaceAll(/[^0]/g, '').length + (SCALES[scale] ?? 0);
  const prefix = CHINESE_SCALES[power];
  return base === undefined || prefix === undefined ? null : prefix + base;
}

interface Unit {
  /** of ten, that the unit is of its base */
  power: number;
  base: string;
}

/** 亿元 → 10⁸ 元; 人民币万元 and 万元人民币 → 10⁴ 元; 千瓦时 and 千克 are units of their own. */
function readUnit(text: string): Unit {
  const plain = toHalfWidth(unitInChinese(text) ?? text)
    .replaceAll(/\s+|人民币/g, '')
    .toLowerCase();
  const [, prefix, base] = /^([十百千万亿]*)(.*)$/u.exec(plain)!;
  const own = /^(?:瓦|克|米|焦|帕|卡)/u.test(base!) && prefix!.endsWith('千') ? 1 : 0;
  const multiple = prefix!.slice(0, prefix!.length - own);
  return {
    power: [...multiple].reduce((sum, word) => sum + POWERS[word]!, 0),
    base: prefix!.slice(prefix!.length - own) + base!,
  };
}

/** The power of ten that turns figures in one unit into figures in another: 万元 in 亿元 is -4. Null where none does. */
export function unitPower(from: string, to: string): number | null {
  const [given, wanted] = [readUnit(from), readUnit(to)];
  return given.base === wanted.base ? given.power - wanted.power : null;
}
