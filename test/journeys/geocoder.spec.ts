import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { System } from '../support/system.js';

describe('the geocoder', () => {
  let system: System;

  interface Located {
    level: string;
    ambiguous: boolean;
    parts: { street?: string; number?: string; rest?: string };
    address: string | null;
    division: string | null;
    point: number[] | null;
  }
  const geocode = async (addresses: string[], prefecture?: string): Promise<Located[]> => {
    const { status, body } = await system.post('/v1/geocode', { addresses, prefecture });
    expect([status, body]).toEqual([200, expect.anything()]);
    return (body as { items: Located[] }).items;
  };

  beforeAll(async () => {
    system = await System.start('embedded');
    await system.put('/v1/departments/civil', { title: { zh: '民政' } });
    const dataset = (layer: string, key: string, mapping: object): object => ({
      base: 'geospatial',
      department: 'civil',
      title: { zh: layer },
      key: [key],
      mapping: { layer: { constant: layer }, ...mapping },
    });
    const query = { mode: 'snapshot', effectiveDate: '2020-01-01' };
    const mapping = { name: '地址', division: '区划', geometry: { from: ['经度', '纬度'], join: ' ' } };
    await system.put('/v1/datasets/addresses', dataset('addresses', '编号', mapping));
    const rows = [
      '编号,地址,区划,经度,纬度',
      '1,宁波市海曙区中山西路18号,330203,121.5401,29.8701',
      '2,宁波市海曙区中山西路20号,330203,121.5403,29.8701',
      '3,宁波市江北区洪塘街道长兴路689弄21号,330205,121.49,29.94',
      '4,余姚市人民路5号,330281,121.15,30.04',
      '5,宁波市海曙区人民路5号,330203,121.54,29.87',
    ];
    expect((await system.deliver('addresses', rows.join('\n'), query)).counts).toMatchObject({ accepted: 5 });
    await system.put(
      '/v1/datasets/divisions',
      dataset('divisions', 'id', { name: 'name', code: 'adcode', class: 'level', geometry: 'geometry' }),
    );
    const square = (west: number, south: number): object => {
      const corners = [
        [west, south],
        [west + 0.1, south],
        [west + 0.1, south + 0.1],
        [west, south + 0.1],
        [west, south],
      ];
      return { type: 'Polygon', coordinates: [corners] };
    };
    const division = (id: number, name: string, adcode: string, level: string, geometry: object): string =>
      JSON.stringify({ type: 'Feature', id, properties: { name, adcode, level }, geometry });
    const divisions = [
      division(1, '海曙区', '330203', 'county', square(121.5, 29.8)),
      division(2, '洪塘街道', '330205012', 'town', square(121.4, 29.9)),
    ].join('\n');
    expect((await system.deliver('divisions', divisions, query)).counts).toMatchObject({ accepted: 2 });
  });

  afterAll(() => system.stop());

  it('finds one address however it is written, and says how sure it is', async () => {
    const found = await geocode([
      '浙江省宁波市海曙区中山西路十八号',
      '海曙中山西路18#天宁大厦1203室',
      '海曙区中山西路99号',
      '江北区洪塘街道长兴路689弄21号301室',
      '海曙区无名路1号',
      '人民路5号',
      '余姚市人民路5号',
      '鄞州区中山西路18号',
      '火星基地',
    ]);
    expect(found.map(({ level }) => level)).toEqual([
      'number',
      'number',
      'street',
      'number',
      'county',
      'number',
      'number',
      'county',
      'none',
    ]);
    expect(found[0]).toMatchObject({
      address: '宁波市海曙区中山西路18号',
      division: '330203',
      point: [121.5401, 29.8701],
      ambiguous: false,
    });
    expect(found[5]!.ambiguous).toBe(true);
    expect(found[6]).toMatchObject({ division: '330281', ambiguous: false });
    expect(found[8]!.point).toBeNull();
  });

  it('takes what goes without saying from the divisions on the map', async () => {
    const found = await geocode([
      '海曙中山西路18号',
      '',
      '315000 江北洪塘长兴路689弄21号',
      '洪塘无名路1号',
      '余姚人民路5号',
    ]);
    expect(found.map(({ level }) => level)).toEqual(['number', 'none', 'number', 'town', 'number']);
    expect((await geocode(['海曙中山西路18号'], '3301'))[0]!.level).toBe('none');
  });

  it('knows a street by its sound where it is the only one in its division', async () => {
    const found = await geocode([
      '海曙区中山希路18号301室',
      '海曙区中山西陆18号',
      '海曙区钟山西路19号',
      '余姚市中山希路18号',
      '海曙区人民录5号',
      '余姚市仁民路5号',
    ]);
    expect(found.map(({ level }) => level)).toEqual(['number', 'number', 'street', 'county', 'number', 'number']);
    expect(found[0]).toMatchObject({
      parts: { street: '中山西路', number: '18号', rest: '301室' },
      point: [121.5401, 29.8701],
    });
    expect(found[4]!.division).toBe('330203');
  });

  it('says what is near a position', async () => {
    const { body } = await system.post('/v1/geocode/reverse', { point: [121.54011, 29.87011] });
    expect(body).toMatchObject({ nearest: { address: '宁波市海曙区中山西路18号' }, divisions: [{ code: '330203' }] });
    expect((await system.post('/v1/geocode', {})).status).toBe(400);
    expect((await system.post('/v1/geocode/reverse', { point: [29.87, 121.54] })).status).toBe(400);
  });
});
