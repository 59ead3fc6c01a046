import { DAY, INSTANT } from '@siku/access';
import type { Filter } from '@siku/master-data';
import { today, unknownParameters, type Problem } from '@siku/platform';
import { likelySystem, type Box } from '@siku/standards';
import { Cql2Error } from '../cql2/ast.js';
import { parseCql2Json } from '../cql2/parse-json.js';
import { parseCql2Text } from '../cql2/parse-text.js';
import { isReal } from '../cql2/instants.js';
import type { Queryable } from '../cql2/queryable.js';
import { cql2Filter } from '../cql2/to-sql.repository.js';
import { badParameter } from './ogc-errors.js';
import { GEOMETRY_NAMES, isSortable } from './queryables.js';
import { crsOf, servedCrs, type ServedCrs } from './served-crs.js';

export type Parameters = Readonly<Record<string, string | string[] | undefined>>;

export interface Sort {
  queryable: Queryable;
  descending: boolean;
}

/** A request for items, read and checked. */
export interface ItemsQuery {
  limit: number;
  /** first and last day that are asked about; the same for a date */
  from: string;
  to: string;
  knownAt: string | null;
  crs: ServedCrs;
  /** degrees; one over the antimeridian has its west east of its east; null: everywhere */
  box: Box | null;
  filters: Filter[];
  sorts: Sort[];
  /** null: all */
  properties: readonly string[] | null;
  after: readonly (string | null)[] | null;
}

const DEFAULT_LIMIT = 10;

/** A larger limit is not refused but cut to this, as part 1, requirement 22 has it. */
export const MOST_ITEMS = 10_000;

const KNOWN = new Set([
  'f',
  'limit',
  'bbox',
  'bbox-crs',
  'crs',
  'datetime',
  'filter',
  'filter-lang',
  'filter-crs',
  'properties',
  'sortby',
  'after',
  'validAt',
  'knownAt',
]);

const NAMING = new Set(['filter', 'properties', 'sortby']);

/** Whether a query names properties, so that those of the layer have to be known to read it. */
export const namesProperties = (query: Parameters): boolean =>
  Object.keys(query).some((name) => NAMING.has(name) || !KNOWN.has(name));

/** @param queryables of the layer; none are needed where the query names no property @throws Problem 400 naming the parameter */
export function readItemsQuery(query: Parameters, queryables: readonly Queryable[]): ItemsQuery {
  const own = queryables.filter(({ type }) => ['text', 'number', 'boolean', 'date', 'instant'].includes(type));
  const unknown = Object.keys(query).filter((name) => !KNOWN.has(name) && !own.some((each) => each.name === name));
  if (unknown.length > 0) throw unknownParameters(unknown);
  const one = (name: string): string | undefined => {
    const value = query[name];
    if (Array.isArray(value)) throw badParameter(name, '只能出现一次', 'may be given once');
    return value;
  };
  const crs = crsFrom('crs', one('crs'));
  const filters = [
    cqlFilter(one('filter'), one('filter-lang'), crsFrom('filter-crs', one('filter-crs')), queryables),
    ...own.map((each) => equalFilter(each, one(each.name))),
  ].filter((filter): filter is Filter => filter !== null);
  return {
    limit: limitFrom(one('limit')),
    ...times(one('datetime'), one('validAt')),
    knownAt: knownFrom(one('knownAt')),
    crs,
    box: boxFrom(one('bbox'), crsFrom('bbox-crs', one('bbox-crs'))),
    filters,
    sorts: sortsFrom(one('sortby'), queryables),
    properties: propertiesFrom(one('properties'), queryables),
    after: cursorFrom(one('after')),
  };
}

export function crsFrom(name: string, value: string | undefined): ServedCrs {
  if (value === undefined) return servedCrs[0]!;
  const crs = crsOf(value);
  if (!crs) throw badParameter(name, '不提供此坐标系', 'this system is not served');
  return crs;
}

function limitFrom(value: string | undefined): number {
  if (value === undefined) return DEFAULT_LIMIT;
  if (!/^\d+$/.test(value) || Number(value) < 1) throw badParameter('limit', '应为正整数', 'a whole number from 1');
  return Math.min(Number(value), MOST_ITEMS);
}

const FIGURE = /^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/;

