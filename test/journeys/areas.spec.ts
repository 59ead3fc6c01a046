import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testDatabaseKinds } from '@siku/platform';
import { setTimeout as sleep } from 'node:timers/promises';
import { System } from '../support/system.js';

interface Figure {
  topic: string;
  code: string | null;
  value: string | null;
  suppressed?: true;
  period?: string;
}

interface Profile {
  area: { code: string; name: string };
  bases: { base: string; publication: number; knownAt: string; figures: Figure[] }[];
}

const title = { zh: '测试', en: 'test' };

const organisation = (id: string, division: string, kind: string, industry: string) => ({
  id,
  name: `宁波${id}厂`,
  division,
  kind,
  industry,
});

const person = (id: number, sex: string, birth: string) => ({
  id: `P${id}`,
  name: `张${String.fromCodePoint(0x4e00 + id * 97)}`,
  sex,
  birth,
  division: '330203',
});

const people = [
  ...Array.from({ length: 12 }, (_, i) => person(i, '1', '1980-05-06')),
  ...Array.from({ length: 8 }, (_, i) => person(20 + i, '2', '1990-05-06')),
  ...Array.from({ length: 2 }, (_, i) => person(40 + i, '1', '2012-01-02')),
];

const square = (id: string, layer: string, code: string | null, west: number, width: number) => ({
  type: 'Feature',
  properties: { id, layer, code, name: id },
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [west, 29.8],
        [west + width, 29.8],
        [west + width, 29.9],
        [west, 29.9],
        [west, 29.8],
      ],
    ],
  },
});

