import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { checkIndustry, industryName, industrySection } from './industry.js';
import { INDUSTRY_SECTIONS } from './industry-sections.js';

const STANDARD = new URL('../../../../../shared/data/codes/gbt4754_2017.csv', import.meta.url);

describe('checkIndustry', () => {
  it('has 20 sections and 97 divisions', () => {
    const divisions = INDUSTRY_SECTIONS.flatMap(([, , , list]) => list.split(' ').map((d) => d.slice(0, 2)));
    expect(INDUSTRY_SECTIONS.map(([letter]) => letter).join('')).toBe('ABCDEFGHIJKLMNOPQRST');
    expect(divisions).toEqual(Array.from({ length: 97 }, (_, i) => String(i + 1).padStart(2, '0')));
  });

  it('takes letters, digits and both together', () => {
    expect(checkIndustry('c')).toEqual({ ok: true, value: 'C' });
    expect(checkIndustry('3463')).toEqual({ ok: true, value: '3463' });
    expect(checkIndustry('C3463')).toEqual({ ok: true, value: '3463' });
    expect(industrySection('3463')).toBe('C');
    expect(industrySection('K')).toBe('K');
    expect(industryName('84')).toBe('卫生');
    expect(industryName('3463')).toBe('通用设备制造业');
  });

  it.each([
    ['U', 'industry-form'],
    ['1', 'industry-form'],
    ['34631', 'industry-form'],
    ['', 'industry-form'],
    ['98', 'industry-unknown'],
    ['0011', 'industry-unknown'],
    ['A3463', 'industry-section-mismatch'],
  ])('refuses %s: %s', (text, code) => {
    expect(checkIndustry(text)).toMatchObject({ ok: false, code });
  });

  (existsSync(STANDARD) ? it : it.skip)('accepts every code of the standard, with its names', () => {
    const rows = readFileSync(STANDARD, 'utf8').split('\n').slice(1).filter(Boolean);
    const refused = rows.map((row) => row.split(',')[0]!).filter((code) => !checkIndustry(code).ok);
    expect(refused).toEqual([]);
    for (const [code, name] of rows.map((row) => row.split(','))) {
      if (code!.length <= 2) expect([code, industryName(code!)]).toEqual([code, name]);
    }
  });
});
