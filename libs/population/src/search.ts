import type { Attributes, SearchColumn } from '@siku/master-data';
import { foldName, pinyin } from '@siku/standards';
import type { Person } from './person.js';

/** Columns of the search, as migrations/0006-population.sql has them. */
export const personSearchColumns: readonly SearchColumn[] = [
  { name: 'names', type: 'text[]' },
  { name: 'name', type: 'text' },
  { name: 'name_key', type: 'text' },
  { name: 'identifiers', type: 'text[]' },
  { name: 'phone', type: 'text' },
  { name: 'email', type: 'text' },
  { name: 'birth_date', type: 'text' },
  { name: 'sex', type: 'text' },
  { name: 'divisions', type: 'text[]' },
  { name: 'household', type: 'text' },
  { name: 'kin', type: 'text[]' },
];

/** Values of the search columns of a golden record, in their order. */
export function personSearch(golden: Attributes): unknown[] {
  const {
    name,
    formerNames = [],
    identifiers,
    phone,
    email,
    birthDate,
    sex,
    household,
    kin = [],
    ...rest
  } = golden as Person;
  return [
    [...new Set([...(name ? [name] : []), ...formerNames].map(foldName))].sort(),
    name === undefined ? null : foldName(name),
    name === undefined ? null : nameKey(name),
    identifierKeys(identifiers),
    phone ?? null,
    email ?? null,
    birthDate ?? null,
    sex ?? null,
    [...new Set([rest.registeredAddress?.division, rest.residenceAddress?.division].flatMap(containing))].sort(),
    household?.number ?? null,
    kin.flatMap(({ target }) => identifierKeys(target?.identifiers)),
  ];
}

/** Pinyin without tones and spaces. */
export const nameKey = (name: string): string => pinyin(name).replaceAll(' ', '').toLowerCase();

/** `scheme:value`, the value perhaps sealed; one that failed its check is nobody's. */
export const identifierKeys = (identifiers: Record<string, string> = {}): string[] =>
  Object.entries(identifiers)
    .filter(([scheme]) => !scheme.startsWith('x-invalid-'))
    .map(([scheme, value]) => `${scheme}:${value}`);

/** 330203 lies in 3302, and that in 33. */
function containing(division: string | undefined): string[] {
  if (!division) return [];
  const code = division.replace(/(00)+$/, '');
  return [2, 4, 6].filter((length) => length <= code.length).map((length) => code.slice(0, length));
}
