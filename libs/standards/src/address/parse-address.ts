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

/** 五乡镇 is a town and 镇南路 a street. */
const TOWN = /^([\u3400-\u9fff]{1,8}?(?:街道(?:办事处)?|(?:镇|乡(?!镇))(?![东西南北中]?(?:大道|路|街|巷|村))))/;

/** The name of a street is no number, and ends where its kind is named; 大道 before 道, 东路 is part of the name. */
const STREET =
  /^((?:[\u3400-\u9fff]|(?<=[\u3400-\u9fff])\d(?=[\u3400-\u9fff]))+?(?:大道|公路|路|街|巷|胡同|里|村|新村|小区|线)(?:[东西南北中]?[一二三四五六七八九十]?(?:段|路|街|区))?)(?=\d|$|[^东西南北中路街])/;
/** 周巷工业园区: the town it is called after ends like a street. */
const ESTATE =
  /^([\u3400-\u9fff]{2,12}?(?:工业(?:园区|开发区|小区|园|区)|开发区|创业园|产业园|科技园|物流园)(?:[东西南北]区)?)(?=\d|$)/;
const LANE = /^([\u3400-\u9fff]+?)(?=\d+弄)/;
const NUMBER = /^((?:\d+弄)?\d+(?:-\d+)?[A-Z]?(?:号|弄)?)/;

/** Names by their first two characters, and all of them. */
interface NameIndex {
  beginning: ReadonlyMap<string, readonly Named[]>;
  all: readonly Named[];
}

interface Names {
  prefectures: NameIndex;
  /** by code */
  prefecture: ReadonlyMap<string, readonly Named[]>;
  /** by the first four digits of the code */
  counties: ReadonlyMap<string, NameIndex>;
  /** counties of the whole country */
  anywhere: NameIndex;
}

const NOWHERE: NameIndex = { beginning: new Map(), all: [] };

let names: Names | undefined;

const bareName = (name: string): string => name.replace(/(?:自治州|地区|市|盟|区|县|旗)$/, '');

/** Divisions by name; one that was abolished is known by its name still, as the one division that took its place. */
function divisionNames(): Names {
  if (names) return names;
  const prefectures: Named[] = [];
  const counties = new Map<string, Named[]>();
  for (const [own, name] of divisions()) {
    if (own.endsWith('0000') || /^(市辖区|县|市)$/.test(name)) continue;
    const code = successorOf(own);
    if (code === undefined) continue;
    const each = { code, name, bare: bareName(name) };
    if (code.endsWith('00')) prefectures.push(each);
    else counties.set(code.slice(0, 4), [...(counties.get(code.slice(0, 4)) ?? []), each]);
  }
  names = {
    // 宁波市 and not 宁波地区, which was before it
    prefectures: indexOf(prefectures.sort((a, b) => (a.code < b.code ? -1 : 1))),
    prefecture: new Map(prefectures.map(({ code }) => [code, prefectures.filter((other) => other.code === code)])),
    counties: new Map([...counties].map(([prefecture, each]) => [prefecture, indexOf(latestFirst(each))])),
    anywhere: indexOf(latestFirst([...counties.values()].flat())),
  };
  return names;
}

/** 余姚市 had a code among the counties before it had one among the cities. */
const latestFirst = (all: Named[]): Named[] => all.sort((a, b) => (a.code < b.code ? 1 : -1));

/** In their order, of which the first found counts. */
function indexOf(named: readonly Named[]): NameIndex {
  const index = new Map<string, Named[]>();
  for (const each of named) {
    const key = each.name.slice(0, 2);
    index.set(key, [...(index.get(key) ?? []), each]);
  }
  return { beginning: index, all: [...index.values()].flat() };
}

/** The code in use today; undefined where several took its place. */
function successorOf(code: string): string | undefined {
  const [only, ...others] = divisionLifetime(code)?.successors ?? [];
  if (only === undefined) return code;
  return others.length > 0 ? undefined : successorOf(only);
}

const isOnlyOne = ({ code, name }: Named, anywhere: NameIndex): boolean =>
  (anywhere.beginning.get(name.slice(0, 2)) ?? []).every(
    (other) => other.name !== name || other.code.slice(0, 4) === code.slice(0, 4),
  );

