import { STATUS_CODES } from '../dictionary.js';
import { DIMENSIONS, type Dimension } from '../dimension.js';
import type { PublishedRow } from '../observation/published.repository.js';

/** What is written of an observation. */
export type Written = PublishedRow;

/** Ids of the dimensions in the order of the key. */
export const DIMENSION_IDS: Readonly<Record<Dimension, string>> = {
  frequency: 'FREQ',
  indicator: 'INDICATOR',
  area: 'REF_AREA',
  adjustment: 'ADJUSTMENT',
};

export const TIME = 'TIME_PERIOD';
export const MEASURE = 'OBS_VALUE';

/** A component of an observation: its id, the column it is sorted by, and what is written of it. */
export interface Cell {
  id: string;
  column: Dimension | 'period' | 'value' | 'status' | 'unit' | 'note';
  of(row: Written): string | null;
}

/** Dimensions in the order of the key, and the period. */
export const KEY: readonly Cell[] = [
  ...DIMENSIONS.map((dimension): Cell => ({
    id: DIMENSION_IDS[dimension],
    column: dimension,
    of: (row) => row[dimension],
  })),
  { id: TIME, column: 'period', of: (row) => row.period },
];

export const OBSERVED: Cell = { id: MEASURE, column: 'value', of: (row) => row.value };

export const ATTRIBUTES: readonly Cell[] = [
  { id: 'OBS_STATUS', column: 'status', of: (row) => STATUS_CODES[row.status] ?? null },
  { id: 'UNIT_MEASURE', column: 'unit', of: (row) => row.unit },
  { id: 'COMMENT_OBS', column: 'note', of: (row) => row.note },
];

export const COMPONENTS: readonly Cell[] = [...KEY, OBSERVED, ...ATTRIBUTES];
