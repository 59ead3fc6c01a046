import { describe, expect, it } from '@jest/globals';
import { checkPeriod, periodBefore, periodBounds, periodOfDay } from './period.js';

describe('periods', () => {
  it.each([
    ['2026', '2026'],
    ['2026年', '2026'],
    ['2026Q3', '2026-Q3'],
    ['2026-Q3', '2026-Q3'],
    ['2026年三季度', '2026-Q3'],
    ['2026年第3季度', '2026-Q3'],
    ['２０２６年９月', '2026-09'],
    ['2026年九月', '2026-09'],
    ['2026年十二月份', '2026-12'],
    ['2026年9月末', '2026-09'],
    ['2026年底', '2026'],
    ['2026M09', '2026-09'],
    ['202609', '2026-09'],
    ['2026年上半年', '2026-S1'],
    ['2026-09-05', '2026-09-05'],
    ['2026-W36', '2026-W36'],
    ['2026-W53', '2026-W53'],
    ['2026-A1', '2026'],
    ['2026-01-01/P1Y', '2026'],
    ['2026-04-01/P3M', '2026-Q2'],
    ['2026-07-01T00:00:00/P6M', '2026-S2'],
    ['2026-09-01/P1M', '2026-09'],
    ['2026-12-28/P7D', '2026-W53'],
    ['2026-09-05/P1D', '2026-09-05'],
    ['2026-D045', '2026-02-14'],
    ['2024-D366', '2024-12-31'],
  ])('reads %s as %s', (written, value) => expect(checkPeriod(written)).toEqual({ ok: true, value }));

  it.each([
    '2026-13',
    '2026年十三月',
    '2026年末数',
    '2026-T1',
    '2026-02-01/P3M',
    '2026-01-01/P2M',
    '2026-02-30/P1D',
    '2026-D000',
    '2026-D366',
    '2026Q5',
    '2026-02-30',
    '2025-W53',
    'x',
  ])('refuses %s', (written) => expect(checkPeriod(written).ok).toBe(false));

  it('knows the first and the last day', () => {
    expect(periodBounds('2024-02')).toEqual({ from: '2024-02-01', to: '2024-02-29' });
    expect(periodBounds('2026-Q3')).toEqual({ from: '2026-07-01', to: '2026-09-30' });
    expect(periodBounds('2026-S2')).toEqual({ from: '2026-07-01', to: '2026-12-31' });
    expect(periodBounds('2026-W01')).toEqual({ from: '2025-12-29', to: '2026-01-04' });
  });

  it('steps back over the turn of the year', () => {
    expect(periodBefore('2026-Q1')).toBe('2025-Q4');
    expect(periodBefore('2026-03', 12)).toBe('2025-03');
    expect(periodBefore('2026-W01')).toBe('2025-W52');
    expect(periodBefore('2026')).toBe('2025');
    expect(periodOfDay('2027-01-01', 'W')).toBe('2026-W53');
  });
});
