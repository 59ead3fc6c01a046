import { createRequire } from 'node:module';
import { CORRECTED_DIVISIONS, DIRECTLY_ADMINISTERED, MISSING_DIVISIONS } from './division-supplement.js';
import { type DivisionLifetime, NINGBO_LIFETIMES } from './division-lifetime.js';

type PackageTable = Record<string, { code: string; text: string }>;

const ALWAYS: DivisionLifetime = Object.freeze({ from: null, to: null, successors: Object.freeze([]) });

let table: Map<string, string> | undefined;

/** Code (six digits) → name, every division there ever was. Read when first asked for: 30 ms few processes need at start. */
export function divisions(): ReadonlyMap<string, string> {
  if (table) return table;
  // JSON modules are experimental in Node 20, require is not
  const require = createRequire(import.meta.url);
  const read = new Map<string, string>();
  for (const level of ['province', 'city', 'area']) {
    for (const { code, text } of Object.values(require(`idcard/lib/data/${level}.json`) as PackageTable))
      read.set(code, text);
  }
  for (const [, code, name] of `${MISSING_DIVISIONS}${CORRECTED_DIVISIONS}`.matchAll(/(\d{6})(\D+?)\s/g))
    read.set(code!, name!);
  return (table = read);
}

/** The name of the division alone (海曙区), undefined for a code that never existed. */
export function divisionName(code: string): string | undefined {
  return divisions().get(code);
}

/** Names from the province down to the division (浙江省, 宁波市, 海曙区); empty for a code that never existed. */
export function divisionPath(code: string): string[] {
  const names = divisions();
  const own = names.get(code);
  if (own === undefined) return [];
  const province = `${code.slice(0, 2)}0000`;
  const prefecture = `${code.slice(0, 4)}00`;
  const path: string[] = [];
  if (code !== province) path.push(names.get(province) ?? '');
  const middle = code === prefecture ? undefined : names.get(prefecture);
  // the groups below a municipality (市辖区, 县) and of directly administered counties are no level of their own
  if (middle !== undefined && !DIRECTLY_ADMINISTERED.test(code) && !/^(市辖区|县|市)$/.test(middle)) path.push(middle);
  path.push(own);
  return path.filter((name) => name !== '');
}

/** When the code was in use. Known for the city's own divisions; others count as always in use. */
export function divisionLifetime(code: string): DivisionLifetime | undefined {
  return divisions().has(code) ? (NINGBO_LIFETIMES[code] ?? ALWAYS) : undefined;
}

/** Whether the code begins with the two digits of a province. */
export function isProvince(code: string): boolean {
  return divisions().has(`${code.slice(0, 2)}0000`);
}

/** Whether the code begins with the four digits of a prefecture there ever was, or is a region without prefectures. */
export function isPrefecture(code: string): boolean {
  const names = divisions();
  const six = code.slice(0, 6);
  return names.has(`${six.slice(0, 4)}00`) || names.has(six);
}
