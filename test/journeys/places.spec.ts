import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testDatabaseKinds } from '@siku/platform';
import { setTimeout as sleep } from 'node:timers/promises';
import { csv, onboard } from '../support/departments.js';
import { System } from '../support/system.js';

const COMPANIES = csv(
  '注册号,企业名称,统一社会信用代码,住所,法定代表人,成立日期,状态',
  'R1,宁波甬江机械有限公司,91110000600037341L,宁波市海曙区中山西路十八号,王建国,2001-03-05,在业',
  'R2,宁波四明山食品有限公司,,江北区长兴路699号3楼,陈晓东,2005-06-07,在业',
  'R3,宁波北仑港务服务有限公司,,宁波市北仑区明州路3号,张伟,2004-02-01,在业',
  'R4,上海来甬贸易有限公司,,人民路5号,李强,2004-02-01,在业',
);

const ADDRESSES = csv(
  '编号,地址,区划,经度,纬度',
  'A1,宁波市海曙区中山西路18号,330203,121.5301,29.8701',
  'A2,宁波市江北区长兴路689号,330205,121.5401,29.9001',
  'A3,余姚市人民路5号,330281,121.15,30.04',
  'A4,慈溪市人民路5号,330282,121.25,30.17',
);

interface Found {
  address: { text: string; division?: string; point?: { coordinates: number[] } };
}

