const DIGITS: Readonly<Record<string, string>> = {
  〇: '0',
  零: '0',
  '○': '0',
  Ｏ: '0',
  一: '1',
  二: '2',
  三: '3',
  四: '4',
  五: '5',
  六: '6',
  七: '7',
  八: '8',
  九: '9',
};
const NUMERAL = /元月|[〇零○一二三四五六七八九十廿卅]/;

/** 十 10, 十二 12, 三十 30, 三十一 31, 廿一 21, 卅 30; otherwise the digits one by one. */
function arabicNumber(numerals: string): string {
  const tens = /^(?:([二三])?十|([廿卅])十?)([一二三四五六七八九])?$/.exec(numerals);
  if (tens) {
    const ten = tens[2] === '廿' ? 2 : tens[2] === '卅' ? 3 : Number(tens[1] === undefined ? 1 : DIGITS[tens[1]]);
    return `${ten}${tens[3] === undefined ? 0 : DIGITS[tens[3]]}`;
  }
  return Array.from(numerals, (numeral) => DIGITS[numeral] ?? numeral).join('');
}

/** Chinese numerals of a date to Arabic ones: 二〇〇七年三月五日 → 2007年3月5日. */
export function arabicDate(text: string): string {
  if (!NUMERAL.test(text)) return text;
  return text.replace(/元月/, '1月').replace(/[〇零○一二三四五六七八九十廿卅]+/g, arabicNumber);
}
