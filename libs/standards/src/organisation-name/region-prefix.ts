import { HOME_CITY } from '../division/home-city.js';
import { divisions } from '../division/division-table.js';
import { ZONES } from './name-words.js';

interface Region {
  code: string;
  /** How much of the code is given: 2, 4 or 6 digits. */
  depth: 2 | 4 | 6;
}

/** Words without which a name of a division is written in names: 宁波(市), 余姚(市), 象山(县). */
const SUFFIX =
  /(?:特别行政区|壮族自治区|回族自治区|维吾尔自治区|自治区|自治州|自治县|自治旗|地区|省|市|县|区|旗|盟|镇|乡|街道)$/;
const TOWN = /^[\u4e00-\u9fff]{2,3}(?:街道|镇|乡)/;
const PEOPLES = /(?:[\u4e00-\u9fff]{1,4}族)+$/;
const LONGEST = 12;

/**
 * What divisions of the city begin with. Only its own counties and districts may stand first without suffix and
 * without their city (余姚…, 鄞州…): elsewhere most such words are trade names (永兴, 长安, 和平).
 */
const HOME = HOME_CITY.slice(0, 4);

let byName: Map<string, Region[]> | undefined;
/** First characters of region names, with the length of the longest. */
const starts = new Map<string, number>();

/** Name, with and without suffix → divisions of that name. Bare names of districts (和平, 朝阳) count only below their city. */
function regions(): Map<string, Region[]> {
  if (byName) return byName;
  const names = new Map<string, Region[]>();
  const put = (name: string, region: Region): void => {
    if (name.length < 2 || name.length > LONGEST) return;
    const known = names.get(name);
    if (known) known.push(region);
    else names.set(name, [region]);
  };
  for (const [code, name] of divisions()) {
    if (
      /^(市辖区|县|市|省|省直辖县级行政区划|自治区直辖县级行政区划|郊区|矿区|城区|东区|西区|南区|北区|市中区|城关区|新区)$/.test(
        name,
      )
    )
      continue;
    const depth = code.endsWith('0000') ? 2 : code.endsWith('00') ? 4 : 6;
    put(name, { code, depth });
    const bare = name.replace(SUFFIX, '').replace(PEOPLES, '');
    if (bare !== name && bare.length >= 2) put(bare, { code, depth });
  }
  for (const name of names.keys()) starts.set(name[0]!, Math.max(starts.get(name[0]!) ?? 0, name.length));
  return (byName = names);
}

const withSuffix = (name: string): boolean => SUFFIX.test(name) && name.length > 2;

const standsFirst = (name: string, { code, depth }: Region): boolean => {
  if (withSuffix(name) || depth === 2 || code.startsWith(HOME)) return true;
  return depth === 4 && divisions().get(code)!.endsWith('市');
};

const below = (region: Region, parent: Region): boolean =>
  region.depth > parent.depth && region.code.startsWith(parent.code.slice(0, parent.depth));

export interface RegionPrefix {
  /** How many characters of the name are region. */
  length: number;
  /** The last of the regions without its suffix: what tells one city's bureau from another's. */
  last: string;
  /** Only the bare name of a city elsewhere, which may as well be a trade name: 大同, 吉安. */
  doubtful: boolean;
}

/** The regions a name begins with: 浙江省宁波市海曙区…, 宁波高新区…, 慈溪市周巷镇…, 中国…. */
export function regionPrefix(name: string): RegionPrefix {
  const known = regions();
  let at = name.startsWith('中华人民共和国') ? 7 : name.startsWith('中国') ? 2 : 0;
  let last = name.slice(0, at);
  let doubtful = false;
  let parents: Region[] | undefined;
  for (let level = 0; level < 4 && at < name.length; level++) {
    let found: Region[] | undefined;
    let length = Math.min(starts.get(name[at]!) ?? 0, name.length - at);
    for (; length >= 2 && !found?.length; length--) {
      const here = name.slice(at, at + length);
      found = known.get(here)?.filter((r) => (parents ? parents.some((p) => below(r, p)) : standsFirst(here, r)));
    }
    if (!found?.length) break;
    length++;
    last = name.slice(at, at + length);
    doubtful = at === 0 && found.every((r) => r.depth === 4 && !r.code.startsWith(HOME)) && !withSuffix(last);
    parents = found;
    at += length;
  }
  if (!parents) return { length: at, last, doubtful };
  const zone = ZONES.find((z) => name.startsWith(z, at)) ?? TOWN.exec(name.slice(at, at + 5))?.[0];
  // a town alone is what the name is about: 骆驼街道(办事处)
  if (zone !== undefined && at + zone.length < name.length) {
    last = name.slice(at, at + zone.length);
    at += zone.length;
  }
  const bare = last.replace(SUFFIX, '');
  return { length: at, last: bare.length >= 2 ? bare : last, doubtful };
}

/** Whether the whole text is one region, as in brackets: (宁波), (浙江). */
export function isRegion(text: string): boolean {
  return text === '中国' || text === '全国' || regions().has(text);
}