function boxFrom(value: string | undefined, crs: ServedCrs): Box | null {
  if (value === undefined) return null;
  const figures = value.split(',').map((text) => (FIGURE.test(text.trim()) ? Number(text) : Number.NaN));
  if ((figures.length !== 4 && figures.length !== 6) || !figures.every(Number.isFinite))
    throw badParameter('bbox', '应为 4 或 6 个数', '4 or 6 figures');
  const [a, b, c, d] = figures.length === 4 ? figures : [figures[0]!, figures[1]!, figures[3]!, figures[4]!];
  const northFirst = crs.northFirst && !isEastFirst(crs, [a!, b!], c!);
  const [west, south, east, north] = northFirst ? [b!, a!, d!, c!] : [a!, b!, c!, d!];
  if (south > north) throw badParameter('bbox', '南界大于北界', 'south lies north of north');
  if (crs.system.unit === 'degree') {
    if (Math.abs(west) > 180 || Math.abs(east) > 180 || south < -90 || north > 90)
      throw badParameter('bbox', '超出经纬度范围', 'beyond the degrees of the Earth');
    return [west, south, east, north];
  }
  if (west > east) throw badParameter('bbox', '西界大于东界', 'west lies east of east');
  const corners = [
    [west, south],
    [west, north],
    [east, south],
    [east, north],
  ].map((corner) => crs.system.toStored(corner));
  const [xs, ys] = [corners.map(([x]) => x!), corners.map(([, y]) => y!)];
  if (![...xs, ...ys].every(Number.isFinite))
    throw badParameter('bbox', '超出坐标系范围', 'beyond the area of the system');
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

/** What can be no latitude or northing was written east first, as many programs do that know no order of axes, the OGC's own suite among them. */
function isEastFirst({ system }: ServedCrs, [a, b]: [number, number], c: number): boolean {
  if (system.unit === 'degree') return Math.max(Math.abs(a), Math.abs(c)) > 90;
  return likelySystem([b, a]) === null && likelySystem([a, b])?.unit === 'metre';
}

function cqlFilter(
  text: string | undefined,
  language: string | undefined,
  crs: ServedCrs,
  queryables: readonly Queryable[],
): Filter | null {
  if (language !== undefined && language !== 'cql2-text' && language !== 'cql2-json')
    throw badParameter('filter-lang', '应为 cql2-text 或 cql2-json', 'cql2-text or cql2-json');
  if (text === undefined) return null;
  // Other servers call it geom: a filter that is carried over goes on working.
  const geometry = queryables.find(({ type }) => type === 'geometry')!;
  const names = [...queryables, ...GEOMETRY_NAMES.map((name) => ({ ...geometry, name }))];
  try {
    const tree = language === 'cql2-json' ? parseCql2Json(jsonFrom(text)) : parseCql2Text(text);
    return cql2Filter(tree, names, crs.system, crs.northFirst);
  } catch (error) {
    if (error instanceof Cql2Error) throw badParameter('filter', `${error.zh}（${error.at}）`, error.message);
    throw error;
  }
}

function jsonFrom(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw badParameter('filter', '不是 JSON', 'this is no JSON');
  }
}

function equalFilter({ name, type, sql }: Queryable, value: string | undefined): Filter | null {
  if (value === undefined) return null;
  const casts: Record<string, [form: RegExp, cast: string]> = {
    text: [/^/, 'text'],
    number: [/^-?\d+(\.\d+)?$/, 'float8'],
    boolean: [/^(true|false)$/, 'boolean'],
    date: [DAY, 'date'],
    instant: [INSTANT, 'timestamptz'],
  };
  const [form, cast] = casts[type]!;
  const isTime = type === 'date' || type === 'instant';
  if (!form.test(value) || (isTime && !isReal(value)))
    throw badParameter(name, `应为 ${type} 类型`, `a value of type ${type}`);
  return { sql: `${sql} = $$::${cast}`, parameters: [value] };
}

function times(datetime: string | undefined, validAt: string | undefined): { from: string; to: string } {
  if (datetime !== undefined && validAt !== undefined)
    throw badParameter('datetime', '不能与 validAt 同用', 'and validAt exclude each other');
  if (validAt !== undefined) return { from: dayFrom('validAt', validAt), to: validAt };
  if (datetime === undefined) return { from: today(), to: today() };
  const ends = datetime.split('/');
  if (ends.length > 2) throw badParameter('datetime', '应为时刻或起/止', 'an instant, or from/to');
  if (ends.length === 1) {
    const day = dayFrom('datetime', ends[0]!);
    return { from: day, to: day };
  }
  const open = (end: string): boolean => end === '' || end === '..';
  const from = open(ends[0]!) ? '0001-01-01' : dayFrom('datetime', ends[0]!);
  const to = open(ends[1]!) ? '9999-12-31' : dayFrom('datetime', ends[1]!);
  if (from > to) throw badParameter('datetime', '起始晚于终止', 'ends before it begins');
  return { from, to };
}

/** Validity is counted in days: an instant means the day it lies in. */
function dayFrom(name: string, text: string): string {
  const day = text.slice(0, 10);
  const isInstant = INSTANT.test(text.toUpperCase());
  if ((!isInstant && !DAY.test(text)) || !isReal(text))
    throw badParameter(name, '应为 RFC 3339 日期或时刻', 'a date or an instant of RFC 3339');
  return day;
}

function knownFrom(value: string | undefined): string | null {
  if (value === undefined) return null;
  if (!INSTANT.test(value) || !isReal(value))
    throw badParameter('knownAt', '应为带时区的时刻', 'an instant with its zone');
  return value;
}

function sortsFrom(value: string | undefined, queryables: readonly Queryable[]): Sort[] {
  if (value === undefined) return [];
  return value.split(',').map((part) => {
    const name = part.trim().replace(/^[-+]/, '');
    const queryable = queryables.find((each) => each.name === name && isSortable(each));
    if (!queryable) throw badParameter('sortby', `没有可排序属性 ${name}`, `there is no sortable ${name}`);
    return { queryable, descending: part.trim().startsWith('-') };
  });
}

function propertiesFrom(value: string | undefined, queryables: readonly Queryable[]): string[] | null {
  if (value === undefined) return null;
  const names = value
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const unknown = names.find((name) => !queryables.some((each) => each.name === name));
  if (unknown !== undefined) throw badParameter('properties', `没有属性 ${unknown}`, `there is no property ${unknown}`);
  return names;
}

export const cursorText = (values: readonly (string | null)[]): string =>
  Buffer.from(JSON.stringify(values)).toString('base64url');

function cursorFrom(value: string | undefined): (string | null)[] | null {
  if (value === undefined) return null;
  try {
    const values = JSON.parse(Buffer.from(value, 'base64url').toString()) as unknown;
    if (
      Array.isArray(values) &&
      values.every((each) => each === null || typeof each === 'string') &&
      /^[0-9a-f-]{36}$/.test(values.at(-1) as string)
    )
      return values;
  } catch {
    // told below
  }
  throw noCursor();
}

export const noCursor = (): Problem =>
  badParameter('after', '不是有效的游标，请使用 next 链接', 'this is no cursor: follow the `next` link');
