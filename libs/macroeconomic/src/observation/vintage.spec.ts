import { describe, expect, it } from '@jest/globals';
import { vintageDays } from '../fred/realtime.js';
import { releasesAt, releasesOf, vintagesOf, type HistoryRow } from './vintage.js';

const row = (
  value: string,
  validFrom: string,
  validTo: string | null,
  recordedAt: string,
  replacedAt: string | null = null,
): HistoryRow => ({
  period: '2026-06',
  value,
  status: 'normal',
  unit: null,
  note: null,
  validFrom,
  validTo,
  recordedAt,
  replacedAt,
  isAsked: true,
});

const [first, second, third] = ['2026-11-26T00:07:13Z', '2026-11-26T00:07:16Z', '2026-11-26T00:07:20Z'] as const;

describe('releasesOf', () => {
  it('knows history that was loaded in several files of one day by the days it was published on', () => {
    const releases = releasesOf([
      row('210.4', '2026-07-15', null, first, second),
      row('210.4', '2026-07-15', '2026-08-15', second),
      row('212.9', '2026-08-15', null, second, third),
      row('212.9', '2026-08-15', '2026-09-01', third),
      row('222.9', '2026-09-01', null, third),
    ]);
    expect(vintagesOf(releases).map(({ label }) => label)).toEqual(['2026-07-15', '2026-08-15', '2026-09-01']);
    const at = (instant: string) => releasesAt(releases, Date.parse(instant)).map(({ value }) => value);
    expect(['2026-07-15T00:00:00Z', '2026-08-20T00:00:00Z', second, '2026-12-01T00:00:00Z'].map(at)).toEqual([
      ['210.4'],
      ['212.9'],
      ['222.9'],
      ['222.9'],
    ]);
  });

  it('does not antedate what the platform knew live', () => {
    const later = '2026-11-28T02:00:00Z';
    const releases = releasesOf([row('10', '2026-11-26', null, first, later), row('11', '2026-11-26', null, later)]);
    expect(releases.map(({ value, label }) => [value, label])).toEqual([
      ['10', new Date(first).toISOString()],
      ['11', new Date(later).toISOString()],
    ]);
  });

  it('tells of a note, a unit or a status alone, which is no other value', () => {
    const day = (n: number): string => `2026-11-${20 + n}T02:00:00Z`;
    const said: Partial<HistoryRow>[] = [{}, { note: '口径调整' }, { note: '口径调整', unit: '亿元' }];
    said.push({ ...said[2], status: 'revised' }, { ...said[2], status: 'revised' });
    const releases = releasesOf(
      said.map((part, n) => ({ ...row('10', '2026-11-20', null, day(n), n < 4 ? day(n + 1) : null), ...part })),
    );
    expect(releases.map(({ from, note, unit, status }) => [new Date(from).getUTCDate(), note, unit, status])).toEqual([
      [20, null, null, 'normal'],
      [21, '口径调整', null, 'normal'],
      [22, '口径调整', '亿元', 'normal'],
      [23, '口径调整', '亿元', 'revised'],
    ]);
    expect(vintageDays(releases)).toEqual(['2026-11-20']);
  });
});
