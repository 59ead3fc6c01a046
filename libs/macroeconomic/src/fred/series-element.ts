import { periodBounds, type Message } from '@siku/standards';
import { crc32 } from 'node:zlib';
import { ADJUSTMENT_TITLES, FREQUENCY_TITLES } from '../dictionary.js';
import type { IndicatorBody } from '../indicator/indicator.dto.js';
import { areaTitle } from '../observation/area-title.js';
import type { SeriesRow } from '../observation/observation.repository.js';
import { FREQUENCY_LETTERS, type TAG_GROUPS } from './fred.dto.js';
import { sharedNumber } from './fred.errors.js';

/** A series as FRED describes one. */
export type SeriesElement = Readonly<Record<string, string | number>>;

export type Window = Readonly<{ realtime_start: string; realtime_end: string }>;

/** Codes that make a series. */
type Codes = Pick<SeriesRow, 'frequency' | 'indicator' | 'area' | 'adjustment'>;

/** A mark that series have in common, and the kind of mark. */
export interface Tag {
  name: string;
  group_id: (typeof TAG_GROUPS)[number];
}

export function codesOf(key: string): Codes {
  const [frequency = '', indicator = '', area = '', adjustment = ''] = key.split('.');
  return { frequency, indicator, area, adjustment };
}

/** What programs compare with. */
const frequencyTitle = (frequency: string): string =>
  frequency === 'S' ? 'Semiannual' : FREQUENCY_TITLES[frequency]!.en;

const adjustmentTitle = (adjustment: string): string =>
  adjustment === 'N'
    ? 'Not Seasonally Adjusted'
    : adjustment === 'S'
      ? 'Seasonally Adjusted'
      : ADJUSTMENT_TITLES[adjustment]!.en;

export const tagsOf = ({ frequency, indicator, area, adjustment }: Codes): Tag[] => [
  { name: frequencyTitle(frequency).toLowerCase(), group_id: 'freq' },
  { name: indicator.toLowerCase(), group_id: 'gen' },
  { name: areaTitle(area).zh.toLowerCase(), group_id: 'geo' },
  { name: adjustment === 'N' ? 'nsa' : 'sa', group_id: 'seas' },
];

/** Names with semicolons between them. */
export const tagNames = (text = ''): string[] =>
  text
    .toLowerCase()
    .split(';')
    .map((name) => name.trim())
    .filter(Boolean);

/** FRED's ids are numbers that fit 32 bits with a sign: the same of a code everywhere. */
export const numberOf = (code: string): number => 1 + (crc32(code) % 2_000_000_000);

/** The one of them that has the number of its code. Throws 400 where several have. */
export function byNumber<T>(all: readonly T[], codeOf: (one: T) => string, id: number): T | undefined {
  const found = all.filter((one) => numberOf(codeOf(one)) === id);
  const codes = [...new Set(found.map(codeOf))];
  if (codes.length > 1) throw sharedNumber(id, codes);
  return found[0];
}

export const titleOf = ({ zh, en }: Message): string => (zh === en ? en : `${en} (${zh})`);

export const indicatorTitle = (indicator: string, definition: IndicatorBody | undefined): string =>
  titleOf(definition?.title ?? { zh: indicator, en: indicator });

/** What the key and the indicator say of a series. */
export function headOf(key: string, definition: IndicatorBody | undefined): Readonly<Record<string, string>> {
  const { frequency, indicator, area, adjustment } = codesOf(key);
  return {
    id: key,
    title: `${indicatorTitle(indicator, definition)}, ${areaTitle(area).zh}`,
    frequency: frequencyTitle(frequency),
    frequency_short: Object.entries(FREQUENCY_LETTERS)
      .find(([, own]) => own === frequency)![0]
      .toUpperCase(),
    units: definition?.unit ?? '',
    seasonal_adjustment: adjustmentTitle(adjustment),
    seasonal_adjustment_short: adjustment === 'N' ? 'NSA' : `${adjustment}A`,
  };
}

export function elementOf(row: SeriesRow, definition: IndicatorBody | undefined, window: Window): SeriesElement {
  const { id, title, units: usual, ...head } = headOf(row.key, definition);
  const units = row.unit ?? usual!;
  return {
    ...{ id: id!, ...window, title: title! },
    observation_start: periodBounds(row.firstPeriod)!.from,
    observation_end: periodBounds(row.lastPeriod)!.from,
    ...{ ...head, units, units_short: units },
    last_updated: inCity(row.updatedAt),
    // Nobody counts who looks at what.
    popularity: 0,
    ...(definition?.description ? { notes: definition.description } : {}),
  };
}

/** `2013-07-31 09:26:16-05` */
export function inCity(instant: string): string {
  const city = new Date(Date.parse(instant) + 8 * 3_600_000).toISOString();
  return `${city.slice(0, 10)} ${city.slice(11, 19)}+08`;
}
