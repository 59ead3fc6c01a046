import { divisionLifetime, divisions } from '../division/division-table.js';
import { normaliseAddress } from './address.js';

/** A Chinese address by its levels, from the prefecture down to the house number; what was not found is absent. */
export interface ParsedAddress {
  /** GB/T 2260 code of the county or, failing that, of the prefecture */
  division?: string;
  /** 洪塘街道 */
  town?: string;
  /** 中山西路, 王家村 */
  street?: string;
  /** 18号, 25弄3号, without building and room */
  number?: string;
  /** 天宁大厦1203室 */
  rest?: string;
}

interface Named {
  code: string;
  name: string;
  bare: string;
}

const TOWN = /^([\u3400-\u9fff]{1,8}?(?:街道(?:办事处)?|镇|乡))(?!路|街|巷|村|东|西|南|北)/;

/** The name of a street is no number, and ends where its kind is named; 大道 before 道, 东路 is part of the name. */
const STREET =
  /^((?:[\u3400-\u9fff]|(?<=[\u3400-\u9fff])\d(?=[\u3400-\u9fff]))+?(?:大道|公路|路|街|巷|胡同|里|村|新村|小区|线)(?:[东西南北中]?[一二三四五六七八九十]?(?:段|路|街|区))?)(?=\d|$|[^东西南北中路街])/;
const LANE = /^([\u3400-\u9fff]+?)(?=\d+弄)/;
const NUMBER = /^((?:\d+弄)?\d+(?:-\d+)?[A-Z]?(?:号|弄)?)/;

/** Divisions by the first two characters of their names, in their order: an address is held against a few, not against thousands. */
type Beginnings = ReadonlyMap<string, readonly Named[]>;

interface Names {
  prefectures: Beginnings;
  /** By the first four digits of their codes. */
  counties: ReadonlyMap<string, Beginnings>;
  all: Beginnings;
  /** Names of counties of several prefectures: 城关区. */
  shared: ReadonlySet<string>;
}

let named: Names | undefined;

const bareName = (name: string): string => name.replace(/(?:自治州|地区|市|盟|区|县|旗)$/, '');

/** Present divisions; those that were abolished are found by their successors' addresses no more. */
function names(): Names {
  if (named) return named;
  const prefectures: Named[] = [];
  const counties = new Map<string, Named[]>();
  for (const [code, name] of divisions()) {
    if (code.endsWith('0000') || /^(市辖区|县|市)$/.test(name) || divisionLifetime(code)?.to) continue;
    const each = { code, name, bare: bareName(name) };
    if (code.endsWith('00')) prefectures.push(each);
    else counties.set(code.slice(0, 4), [...(counties.get(code.slice(0, 4)) ?? []), each]);
  }
  // 余姚市 had a code among the counties before it had one among the cities: of several the latest comes first.
  for (const each of counties.values()) each.sort((a, b) => (a.code < b.code ? 1 : -1));
  named = {
    prefectures: byBeginning(prefectures),
    counties: new Map([...counties].map(([prefecture, each]) => [prefecture, byBeginning(each)])),
    all: byBeginning([...counties.values()].flat()),
    shared: sharedNames(counties),
  };
  return named;
}

function byBeginning(divisionsInOrder: readonly Named[]): Beginnings {
  const beginnings = new Map<string, Named[]>();
  for (const each of divisionsInOrder) {
    const beginning = each.name.slice(0, 2);
    const list = beginnings.get(beginning);
    if (list) list.push(each);
    else beginnings.set(beginning, [each]);
  }
  return beginnings;
}

function sharedNames(counties: ReadonlyMap<string, readonly Named[]>): Set<string> {
  const prefectureOf = new Map<string, string>();
  const shared = new Set<string>();
  for (const [prefecture, each] of counties) {
    for (const { name } of each) {
      if ((prefectureOf.get(name) ?? prefecture) !== prefecture) shared.add(name);
      prefectureOf.set(name, prefecture);
    }
  }
  return shared;
}

/** What stands before 路 or 街 is a street named after a city: 宁波路. */
const isStreetName = (rest: string): boolean => /^[东西南北中]?(?:大道|路|街|巷)/.test(rest);

function taken(
  text: string,
  beginnings: Beginnings | undefined,
  bareToo: boolean,
): { found: Named; rest: string } | null {
  const candidates = beginnings?.get(text.slice(0, 2));
  if (!candidates) return null;
  for (const found of candidates) {
    if (text.startsWith(found.name)) return { found, rest: text.slice(found.name.length) };
  }
  if (!bareToo) return null;
  for (const found of candidates) {
    const rest = text.slice(found.bare.length);
    if (found.bare.length >= 2 && text.startsWith(found.bare) && !isStreetName(rest)) return { found, rest };
  }
  return null;
}

/**
 * Takes an address apart. The written forms of one address (province or not, 海曙 for 海曙区, 十八号 or 18#) give the same parts.
 * @param prefecture first four digits of the code that an address without a city belongs to
 */
export function parseAddress(text: string, prefecture = ''): ParsedAddress {
  const { prefectures, counties, all, shared } = names();
  let rest = normaliseAddress(text);
  const city = taken(rest, prefectures, true);
  if (city) rest = city.rest;
  const within = city ? city.found.code.slice(0, 4) : prefecture;
  const parsed: ParsedAddress = city ? { division: city.found.code } : {};
  const county = within === '' ? taken(rest, all, false) : taken(rest, counties.get(within), true);
  if (county) {
    // 城关区 alone may be one of many: it is taken off, and says nothing.
    if (within !== '' || !shared.has(county.found.name)) parsed.division = county.found.code;
    rest = county.rest;
  }
  const town = TOWN.exec(rest)?.[1];
  if (town) {
    parsed.town = town.replace(/办事处$/, '');
    rest = rest.slice(town.length);
  }
  const street = (LANE.exec(rest) ?? STREET.exec(rest))?.[1];
  if (!street) return rest === '' ? parsed : { ...parsed, rest };
  parsed.street = street;
  rest = rest.slice(street.length);
  const number = NUMBER.exec(rest)?.[1];
  if (number) {
    parsed.number = /[号弄]$/.test(number) ? number : `${number}号`;
    rest = rest.slice(number.length);
  }
  return rest === '' ? parsed : { ...parsed, rest };
}
