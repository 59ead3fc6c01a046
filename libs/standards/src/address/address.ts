import { chineseNumber } from '../amount/chinese-amount.js';
import { divisions } from '../division/division-table.js';
import { toSimplified } from '../text/simplified.js';

const NUMBERED = /([一二三四五六七八九十百零〇]+)(?=号|弄|幢|栋|单元|室|楼|层|座|组|队)/g;

let provinces: { name: string; bare: string; code: string }[] | undefined;
let cities: Map<string, string[]> | undefined;

function provinceNames(): { name: string; bare: string; code: string }[] {
  return (provinces ??= [...divisions()]
    .filter(([code]) => code.endsWith('0000') && !code.startsWith('83'))
    .map(([code, name]) => ({
      name,
      bare: name.replace(/(?:特别行政区|壮族自治区|回族自治区|维吾尔自治区|自治区|省|市)$/, ''),
      code: code.slice(0, 2),
    })));
}

/** Bare names of the prefectures of each province: without its 省, a province is recognised by the city behind it. */
function cityNames(province: string): string[] {
  if (!cities) {
    cities = new Map();
    for (const [code, name] of divisions()) {
      if (!code.endsWith('00') || code.endsWith('0000')) continue;
      const bare = name.replace(/(?:地区|市|盟)$/, '');
      if (bare.length >= 2) cities.set(code.slice(0, 2), [...(cities.get(code.slice(0, 2)) ?? []), bare]);
    }
  }
  return cities.get(province) ?? [];
}

/** Without the province: 浙江省宁波市… and 浙江宁波… begin with 宁波. */
function withoutProvince(address: string): string {
  for (const { name, bare, code } of provinceNames()) {
    if (!address.startsWith(bare)) continue;
    if (name.endsWith('市')) return address; // of a municipality it is the city
    if (address.startsWith(name)) return address.slice(name.length);
    const rest = address.slice(bare.length);
    return cityNames(code).some((city) => rest.startsWith(city)) ? rest : address;
  }
  return address;
}

/**
 * An address in the one form in which two departments' can be compared: simplified, half-width, upper case, without
 * spaces, signs, country and province, house numbers in Arabic digits, 号 for #.
 */
export function normaliseAddress(text: string): string {
  const address = toSimplified(text.normalize('NFKC'))
    .toUpperCase()
    .replace(/[—–―−~～至](?=\d)/g, '-')
    .replace(/#|№|NO\.?(?=\d)/g, (sign) => (sign === '#' ? '号' : ''))
    .replace(/(?<!\d)-|-(?![\dA-Z])/g, '')
    .replace(/[\s"'“”‘’,，.。、;；:：!！?？*·()【】〔〕[\]\u200b\ufeff]+/g, '')
    .replace(/^(?:中华人民共和国|中国)/, '')
    .replace(NUMBERED, (numerals) => houseNumber(numerals))
    .replace(/(?<=\d)号号/g, '号')
    .replace(/栋/g, '幢');
  const local = withoutProvince(address);
  // 宁波市宁波市海曙区: the city was already in the street's column
  return local.replace(/^([\u4e00-\u9fff]{2,4}[市区县])\1/, '$1');
}

function houseNumber(numerals: string): string {
  const number = chineseNumber(numerals.replaceAll('〇', '零'));
  if (number !== undefined) return String(number);
  const digits = Array.from(numerals, (n) => '零一二三四五六七八九'.indexOf(n === '〇' ? '零' : n));
  return digits.includes(-1) ? numerals : digits.join('');
}