/** What stands before 路 or 街 is a street named after a city: 宁波路. */
const isStreetName = (rest: string): boolean => /^[东西南北中]?(?:大道|路|街|巷)/.test(rest);

function taken(text: string, index: NameIndex, bareToo: boolean): { found: Named; rest: string } | null {
  const candidates = index.beginning.get(text.slice(0, 2)) ?? [];
  for (const found of candidates) {
    const rest = text.slice(found.name.length);
    if (text.startsWith(found.name) && !isStreetName(rest)) return { found, rest };
  }
  if (!bareToo) return null;
  for (const found of candidates) {
    const rest = text.slice(found.bare.length);
    if (found.bare.length >= 2 && text.startsWith(found.bare) && !isStreetName(rest)) return { found, rest };
  }
  return null;
}

/** One character of a name is another: 宇波市. Only where no second name is as near. */
function nearly(text: string, candidates: readonly Named[]): { found: Named; rest: string } | null {
  let found: Named | undefined;
  for (const each of candidates) {
    if (!isOneOff(text, each.name)) continue;
    if (found && found.code !== each.code) return null;
    found ??= each;
  }
  return found ? { found, rest: text.slice(found.name.length) } : null;
}

/** All but one character, which is not the last. */
function isOneOff(text: string, name: string): boolean {
  const last = name.length - 1;
  if (last < 2 || text[last] !== name[last]) return false;
  let others = 0;
  for (let i = 0; i < last && others < 2; i++) if (text[i] !== name[i]) others++;
  return others === 1;
}

const countyIn = (text: string, counties: NameIndex): { found: Named; rest: string } | null =>
  taken(text, counties, true) ?? nearly(text, counties.all);

/** 邮编：315000 and what follows */
const POSTCODE = /^\s*(?:邮政编码|邮编)?[:：\s]*[0-9０-９]{6}[\s,，]*(?=[\u3400-\u9fff])/u;

/** 黄避岙 for 黄避岙乡, the longest first; 黄避岙路 is a street. */
function bareTown(rest: string, towns: Towns): { town: string; bare: string } | null {
  for (const [bare, town] of towns)
    if (rest.startsWith(bare) && !isStreetName(rest.slice(bare.length))) return { town, bare };
  return null;
}

/** Full names of towns by the names without 镇, 乡 or 街道, the longest first. */
export type Towns = ReadonlyMap<string, string>;

/**
 * Takes an address apart. The written forms of one address (province or not, 海曙 for 海曙区, 十八号 or 18#) give the same parts.
 * @param prefecture first four digits of the code that an address without a city belongs to
 * @param towns those that may be meant where their kind is left out
 */
export function parseAddress(text: string, prefecture = '', towns?: Towns): ParsedAddress {
  const { prefectures, prefecture: byCode, counties, anywhere } = divisionNames();
  let rest = normaliseAddress(text.replace(POSTCODE, ''));
  // A mistake in the name of the prefecture it is expected in is seen through.
  const city = taken(rest, prefectures, true) ?? nearly(rest, byCode.get(`${prefecture}00`) ?? []);
  if (city) rest = city.rest;
  const within = city ? city.found.code.slice(0, 4) : prefecture;
  const parsed: ParsedAddress = city ? { division: city.found.code } : {};
  const county = within === '' ? taken(rest, anywhere, false) : countyIn(rest, counties.get(within) ?? NOWHERE);
  if (county) {
    // 城关区 alone may be one of many: it is taken off, and says nothing.
    if (within !== '' || isOnlyOne(county.found, anywhere)) parsed.division = county.found.code;
    rest = county.rest;
  }
  const town = TOWN.exec(rest)?.[1];
  const bare = town || !towns ? null : bareTown(rest, towns);
  if (town) parsed.town = town.replace(/办事处$/, '');
  else if (bare) parsed.town = bare.town;
  rest = rest.slice((town ?? bare?.bare ?? '').length);
  const street = (ESTATE.exec(rest) ?? LANE.exec(rest) ?? STREET.exec(rest))?.[1];
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
