import { toHalfWidth } from '../text/half-width.js';

const POWERS: Readonly<Record<string, number>> = { 十: 1, 百: 2, 千: 3, 万: 4, 亿: 8 };

interface Unit {
  /** of ten, that the unit is of its base */
  power: number;
  base: string;
}

/** 亿元 → 10⁸ 元; 人民币万元 and 万元人民币 → 10⁴ 元; 千瓦时 and 千克 are units of their own. */
function readUnit(text: string): Unit {
  const plain = toHalfWidth(text)
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
