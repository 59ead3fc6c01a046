import type { Attributes, SearchColumn } from '@siku/master-data';
import { pinyin } from '@siku/standards';
import { ADDRESS_LAYER, addressKeys } from './geocode/address-keys.js';

/** Columns of the read API's filters, as migrations/0010-geospatial.sql has them; `geom` the database derives itself. */
export const geospatialSearchColumns: readonly SearchColumn[] = [
  { name: 'layer', type: 'text' },
  { name: 'class', type: 'text' },
  { name: 'name', type: 'text' },
  { name: 'name_key', type: 'text' },
  { name: 'name_grams', type: 'text[]' },
  { name: 'code', type: 'text' },
  { name: 'division', type: 'text' },
  { name: 'address_key', type: 'text' },
  { name: 'street_key', type: 'text' },
  { name: 'town_key', type: 'text' },
];

interface Golden {
  layer?: string;
  class?: string;
  name?: string;
  alternateNames?: string[];
  code?: string;
  division?: string;
  address?: { text?: string };
}

/** Values of the search columns of a golden record, in their order. */
export function geospatialSearch(golden: Attributes): unknown[] {
  const feature = golden as Golden;
  const { name, alternateNames = [] } = feature;
  const text = feature.layer === ADDRESS_LAYER ? (feature.address?.text ?? name) : undefined;
  const keys = text === undefined ? null : addressKeys(text);
  return [
    feature.layer ?? null,
    feature.class ?? null,
    name ?? null,
    name === undefined ? null : pinyin(name).replaceAll(' ', '').toLowerCase(),
    [...new Set([name ?? '', ...alternateNames].flatMap(bigrams))].sort(),
    feature.code ?? null,
    feature.division ?? keys?.division ?? null,
    keys?.address ?? null,
    keys?.street ?? null,
    keys?.town ?? null,
  ];
}

/** Pairs of neighbouring characters. */
export function bigrams(text: string): string[] {
  const characters = [...text.toLowerCase().replaceAll(/\s/g, '')];
  return characters.slice(1).map((character, i) => characters[i]! + character);
}