/** What four bases know of one division. */
describe.each(testDatabaseKinds())('the profile of an area (%s)', (kind) => {
  let system: System;
  let before: string;

  beforeAll(async () => {
    system = await System.start(kind);
    await system.put('/v1/departments/statistics', { title });
    const dataset = async (code: string, base: string, mapping: object): Promise<void> => {
      const made = await system.put(`/v1/datasets/${code}`, {
        base,
        department: 'statistics',
        title,
        key: ['id'],
        mapping,
      });
      expect([made.status, made.text]).toEqual([201, expect.anything()]);
    };
    await dataset('organisations', 'legal-entity', {
      name: 'name',
      kind: 'kind',
      industry: 'industry',
      'address.division': 'division',
    });
    await dataset('people', 'population', {
      name: 'name',
      sex: 'sex',
      birthDate: 'birth',
      'residenceAddress.division': 'division',
    });
    await dataset('map', 'geospatial', { layer: 'layer', code: 'code', name: 'name', geometry: 'geometry' });
    await dataset('figures', 'macroeconomic', {
      indicator: { constant: 'GDP' },
      area: 'area',
      frequency: { constant: 'A' },
      adjustment: { constant: 'N' },
      period: 'period',
      value: 'value',
    });
    await deliver('organisations', [
      organisation('a', '330203', 'enterprise', 'C'),
      organisation('b', '330212', 'enterprise', 'C'),
    ]);
    await sleep(5);
    before = new Date().toISOString();
    await sleep(5);
    await deliver('organisations', [organisation('c', '330203', 'government', 'S')]);
    await deliver('people', people);
    await deliver('map', {
      type: 'FeatureCollection',
      features: [
        square('海曙', 'divisions', '330203', 121.5, 0.1),
        square('inside', 'parcels', null, 121.51, 0.01),
        square('outside', 'parcels', null, 121.7, 0.01),
      ],
    });
    await deliver('figures', [
      { id: 1, area: '330203', period: '2013', value: '100.50' },
      { id: 2, area: '330203', period: '2014', value: '110.70' },
      { id: 3, area: '330203', period: '2015', value: '120.00' },
      { id: 4, area: '330212', period: '2014', value: '7' },
    ]);
  });

  afterAll(() => system.stop());

  async function deliver(dataset: string, rows: object): Promise<void> {
    const { status, counts } = await system.deliver(dataset, JSON.stringify(rows), {
      mode: 'delta',
      effectiveDate: '2014-06-01',
    });
    expect([dataset, status, counts['rejected']]).toEqual([dataset, 'published', 0]);
  }

  async function profile(code: string, query: Record<string, string> = {}): Promise<Record<string, Figure[]>> {
    const { status, body } = await system.get(`/v1/areas/${code}/profile`, {
      query: { validAt: '2015-06-30', ...query },
      as: 'application',
    });
    expect(status).toBe(200);
    return Object.fromEntries((body as Profile).bases.map(({ base, figures }) => [base, figures]));
  }

  const of = (figures: Figure[] | undefined, topic: string): (string | null)[][] =>
    (figures ?? []).filter((figure) => figure.topic === topic).map(({ code, value }) => [code, value]);

  it('puts what every base knows side by side', async () => {
    const bases = await profile('330203');
    expect(of(bases['legal-entity'], 'organisations')).toEqual([[null, '2']]);
    expect(of(bases['legal-entity'], 'kind')).toEqual([
      ['enterprise', '1'],
      ['government', '1'],
    ]);
    expect(of(bases['legal-entity'], 'industry')).toEqual([
      ['C', '1'],
      ['S', '1'],
    ]);
    expect(of(bases['geospatial'], 'layer')).toEqual([
      ['divisions', '1'],
      ['parcels', '1'],
    ]);
    const [[, area]] = of(bases['geospatial'], 'area') as [[null, string]];
    // 0.1° of longitude by 0.1° of latitude at 29.85° north.
    expect(Number(area) / (9.661 * 11.086)).toBeCloseTo(1, 2);
    expect(bases['macroeconomic']).toMatchObject([{ code: 'GDP', value: '110.70', period: '2014' }]);
    expect(of((await profile('330200'))['legal-entity'], 'organisations')).toEqual([[null, '3']]);
  });

  it('tells nothing of few people, nor what would give them away', async () => {
    const { population } = await profile('330203');
    expect(of(population, 'persons')).toEqual([[null, '22']]);
    // Two children: not told, and so neither are the twenty, which would follow from the sum.
    expect(of(population, 'age').filter(([, value]) => value !== '0')).toEqual([
      ['0-14', null],
      ['25-44', null],
    ]);
    expect(of(population, 'sex')).toEqual([
      ['1', '14'],
      ['2', '8'],
      ['unknown', '0'],
    ]);
    const { body } = await system.get('/v1/audit', { query: { action: 'area.profile' } });
    expect((body as { items: object[] }).items.length).toBeGreaterThan(0);
  });

  it('answers as of both times', async () => {
    const { 'legal-entity': organisations, population } = await profile('330203', { knownAt: before });
    expect(of(organisations, 'organisations')).toEqual([[null, '1']]);
    expect(of(population, 'persons')).toEqual([[null, '0']]);
    const earlier = await profile('330203', { validAt: '2014-05-31' });
    expect(of(earlier['legal-entity'], 'organisations')).toEqual([[null, '0']]);
    expect(earlier['macroeconomic']).toMatchObject([{ period: '2013' }]);
  });

  it('refuses what is no division, or was none then', async () => {
    const codes = async (code: string, validAt: string): Promise<unknown[]> => {
      const { status, body } = await system.get(`/v1/areas/${code}/profile`, { query: { validAt } });
      const { code: problem, successors } = body as { code: string; successors?: string[] };
      return [status, problem, successors];
    };
    expect(await codes('330204', '2020-01-01')).toEqual([404, 'division-not-in-use', ['330212']]);
    expect(await codes('330213', '2010-01-01')).toEqual([404, 'division-not-in-use', []]);
    expect(await codes('999999', '2020-01-01')).toEqual([404, 'division-unknown', []]);
    expect(await codes('3302', '2020-01-01')).toEqual([400, 'invalid-parameter', undefined]);
    for (const validAt of ['2020', '2020-02-30']) {
      const { body } = await system.get('/v1/areas/330203/profile', { query: { validAt } });
      const { errors } = body as { errors: { message: { zh: string } }[] };
      expect(errors.map(({ message }) => message.zh)).toEqual(['validAt 应为日期，如 2026-01-31']);
    }
  });
});
