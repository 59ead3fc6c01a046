import type { Attributes, SearchColumn } from '@siku/master-data';
import { periodBounds } from '@siku/standards';

/** An observation's attributes as the dictionary has them. */
export interface Observation {
  indicator: string;
  area: string;
  frequency: string;
  adjustment: string;
  period: string;
  /** plain decimal text */
  value?: string;
  unit?: string;
  status?: string;
  source?: string;
  note?: string;
}

/** Columns of the search, as migrations/0009-macroeconomic.sql has them. */
export const observationSearchColumns: readonly SearchColumn[] = [
  { name: 'series_key', type: 'text' },
  { name: 'frequency', type: 'text' },
  { name: 'indicator', type: 'text' },
  { name: 'area', type: 'text' },
  { name: 'adjustment', type: 'text' },
  { name: 'period', type: 'text' },
  { name: 'period_start', type: 'text' },
  { name: 'period_end', type: 'text' },
  { name: 'value', type: 'numeric' },
  { name: 'status', type: 'text' },
  { name: 'first_recorded', type: 'bigint' },
];

/** Periods that are remembered: fifty years of days. */
const REMEMBERED = 20_000;

export const seriesKeyOf = ({ frequency, indicator, area, adjustment }: Observation): string =>
  [frequency, indicator, area, adjustment].join('.');

const remembered = new Map<string, ReturnType<typeof periodBounds>>();

/** Series are about the same periods. */
function boundsOf(period: string): ReturnType<typeof periodBounds> {
  let known = remembered.get(period);
  if (known === undefined) {
    if (remembered.size >= REMEMBERED) remembered.clear();
    remembered.set(period, (known = periodBounds(period)));
  }
  return known;
}

/** Values of the search columns of a golden observation, in their order. */
export function observationSearch(golden: Attributes, firstRecorded: number): unknown[] {
  const observation = golden as unknown as Observation;
  const { frequency, indicator, area, adjustment, period, value = null, status } = observation;
  const bounds = boundsOf(period);
  return [
    seriesKeyOf(observation),
    frequency,
    indicator,
    area,
    adjustment,
    period,
    bounds?.from ?? null,
    bounds?.to ?? null,
    value,
    status ?? (value === null ? 'missing' : 'normal'),
    firstRecorded,
  ];
}
