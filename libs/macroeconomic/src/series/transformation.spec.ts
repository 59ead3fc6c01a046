import { describe, expect, it } from '@jest/globals';
import { revisionStatistics, revisionTriangle } from './revision.js';
import { aggregate, rebase, transform, type Transformation } from './transformation.js';
import { firstReleases, releasesOf, vintagesOf, type HistoryRow } from '../observation/vintage.js';

const quarters = ['2019-Q4', '2020-Q1', '2020-Q2', '2020-Q3', '2020-Q4', '2021-Q1'];
const series = (...values: (string | null)[]) => values.map((value, i) => ({ period: quarters[i]!, value }));
const values = (by: Transformation, ...of: (string | null)[]) => transform(series(...of), by).map(({ value }) => value);

describe('transformations', () => {
  it('are exact where they can be', () => {
    expect(values('lin', '1.10')).toEqual(['1.10']);
    expect(values('chg', '0.1', '0.3', null, '1')).toEqual([null, '0.2', null, null]);
    expect(values('ch1', '1', '2', '3', '4', '5.5')).toEqual([null, null, null, null, '4.5']);
    expect(values('pch', '100', '101', '0', '5')).toEqual([null, '1', '-100', null]);
    expect(values('pc1', '3', '2', '3', '4', '4')).toEqual([null, null, null, null, '33.3333333333']);
  });

  it('compound and take logarithms', () => {
    expect(values('pca', '100', '101')).toEqual([null, '4.060401']);
    expect(values('cch', '100', '101')).toEqual([null, '0.9950330853']);
    expect(values('cca', '100', '101')).toEqual([null, '3.9801323413']);
    expect(values('log', '1', '-1')).toEqual(['0', null]);
  });

  it('aggregates whole periods only', () => {
    const points = series('1', '2.5', '3', '4', '5', '6');
    expect(aggregate(points, 'A', 'sum')).toEqual([
      { period: '2019', value: null },
      { period: '2020', value: '14.5' },
      { period: '2021', value: null },
    ]);
    expect(aggregate(points, 'A', 'avg')[1]).toEqual({ period: '2020', value: '3.625' });
    expect(aggregate(points, 'A', 'eop')).toEqual([
      { period: '2019', value: '1' },
      { period: '2020', value: '5' },
      { period: '2021', value: null },
    ]);
  });

  it('rebases', () => {
    const rebased = (base: string, ...of: (string | null)[]) => rebase(series(...of), base)?.map(({ value }) => value);
    expect(rebased('2019-Q4', '50', '75')).toEqual(['100', '150']);
    expect(rebased('2020', '50', '20', '30', '20', '30', '5')).toEqual(['200', '80', '120', '80', '120', '20']);
  });

  it('cannot rebase on a period without a value', () => {
    for (const base of ['2019-Q3', '2019', '2019-11', '2019-Q4', '2019-Q5', 'x', ''])
      expect([base, rebase(series(base === '2019-Q4' ? '0' : '50', '75'), base)]).toEqual([base, null]);
  });
});

describe('vintages', () => {
  const row = (period: string, value: string, validFrom: string, validTo: string | null): HistoryRow => ({
    ...{ period, value, status: 'normal', unit: null, note: null, validFrom, validTo },
    ...{ recordedAt: '2026-01-01T00:00:00Z', replacedAt: null, isAsked: true },
  });
  // Period 1 first 10, revised to 12; period 2 first 20, revised to 19 when period 3 came out.
  const loaded = [
    row('2020', '10', '2021-01-15', '2022-01-15'),
    row('2020', '12', '2022-01-15', null),
    row('2021', '20', '2022-01-15', '2023-01-15'),
    row('2021', '19', '2023-01-15', null),
    row('2022', '30', '2023-01-15', null),
  ];

  it('makes the triangle, the statistics and the first releases', () => {
    const releases = releasesOf(loaded);
    expect(revisionTriangle(releases)).toEqual({
      vintages: ['2021-01-15', '2022-01-15', '2023-01-15'],
      rows: [
        { period: '2020', values: ['10', '12', '12'] },
        { period: '2021', values: [null, '20', '19'] },
        { period: '2022', values: [null, null, '30'] },
      ],
    });
    expect(revisionStatistics(releases)).toEqual({
      ...{ revised: 2, periods: 3, upward: 1, downward: 1, signTest: 1 },
      ...{ meanRevision: '0.3333333333', meanAbsoluteRevision: '1' },
    });
    expect(firstReleases(releases).map(({ value }) => value)).toEqual(['10', '20', '30']);
  });

  it('keeps what the platform itself knew and replaced', () => {
    const first = '2026-03-01T02:00:00.000Z';
    const second = '2026-03-01T05:00:00.000Z';
    const replaced: HistoryRow[] = [
      {
        ...row('2025', '7', '2026-03-01', null),
        ...{ recordedAt: first, replacedAt: second },
      },
      { ...row('2025', '8', '2026-03-01', null), recordedAt: second },
    ];
    const vintages = vintagesOf(releasesOf(replaced)).map(({ label }) => label);
    expect(vintages).toEqual([first, second]);
  });

  it('takes what is loaded file by file on one day for loaded at once', () => {
    const [first, second] = ['2026-03-01T02:00:00.000Z', '2026-03-01T05:00:00.000Z'];
    const releases = releasesOf([
      { ...row('2025', '7', '2026-02-01', null), recordedAt: first, replacedAt: second },
      { ...row('2025', '7', '2026-02-01', '2026-02-15'), recordedAt: second },
      { ...row('2025', '8', '2026-02-15', null), recordedAt: second },
    ]);
    expect(revisionTriangle(releases)).toEqual({
      vintages: ['2026-02-01', '2026-02-15'],
      rows: [{ period: '2025', values: ['7', '8'] }],
    });
  });
});
