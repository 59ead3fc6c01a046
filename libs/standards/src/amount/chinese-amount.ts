const DIGITS: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  壹: 1,
  二: 2,
  贰: 2,
  貳: 2,
  两: 2,
  三: 3,
  叁: 3,
  參: 3,
  四: 4,
  肆: 4,
  五: 5,
  伍: 5,
  六: 6,
  陆: 6,
  陸: 6,
  七: 7,
  柒: 7,
  八: 8,
  捌: 8,
  九: 9,
  玖: 9,
};
const SMALL: Readonly<Record<string, number>> = { 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1000, 仟: 1000 };
const LARGE: Readonly<Record<string, number>> = { 万: 1e4, 萬: 1e4, 亿: 1e8, 億: 1e8 };

/** A whole number in Chinese characters (伍佰万, 十二, 三千零五十), undefined for anything else. */
export function chineseNumber(text: string): number | undefined {
  let total = 0;
  let section = 0;
  let digit = -1;
  for (const character of text) {
    const value = DIGITS[character];
    const small = SMALL[character];
    const large = LARGE[character];
    if (value !== undefined) {
      if (digit > 0) return undefined; // digit after digit: 二五, a code rather than a number
      digit = value;
    } else if (small !== undefined) {
      section += (digit < 0 ? 1 : digit) * small;
      digit = -1;
    } else if (large !== undefined) {
      section += Math.max(digit, 0);
      if (section === 0 && total === 0) return undefined;
      // 亿 multiplies everything before it, 万 only its own section
      if (large === 1e8) total = (total + section) * large;
      else total += section * large;
      section = 0;
      digit = -1;
    } else return undefined;
  }
  return text === '' ? undefined : total + section + Math.max(digit, 0);
}

/** An amount in Chinese characters (伍佰万元整, 壹仟元伍角), undefined for anything else. */
export function chineseCapitalAmount(text: string): number | undefined {
  const form = /^([^元圆角分\d]+)[元圆](?:零?(.)角)?(?:零?(.)分)?[整正]?$/.exec(text);
  if (!form) return undefined;
  const whole = chineseNumber(form[1]!);
  const tenths = form[2] === undefined ? 0 : DIGITS[form[2]];
  const hundredths = form[3] === undefined ? 0 : DIGITS[form[3]];
  if (whole === undefined || tenths === undefined || hundredths === undefined) return undefined;
  return Number(`${whole}.${tenths}${hundredths}`);
}
