import type { Attributes, SearchColumn } from '@siku/master-data';
import { industrySection, organisationName, pinyin, pinyinInitials } from '@siku/standards';

/** Columns of the read API's filters, as migrations/0005-legal-entity.sql has them. */
export const legalEntitySearchColumns: readonly SearchColumn[] = [
  { name: 'name', type: 'text' },
  { name: 'name_key', type: 'text' },
  { name: 'name_grams', type: 'text[]' },
  { name: 'initials', type: 'text' },
  { name: 'identifiers', type: 'text[]' },
  { name: 'division', type: 'text' },
  { name: 'industry', type: 'text' },
  { name: 'kind', type: 'text' },
  { name: 'status', type: 'text' },
  { name: 'established_on', type: 'text' },
  { name: 'related', type: 'text[]' },
];

export interface Relation {
  type: string;
  target?: { name?: string; identifiers?: Record<string, string> };
}

interface Golden {
  name?: string;
  formerNames?: string[];
  identifiers?: Record<string, string>;
  address?: { division?: string };
  industry?: string;
  kind?: string;
  status?: string;
  establishedOn?: string;
  relations?: Relation[];
}

interface NameColumns {
  key: string;
  grams: readonly string[];
  initials: string;
}

/** The stretches of one record come one after the other, and few of them bring another name. */
let lastName: (NameColumns & { name: string }) | undefined;

function nameColumns(name: string): NameColumns {
  if (lastName?.name !== name) {
    const initials = pinyinInitials(name).toLowerCase();
    lastName = { name, key: nameKey(name), grams: bigrams(name), initials };
  }
  return lastName;
}

/** Values of the search columns of a golden record, in their order. */
export function legalEntitySearch(golden: Attributes): unknown[] {
  const {
    name = '',
    formerNames = [],
    identifiers,
    address,
    industry,
    kind,
    status,
    establishedOn,
    relations,
  } = golden as Golden;
  const { key, grams, initials } = nameColumns(name);
  return [
    name,
    key,
    [...new Set([...grams, ...formerNames.flatMap(bigrams)])].sort(),
    initials,
    identifierKeys(identifiers),
    address?.division ?? null,
    industry ? industryKey(industry) : null,
    kind ?? null,
    status ?? null,
    establishedOn ?? null,
    (relations ?? []).flatMap(({ target }) => (target ? targetKeys(target) : [])),
  ];
}

/** Pinyin without tones and spaces. */
export const nameKey = (name: string): string => pinyin(name).replaceAll(' ', '').toLowerCase();

/** Section letter before the code, so that a subtree of GB/T 4754 is a prefix whatever the level. */
export const industryKey = (code: string): string =>
  /^[A-T]/.test(code) ? code : `${industrySection(code) ?? '?'}${code}`;

/** `scheme:value` */
export const identifierKeys = (identifiers: Record<string, string> = {}): string[] =>
  Object.entries(identifiers).map(([scheme, value]) => `${scheme}:${value}`);

/** By what an organisation is found when another names it. */
export const targetKeys = ({ name, identifiers }: NonNullable<Relation['target']>): string[] => [
  ...identifierKeys(identifiers),
  ...(name ? [`name:${organisationName(name).normal}`] : []),
];

/** Pairs of neighbouring characters. */
export function bigrams(text: string): string[] {
  const characters = [...text.toLowerCase().replaceAll(/\s/g, '')];
  return characters.slice(1).map((character, i) => characters[i]! + character);
}
