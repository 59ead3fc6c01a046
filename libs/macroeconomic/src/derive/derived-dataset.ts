import type { IndicatorBody } from '../indicator/indicator.dto.js';
import type { Statement } from './derived-vintages.js';

/** Who delivers what the platform computes. */
export const DERIVING = {
  department: 'siku',
  departmentTitle: { zh: '四库（推算）', en: 'Siku, what it computes' },
  dataset: 'derived-indicators',
} as const;

const COLUMNS = ['indicator', 'area', 'frequency', 'adjustment', 'period', 'value', 'unit', 'status', 'source', 'note'];

const WITHDRAWN = 'withdrawn';

/** Computed figures go the road of all others: a delivery a day, versions, provenance, roll-back. */
export const derivedDataset = {
  base: 'macroeconomic',
  department: DERIVING.department,
  title: { zh: '推算指标', en: 'Derived indicators' },
  key: ['indicator', 'area', 'frequency', 'adjustment', 'period'],
  mapping: Object.fromEntries(COLUMNS.map((column) => [column, column])),
  effectiveDate: 'publishedOn',
  deleted: { column: 'state', values: [WITHDRAWN] },
  updateCycle: 'irregular',
};

/** What is to be said of one series of an indicator. */
export interface DerivedSeries {
  indicator: string;
  frequency: string;
  area: string;
  adjustment: string;
  statements: readonly Statement[];
}

/** The delivery, as the dataset reads it. */
export function derivedFile(series: readonly DerivedSeries[], { unit }: IndicatorBody, source: string): string {
  const rows = series.flatMap(({ indicator, area, frequency, adjustment, statements }) =>
    statements.map(({ period, on, content }) => [
      ...[indicator, area, frequency, adjustment, period, content?.value ?? '', unit, content?.status ?? ''],
      ...[source, content?.note ?? '', on, content ? '' : WITHDRAWN],
    ]),
  );
  return [[...COLUMNS, 'publishedOn', 'state'], ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
