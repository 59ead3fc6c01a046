import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { checkDivision } from './division.js';
import { divisionLifetime, divisionName, divisionPath } from './division-table.js';

const CODES = new URL('../../../../../shared/data/codes/', import.meta.url);
const whereShared = existsSync(CODES) ? it : it.skip;

describe('checkDivision', () => {
  it('takes full, short and statistical codes', () => {
    expect(checkDivision('330203')).toEqual({ ok: true, value: '330203' });
    expect(checkDivision('３３０２０３ ')).toEqual({ ok: true, value: '330203' });
    expect(checkDivision('33')).toEqual({ ok: true, value: '330000' });
    expect(checkDivision('3302')).toEqual({ ok: true, value: '330200' });
    expect(checkDivision('330203001')).toEqual({ ok: true, value: '330203' });
    expect(checkDivision('330203001001')).toEqual({ ok: true, value: '330203' });
    expect(checkDivision('130171100001')).toEqual({ ok: true, value: '130100' });
  });

  it.each([
    ['海曙区', 'division-form'],
    ['', 'division-form'],
    ['33020', 'division-form'],
    ['330299', 'division-unknown'],
    ['990000', 'division-unknown'],
  ])('refuses %s: %s', (text, code) => {
    expect(checkDivision(text)).toMatchObject({ ok: false, code });
  });

  it.each([
    ['330204', '2015-12-31', true],
    ['330204', '2016-11', true],
    ['330204', '2017-01-01', false],
    ['330283', '2017', false],
    ['330213', '2015-12-31', false],
    ['330213', '2016', true],
    ['330212', '2001', false],
    ['330227', '2001-06-01', true],
    ['330203', '1987', true],
    ['110108', '2024-01-01', true],
  ])('%s on %s: %s', (code, date, ok) => {
    expect(checkDivision(code, date).ok).toBe(ok);
  });

  it('names the successor of an abolished division', () => {
    const refused = checkDivision('330204', '2020-01-01');
    expect(refused.ok ? '' : refused.hint.zh).toContain('330212 鄞州区');
    expect(divisionLifetime('330283')).toEqual({ from: '1988', to: '2016', successors: ['330213'] });
    expect(divisionLifetime('330299')).toBeUndefined();
  });

  whereShared('accepts every code of three editions of GB/T 2260', () => {
    for (const file of readdirSync(new URL('gb2260/', CODES))) {
      const rows = readFileSync(new URL(`gb2260/${file}`, CODES), 'utf8')
        .split('\n')
        .slice(1)
        .filter(Boolean);
      const refused = rows.map((row) => row.split('\t')[2]!).filter((code) => !checkDivision(code).ok);
      expect(refused).toEqual([]);
    }
  });

  whereShared('accepts every code ever valid and the towns of the city', () => {
    const ever = JSON.parse(readFileSync(new URL('division-codes-ever-valid.json', CODES), 'utf8')) as object;
    expect(Object.keys(ever).filter((code) => !checkDivision(code).ok)).toEqual([]);
    const towns = JSON.parse(readFileSync(new URL('ningbo-towns.json', CODES), 'utf8')) as { code: string }[];
    expect(towns.filter(({ code }) => !checkDivision(code, '2023').ok)).toEqual([]);
  });

  whereShared('names the divisions of 2019 as the standard does', () => {
    const rows = readFileSync(new URL('gb2260/201904.tsv', CODES), 'utf8').split('\n').slice(1).filter(Boolean);
    const other = rows.map((row) => row.split('\t')).filter(([, , code, name]) => divisionName(code!) !== name!.trim());
    expect(other.map(([, , code]) => code)).toEqual(['130502', '130503']); // renamed in 2020
  });
});

describe('divisionPath', () => {
  it('goes from the province down', () => {
    expect(divisionPath('330203')).toEqual(['浙江省', '宁波市', '海曙区']);
    expect(divisionPath('330200')).toEqual(['浙江省', '宁波市']);
    expect(divisionPath('330000')).toEqual(['浙江省']);
  });

  it('leaves out groups that are no divisions', () => {
    expect(divisionPath('110101')).toEqual(['北京市', '东城区']);
    expect(divisionPath('419001')).toEqual(['河南省', '济源市']);
    expect(divisionPath('000000')).toEqual([]);
  });
});
