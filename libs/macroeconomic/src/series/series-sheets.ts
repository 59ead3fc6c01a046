import type { TableSheet } from '@siku/master-data';
import { STATUS_TITLES } from '../dictionary.js';
import type { RevisionView, SeriesView } from './series.dto.js';

type Sheets = readonly [TableSheet, ...TableSheet[]];

/** A series as a planner wants it on a sheet: what it is, and its figures as numbers. */
export function seriesSheets(title: string, view: SeriesView): Sheets {
  const { key, unit, per, units, frequency, knownAt, observations } = view;
  const measured = `${unit ?? ''}${per ? ` / ${per}` : ''}`;
  return [
    {
      name: '序列 Series',
      about: [
        [title],
        ['序列 Series', key],
        ['单位 Unit', units === 'lin' ? measured : `${measured} (${units})`],
        ['频率 Frequency', frequency],
        ['截至 As known at', knownAt ?? '现在 now'],
      ],
      header: ['period', 'value', 'status'],
      rows: observations.map(({ period, value, status = null }) => [period, value, status]),
      isFigure: (column) => column === 1,
    },
    {
      name: '状态 Statuses',
      header: ['status', '状态', 'Status'],
      rows: Object.entries(STATUS_TITLES).map(([status, { zh, en }]) => [status, zh, en]),
      isFigure: () => false,
    },
  ];
}

/** The triangle of revisions, a vintage a column, and its statistics. */
export function revisionSheets(title: string, { key, vintages, triangle, statistics }: RevisionView): Sheets {
  return [
    {
      name: '修订 Revisions',
      about: [[title], ['序列 Series', key]],
      header: ['period', ...vintages],
      rows: triangle.map(({ period, values }) => [period, ...values]),
      isFigure: (column) => column > 0,
    },
    {
      name: '统计 Statistics',
      header: ['statistic', 'value'],
      rows: Object.entries(statistics).map(([name, value]: [string, string | number | null]) => [
        name,
        value === null ? null : String(value),
      ]),
      isFigure: (column) => column === 1,
    },
  ];
}
