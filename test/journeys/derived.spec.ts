import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testDatabaseKinds } from '@siku/platform';
import { setTimeout as sleep } from 'node:timers/promises';
import { csv } from '../support/departments.js';
import { onboardObservations } from '../support/observations.js';
import { System } from '../support/system.js';

const title = (name: string) => ({ zh: name, en: name });

/** Figures the platform computes itself. */
describe.each(testDatabaseKinds())('derived indicators (%s)', (kind) => {
  let system: System;

  beforeAll(async () => {
    system = await System.start(kind);
    await onboardObservations(system);
    for (const [code, unit] of [
      ['GDP', '亿元'],
      ['POPULATION', '万人'],
    ] as const) {
      await system.put(`/v1/indicators/${code}`, { title: title(code), unit });
    }
    await system.put('/v1/datasets/census', {
      ...{ base: 'macroeconomic', department: 'statistics', title: title('census'), key: ['地区', '时期'] },
      mapping: {
        indicator: { constant: 'POPULATION' },
        area: '地区',
        frequency: { constant: 'A' },
        adjustment: { constant: 'N' },
        period: '时期',
        value: '数值',
      },
      effectiveDate: '发布日期',
    });
  });

  afterAll(() => system.stop());

  const series = async (key: string, query: Record<string, string> = {}): Promise<string[]> => {
    const answer = await system.get(`/v1/series/${key}`, { query });
    if (answer.status === 404) return [];
    return (
      answer.body as { observations: { period: string; value: string | null; status?: string }[] }
    ).observations.map(({ period, value, status }) => `${period} ${value}${status === 'normal' ? '' : ` ${status}`}`);
  };

  /** The platform computes when a publication tells it to; this waits until it has. */
  const becomes = async (key: string, wanted: string[], query: Record<string, string> = {}): Promise<void> => {
    const until = Date.now() + 30_000;
    let found = await series(key, query);
    while (found.join() !== wanted.join() && Date.now() < until) {
      await sleep(50);
      found = await series(key, query);
    }
    expect(found).toEqual(wanted);
  };

  interface Delivered {
    items: { dataset: string; base: string; publishedIn: number | null }[];
  }

  const batches = async (dataset?: string): Promise<Delivered['items']> =>
    ((await system.get('/v1/batches', { query: dataset ? { dataset } : {} })).body as Delivered).items;

  /** Waits until everything is computed from the last publication. */
  const settled = async (): Promise<void> => {
    for (const until = Date.now() + 30_000; Date.now() < until; await sleep(50)) {
      const computed = await Promise.all(
        ['GDP_PER_HEAD', 'GROWTH'].map(async (code) => {
          const { body } = await system.get(`/v1/indicators/${code}/lineage`);
          return (body as { computed: { publication: number } }).computed.publication;
        }),
      );
      const numbers = (await batches()).map(({ publishedIn }) => publishedIn);
      const last = Math.max(...numbers.map((number) => number ?? Infinity));
      if (computed.every((number) => number === last)) return;
    }
    throw new Error('it goes on computing');
  };

  const gdp = (...rows: string[]) =>
    system.deliver('gdp-release', csv('地区,时期,数值,状态,发布日期', ...rows), { mode: 'delta' });

  it('computes the history with the vintages of what it is made of', async () => {
    await gdp(
      '330200,2020Q1,100,初步核算,2020-04-20',
      '330200,2020Q1,120,,2020-07-20',
      '330200,2020Q2,200,,2020-07-20',
      '330100,2020Q1,300,,2020-04-20',
    );
    await system.deliver(
      'census',
      csv('地区,时期,数值,发布日期', '330200,2020,8,2020-05-01', '330200,2020,10,2021-03-01'),
      {
        mode: 'delta',
      },
    );
    const made = await system.put('/v1/indicators/GDP_PER_HEAD', {
      ...{ title: title('per head'), unit: '元', decimals: 2 },
      derivation: { expression: 'GDP / annual(POPULATION) * 10000' },
    });
    expect(made.status).toBe(201);
    const key = 'Q.GDP_PER_HEAD.330200.N';
    await becomes(key, ['2020-Q1 120000.00', '2020-Q2 200000.00']);
    expect(await series(key, { knownAt: '2020-06-01' })).toEqual(['2020-Q1 125000.00 provisional']);
    expect(await series(key, { knownAt: '2020-08-01' })).toEqual(['2020-Q1 150000.00', '2020-Q2 250000.00']);
    expect(await series(key, { knownAt: '2020-04-21' })).toEqual([]);
    // No population is known of the other city.
    expect(await series('Q.GDP_PER_HEAD.330100.N')).toEqual([]);
    // The same asked for on the fly, as of any vintage.
    const gross = 'Q.GDP.330200.N';
    expect(await series(gross, { per: 'POPULATION' })).toEqual(['2020-Q1 12 undefined', '2020-Q2 20 undefined']);
    expect(await series(gross, { per: 'POPULATION', knownAt: '2020-06-01' })).toEqual(['2020-Q1 12.5 undefined']);
    expect((await system.get('/v1/series/Q.GDP.330100.N', { query: { per: 'POPULATION' } })).status).toBe(400);
    const { body } = await system.get('/v1/observations', {
      query: { indicator: 'GDP_PER_HEAD', validAt: '2020-02-01' },
    });
    expect((body as { items: object[] }).items).toMatchObject([
      {
        attributes: {
          ...{ source: 'GDP / annual(POPULATION) * 10000', note: 'GDP = 120; POPULATION 2020 = 10', unit: '元' },
        },
      },
    ]);
  });

  it('computes anew what an input changes, also through another derived indicator, and takes back what is gone', async () => {
    await system.put('/v1/indicators/GROWTH', {
      ...{ title: title('growth'), unit: '%' },
      derivation: { expression: 'pch(GDP_PER_HEAD)' },
    });
    await becomes('Q.GROWTH.330200.N', ['2020-Q2 66.6666666667']);
    await gdp('330200,2020Q2,180,,2020-10-20');
    await becomes('Q.GDP_PER_HEAD.330200.N', ['2020-Q1 120000.00', '2020-Q2 180000.00']);
    await becomes('Q.GROWTH.330200.N', ['2020-Q2 50']);
    expect(await series('Q.GROWTH.330200.N', { knownAt: '2020-08-01' })).toEqual(['2020-Q2 66.6666666667']);
    await gdp('330200,2020Q1,120,撤回,2020-11-01');
    await becomes('Q.GDP_PER_HEAD.330200.N', ['2020-Q2 180000.00']);
    await becomes('Q.GROWTH.330200.N', []);
    const { body } = await system.get('/v1/indicators/GROWTH/lineage');
    expect(body).toMatchObject({
      inputs: [
        {
          indicator: 'GDP_PER_HEAD',
          expression: 'GDP / annual(POPULATION) * 10000',
          inputs: [{ indicator: 'GDP' }, { indicator: 'POPULATION' }],
        },
      ],
      computed: { base: 'macroeconomic', version: 1, status: 'published' },
    });
    expect((await system.get('/v1/indicators/GDP/lineage')).body).toMatchObject({
      ...{ inputs: [], usedBy: ['GDP_PER_HEAD'], computed: null },
    });
  });

  it('follows a changed definition, and says nothing twice', async () => {
    await system.put('/v1/indicators/GDP_PER_HEAD', {
      ...{ title: title('per head'), unit: '万元', decimals: 1 },
      derivation: { expression: 'GDP / annual(POPULATION)' },
    });
    await becomes('Q.GDP_PER_HEAD.330200.N', ['2020-Q2 18.0']);
    expect(await series('Q.GDP_PER_HEAD.330200.N', { knownAt: '2020-08-01' })).toEqual([
      '2020-Q1 15.0',
      '2020-Q2 25.0',
    ]);
    await settled();
    const before = await batches('derived-indicators');
    await gdp('330200,2020Q2,180,,2020-10-20');
    await settled();
    expect(await batches('derived-indicators')).toEqual(before);
  });

  it('counts what another base knows, each row as an indicator', async () => {
    await system.put('/v1/datasets/registrations', {
      ...{ base: 'legal-entity', department: 'statistics', title: title('registrations'), key: ['id'] },
      mapping: {
        ...{ name: 'name', industry: 'industry', establishedOn: 'on' },
        'address.division': { constant: '330203' },
      },
    });
    const rows = [
      'A,甲五金厂,3311,2024-01-05',
      'B,乙纸业厂,2221,2024-01',
      'C,丙酒店,6110,2024-02-29',
      'D,丁商行,5211,2023',
    ];
    await system.deliver('registrations', csv('id,name,industry,on', ...rows), {
      mode: 'snapshot',
      effectiveDate: '2024-01-01',
    });
    const derivation = {
      figure: { base: 'legal-entity', topic: 'registrations', code: '*' },
      areas: ['330200'],
      from: '2024-01',
    };
    const made = await system.put('/v1/indicators/NEW', {
      ...{ title: { zh: '新设单位', en: 'New organisations' }, unit: '家', frequency: 'M', derivation },
    });
    expect([made.status, made.text]).toEqual([201, expect.anything()]);
    await becomes('M.NEW-C.330200.N', ['2024-01 2']);
    await becomes('M.NEW-H.330200.N', ['2024-02 1']);
    expect((await system.get('/v1/indicators/NEW-C')).body).toMatchObject({
      title: { zh: '新设单位：制造业' },
      unit: '家',
    });
    await system.deliver('registrations', csv('id,name,industry,on', 'E,戊塑料厂,2922,2024-01-31'), {
      mode: 'delta',
      effectiveDate: '2024-01-01',
    });
    await becomes('M.NEW-C.330200.N', ['2024-01 3']);
  });

  it.each([
    [{ derivation: {} }, 'derivation-incomplete'],
    [{ derivation: { expression: 'GDP +' } }, 'expression-malformed'],
    [{ derivation: { expression: 'GPD * 2' } }, 'derivation-indicator'],
    [{ derivation: { expression: 'GROWTH * 2' } }, 'derivation-circle'],
    [{ derivation: { figure: { base: 'legal-entity', topic: 'kind' } } }, 'derivation-incomplete'],
    [
      { frequency: 'A', derivation: { figure: { base: 'x', topic: 'kind' }, areas: ['330200'], from: '2020' } },
      'derivation-base',
    ],
    [{ derivation: { expresion: 'GDP' } }, 'unknown-member'],
  ])('refuses %j', async (body, code) => {
    const answer = await system.put('/v1/indicators/GDP_PER_HEAD', { title: title('x'), unit: '元', ...body });
    expect([answer.status, (answer.body as { code: string }).code]).toEqual([400, code]);
  });
});
