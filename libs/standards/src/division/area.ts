import { accepted, type Checked, refusal } from '../message/message.js';
import { toHalfWidth } from '../text/half-width.js';
import { DIRECTLY_ADMINISTERED } from './division-supplement.js';
import { divisionLifetime, divisionPath, divisions } from './division-table.js';

const UNKNOWN = refusal(
  'area-unknown',
  { zh: '没有叫这个名称的行政区划', en: 'no division has this name' },
  {
    zh: '请核对名称，或填写 GB/T 2260 代码，或在数据集定义的 codes 中补充',
    en: 'check the name, or give the GB/T 2260 code, or add it to "codes" of the dataset',
  },
);

const AMBIGUOUS = refusal(
  'area-ambiguous',
  { zh: '多地有叫这个名称的行政区划', en: 'several divisions have this name' },
  {
    zh: '请写全称（如浙江省宁波市江北区），或在数据集定义中用 under 声明上级区划',
    en: 'write it in full (浙江省宁波市江北区), or declare the division they lie in by "under"',
  },
);

const COUNTRY = new Set(['全国', '中国', '中华人民共和国']);

/** What ends the name of a division and is often left out. */
const KIND = /(?:特别行政区|(?:壮族|回族|维吾尔)?自治区|[省市区县])$/u;

let byName: Map<string, string[]> | undefined;

/** Name, with and without its last character, → the codes that have or had it. */
function codesByName(): Map<string, string[]> {
  if (byName) return byName;
  const read = new Map<string, string[]>();
  const add = (name: string, code: string): void => void (read.get(name)?.push(code) ?? read.set(name, [code]));
  for (const [code, name] of divisions()) {
    add(name, code);
    const short = name.replace(KIND, '');
    if (short !== name && short.length >= 2) add(short, code);
  }
  return (byName = read);
}

/**
 * An area that figures are about. The value is the GB/T 2260 code of a name (海曙区, 宁波市海曙区, 宁波), whatever code is
 * written otherwise: statistics of the world have areas of their own. Of several divisions of one name over time the one in use counts.
 * @param under only divisions below this one are meant: its GB/T 2260 code
 */
export function checkArea(text: string, under?: string): Checked {
  const name = toHalfWidth(text).replace(/\s+/g, '');
  if (!/\p{Script=Han}/u.test(name)) return accepted(name);
  if (COUNTRY.has(name)) return accepted('CN');
  const named = divisionsNamed(name).filter((code) => under === undefined || isBelow(code, under));
  const found = narrowed(named);
  if (found.length === 1) return accepted(found[0]!);
  return found.length === 0 ? UNKNOWN : AMBIGUOUS;
}

/** The longest name the text ends in; what stands before it must be divisions it lies in. */
function divisionsNamed(text: string): string[] {
  for (let start = 0; start < text.length - 1; start++) {
    const before = bare(text.slice(0, start));
    const found = (codesByName().get(text.slice(start)) ?? []).filter((code) =>
      bare(divisionPath(code).slice(0, -1).join('')).endsWith(before),
    );
    if (found.length > 0) return found;
  }
  return [];
}

const bare = (path: string): string => path.replaceAll(/[省市]|自治区/g, '');

const head = (code: string): string => code.replace(/(?:00)+$/, '');
const isBelow = (code: string, under: string): boolean => code.startsWith(head(under));

/** Those still in use and below a prefecture, as most cities below a province were until about 1990 only; and of a city and a county of one name the city. */
function narrowed(codes: readonly string[]): string[] {
  const left = preferably(
    preferably(codes, (code) => !DIRECTLY_ADMINISTERED.test(code)),
    (code) => divisionLifetime(code)?.to === null,
  );
  const highest = Math.min(...left.map((code) => head(code).length));
  return left.filter((code) => head(code).length === highest);
}

function preferably(codes: readonly string[], test: (code: string) => boolean): readonly string[] {
  const chosen = codes.filter(test);
  return chosen.length > 0 ? chosen : codes;
}