/** The other bases learn from the map where their addresses are, without knowing of it. */
describe.each(testDatabaseKinds())('places of addresses (%s)', (kind) => {
  let system: System;

  const start = async (): Promise<void> => {
    system = await System.start(kind);
    await onboard(system);
    await system.put('/v1/departments/planning', { title: { zh: '规划局', en: 'Planning' } });
    await system.put('/v1/datasets/standard-addresses', {
      ...{ base: 'geospatial', department: 'planning', title: { zh: '标准地址', en: 'addresses' }, key: ['编号'] },
      mapping: {
        layer: { constant: 'addresses' },
        'address.text': '地址',
        division: '区划',
        geometry: { from: ['经度', '纬度'], join: ' ' },
      },
    });
  };

  beforeAll(start);
  afterAll(() => system.stop());

  const deliver = async (dataset: string, file: string, effectiveDate = '2020-01-01'): Promise<string> => {
    const batch = await system.deliver(dataset, file, { mode: 'delta', effectiveDate });
    expect([batch.status, batch.counts['rejected']]).toEqual(['published', 0]);
    return batch.id;
  };

  const told = async (): Promise<(string | number[])[][]> => {
    const { body } = await system.get('/v1/legal-entities', { query: { limit: '100' } });
    const items = (body as { items: { attributes: Found }[] }).items;
    return items
      .map(({ attributes: { address } }) => [
        address.text,
        address.division ?? 'unknown',
        address.point?.coordinates ?? 'nowhere',
      ])
      .sort();
  };

  /** What the map tells comes after it is published; this waits until it has. */
  const become = async (wanted: (string | number[])[][]): Promise<void> => {
    for (const until = Date.now() + 20_000; Date.now() < until; await sleep(50)) {
      if (JSON.stringify(await told()) === JSON.stringify(wanted)) return;
    }
    expect(await told()).toEqual(wanted);
  };

  const withoutMap = [
    ['人民路5号', 'unknown', 'nowhere'],
    ['宁波市北仑区明州路3号', '330206', 'nowhere'],
    ['宁波市海曙区中山西路十八号', '330203', 'nowhere'],
    ['江北区长兴路699号3楼', 'unknown', 'nowhere'],
  ];
  const withMap = [
    // Two towns have that house: nothing is guessed.
    ['人民路5号', 'unknown', 'nowhere'],
    ['宁波市北仑区明州路3号', '330206', 'nowhere'],
    ['宁波市海曙区中山西路十八号', '330203', [121.5301, 29.8701]],
    // The house is not known, its street is.
    ['江北区长兴路699号3楼', '330205', [121.5401, 29.9001]],
  ];

  it('come with the map, go with it, and change nothing when it comes again', async () => {
    await deliver('registry', COMPANIES);
    expect(await told()).toEqual(withoutMap);
    const map = await deliver('standard-addresses', ADDRESSES);
    await become(withMap);
    const events = async (): Promise<number> =>
      ((await system.get('/v1/legal-entities/changes', { query: { limit: '1000' } })).body as { items: object[] }).items
        .length;
    const before = await events();
    await deliver('standard-addresses', ADDRESSES);
    await deliver('registry', COMPANIES);
    await sleep(500);
    expect([await told(), await events()]).toEqual([withMap, before]);
    await system.post(`/v1/batches/${map}/rollback`);
    await system.finished(map, ['rolled-back']);
    // The second delivery of the same addresses still says so.
    await sleep(500);
    expect(await told()).toEqual(withMap);
  });

  it('move with the house, and say where they come from', async () => {
    await deliver(
      'standard-addresses',
      csv('编号,地址,区划,经度,纬度', 'A1,宁波市海曙区中山西路18号,330203,121.5311,29.8711'),
      '2021-01-01',
    );
    const moved = withMap.map((row, i) => (i === 2 ? [row[0]!, '330203', [121.5311, 29.8711]] : row));
    await become(moved);
    const { body } = await system.get('/v1/legal-entities', { query: { name: '甬江机械' } });
    const [{ id }] = (body as { items: { id: string }[] }).items as [{ id: string }];
    const { values } = (await system.get(`/v1/legal-entities/${id}/sources`)).body as { values: object };
    expect(values).toMatchObject({
      address: { sources: [{ dataset: 'registry', sourceKey: 'R1' }] },
      'address.point': {
        derived: { by: 'geocoder', from: 'address', level: 'number', id: expect.any(String) },
        sources: [{ dataset: 'registry', sourceKey: 'R1' }],
      },
    });
    const versions = (await system.get(`/v1/legal-entities/${id}/versions`)).body as {
      items: { cause: string; actor: string }[];
    };
    expect(versions.items.map(({ cause, actor }) => [cause, actor === 'siku'])).toEqual([
      ['batch', false],
      ['places', true],
      ['places', true],
    ]);
  });

  it('are the same when the map was there first', async () => {
    const before = await told();
    await system.stop();
    await start();
    await deliver('standard-addresses', ADDRESSES);
    await deliver(
      'standard-addresses',
      csv('编号,地址,区划,经度,纬度', 'A1,宁波市海曙区中山西路18号,330203,121.5311,29.8711'),
      '2021-01-01',
    );
    await deliver('registry', COMPANIES);
    expect(await told()).toEqual(before);
  });

  it('are found for persons too', async () => {
    await system.put('/v1/datasets/neighbours', {
      ...{ base: 'population', department: 'planning', title: { zh: '住户', en: 'neighbours' }, key: ['编号'] },
      mapping: { name: '姓名', 'registeredAddress.text': '户籍地址' },
    });
    await deliver('neighbours', csv('编号,姓名,户籍地址', 'P1,王建国,海曙区中山西路18号2单元301室'));
    const rows = await system.testDatabase.database.query(
      `SELECT attributes->'registeredAddress' AS address, divisions FROM population.master_version`,
    );
    expect(rows).toMatchObject([
      {
        address: { division: '330203', point: { coordinates: [121.5311, 29.8711] } },
        divisions: ['33', '3302', '330203'],
      },
    ]);
  });

  it('never replace what a department delivered', async () => {
    await system.put('/v1/datasets/located', {
      ...{ base: 'legal-entity', department: 'state-tax', title: { zh: '定位', en: 'located' }, key: ['编号'] },
      mapping: {
        name: '名称',
        'address.text': '地址',
        'address.division': '区划',
        'address.point': '坐标',
      },
    });
    await deliver(
      'located',
      csv('编号,名称,地址,区划,坐标', 'L1,宁波新地物流有限公司,中山西路18号,330212,"121.6,29.9"'),
    );
    const rows = await told();
    expect(rows).toContainEqual(['中山西路18号', '330212', [121.6, 29.9]]);
  });
});
