import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testDatabaseKinds } from '@siku/platform';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { System } from '../support/system.js';

const FIGURES = join(process.cwd(), '..', 'shared', 'data', 'macroeconomic', 'ningbo');
const real = existsSync(FIGURES) ? describe : describe.skip;

type Table = Record<string, Record<string, (string | number)[]>>;

/** What a script of the collection exports. */
const exported = (file: string): Table =>
  runInNewContext(`${readFileSync(join(FIGURES, file), 'utf8').replace('export default', 'result =')}\nresult`, {
    result: null,
  }) as Table;

const CITIES: Record<string, string> = { Ningbo: '330200', Hangzhou: '330100', Wenzhou: '330300' };

const PARTS = ['GDP1', 'GDP2', 'GDP3'];

/** Figures of three cities as somebody typed them, with the mistakes she made. */
real('figures with real faults', () => {
  let system: System;

  beforeAll(async () => {
    system = await System.start(testDatabaseKinds().at(-1)!);
    await system.put('/v1/departments/statistics', { title: { zh: '统计局', en: 'Statistics' } });
    for (const code of ['GDP', ...PARTS]) {
      const identities = code === 'GDP' ? [{ kind: 'parts', of: PARTS, tolerance: '1' }] : [];
      const indicator = { title: { zh: code, en: code }, unit: '亿元', frequency: 'A', identities };
      expect((await system.put(`/v1/indicators/${code}`, indicator)).status).toBe(201);
    }
    const mapping = {
      frequency: { constant: 'A' },
      adjustment: { constant: 'N' },
      value: '数值',
      unit: { constant: '亿元' },
    };
    const common = { base: 'macroeconomic', department: 'statistics', title: { zh: '年报', en: 'Yearbook' } };
    const sectors = {
      ...common,
      key: ['地区', '年份', '指标'],
      unpivot: { headings: '^(GDP[123]?)$', heading: '指标', cell: '数值' },
      mapping: { ...mapping, indicator: '指标', area: '地区', period: '年份' },
    };
    const districts = {
      ...common,
      key: ['年份', '区县'],
      unpivot: { headings: '^(.+[区市县])$', heading: '区县', cell: '数值' },
      mapping: {
        ...mapping,
        indicator: { constant: 'GDP' },
        area: { from: '区县', codes: { 鄞州区: '330212', 北仑区: '330206', 慈溪市: '330282', 余姚市: '330281' } },
        period: '年份',
      },
    };
    for (const [code, definition] of Object.entries({ sectors, districts })) {
      const made = await system.put(`/v1/datasets/${code}`, definition);
      expect([made.status, made.text]).toEqual([201, expect.anything()]);
    }
  });

  afterAll(() => system.stop());

  it('finds the years in which the sectors of Wenzhou miss the total, and no others', async () => {
    const table = exported('ningbo_GDP.js');
    const rows = Object.entries(CITIES).flatMap(([city, area]) => {
      const { year, gdp, gdp1, gdp2, gdp3 } = table[city]!;
      return year!.map((each, i) => [area, each, gdp![i], gdp1![i], gdp2![i], gdp3![i]].join(','));
    });
    const file = ['地区,年份,GDP,GDP1,GDP2,GDP3', ...rows, ''].join('\r\n');
    const { status, counts } = await system.deliver('sectors', file, { mode: 'delta', effectiveDate: '2022-03-01' });
    expect([status, counts['rejected'], counts['accepted']]).toEqual(['published', 0, 27 * 4]);
    const { body } = await system.get('/v1/indicators/GDP/departures');
    const found = (body as { items: { series: string; period: string; difference: string }[] }).items;
    expect(found.map(({ series, period, difference }) => [series, period, difference]).sort()).toEqual([
      ['A.GDP.330300.N', '2014', '-11.7'],
      ['A.GDP.330300.N', '2020', '-20.4'],
    ]);
    const tasks = await system.get('/v1/review-tasks', { query: { kind: 'violation' }, as: 'steward' });
    expect((tasks.body as { items: object[] }).items).toHaveLength(2);
  });

  it('refuses eleven values for ten districts, and names the row', async () => {
    const { district, gdp } = exported('ningbo_DistrictGDP.js')['Ningbo']!;
    expect([district!.length, gdp!.length]).toEqual([10, 11]);
    const file = [['年份', ...district!].join(','), ['2021', ...gdp!].join(','), ''].join('\r\n');
    const { id, status, counts } = await system.deliver('districts', file, {
      mode: 'delta',
      effectiveDate: '2022-03-01',
    });
    expect([status, counts['accepted']]).toEqual([expect.stringMatching(/published|rejected/), 0]);
    expect(counts['rejected']).toBeGreaterThan(0);
    const { body } = await system.get(`/v1/batches/${id}/issues`);
    const [issue] = (body as { items: { row: number; severity: string; code: string }[] }).items;
    expect(issue).toMatchObject({ row: 2, severity: 'error', code: expect.stringContaining('cells') as unknown });
  });
});
