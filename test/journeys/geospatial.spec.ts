import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '@siku/platform';
import { coordinateSystem, toGcj02 } from '@siku/standards';
import { zippedShapefile } from '../../tools/src/generate/map/shapefile.js';
import { System, type BatchAnswer } from '../support/system.js';

interface Feature {
  id: string;
  version: number;
  attributes: { name: string; class?: string; geometry: { type: string; coordinates: number[] }; attributes?: object };
}

const PLACES: [key: string, name: string, longitude: number, latitude: number][] = [
  ['1', '天一阁博物院', 121.5342, 29.8721],
  ['2', '宁波市第一医院', 121.5487, 29.8702],
  ['3', '月湖公园', 121.5361, 29.8669],
  ['4', '宁波火车站', 121.5313, 29.8601],
];

const geoJson = (places: typeof PLACES): string =>
  JSON.stringify({
    type: 'FeatureCollection',
    features: places.map(([id, name, x, y]) => ({
      type: 'Feature',
      id,
      properties: { 名称: name, 层数: 3 },
      geometry: { type: 'Point', coordinates: [x, y] },
    })),
  });

describe('layers of two departments', () => {
  let system: System;
  const items = async (query: Record<string, string>): Promise<Feature[]> => {
    const { status, body } = await system.get('/v1/features', { query });
    if (status !== 200) throw new Error(JSON.stringify(body));
    return (body as { items: Feature[] }).items;
  };

  beforeAll(async () => {
    system = await System.start('embedded');
    for (const code of ['tourism', 'planning']) {
      await system.put(`/v1/departments/${code}`, { title: { zh: code, en: code } });
    }
    const survey = await system.put('/v1/datasets/survey', {
      base: 'geospatial',
      department: 'planning',
      title: { zh: '测绘', en: 'survey' },
      key: ['id'],
      mapping: {
        layer: { constant: 'places' },
        name: '名称',
        geometry: 'geometry',
        'attributes.floors': { from: '层数', type: 'integer' },
      },
      trust: { geometry: 90 },
    });
    expect([survey.status, survey.body]).toEqual([201, expect.anything()]);
    const sights = await system.put('/v1/datasets/sights', {
      base: 'geospatial',
      department: 'tourism',
      title: { zh: '景点', en: 'sights' },
      key: ['编号'],
      mapping: {
        layer: { constant: 'places' },
        class: '类别',
        name: '名称',
        geometry: { from: ['经度', '纬度'], join: ' ', crs: 'GCJ-02', within: [121, 29, 122, 30.5] },
      },
    });
    expect([sights.status, sights.body]).toEqual([201, expect.anything()]);
  });

  afterAll(() => system.stop());

  it('become one feature of each thing, whatever system they were drawn in', async () => {
    const query = { mode: 'snapshot', effectiveDate: '2024-01-01' };
    const first: BatchAnswer = await system.deliver('survey', geoJson(PLACES), query);
    expect([first.status, first.counts['accepted']]).toEqual(['published', 4]);
    const rows = PLACES.slice(0, 3).map(([key, name, x, y]) => {
      const [gx, gy] = toGcj02([x + 0.0002, y]);
      return `S${key},${name},attraction,${gx!.toFixed(6)},${gy!.toFixed(6)}`;
    });
    const second = await system.deliver(
      'sights',
      ['编号,名称,类别,经度,纬度', ...rows, 'S9,错位点,attraction,29.87,121.53'].join('\n'),
      query,
    );
    expect(second.counts).toMatchObject({ accepted: 3, rejected: 1 });
    const issues = (await system.get(`/v1/batches/${second.id}/issues`)).body as {
      items: { code: string; row: number }[];
    };
    expect(issues.items).toMatchObject([{ code: 'geometry-axes-swapped', row: 5 }]);

    const all = await items({ layer: 'places' });
    expect(all).toHaveLength(4);
    const museum = all.find(({ attributes }) => attributes.name === '天一阁博物院')!;
    expect(museum.attributes).toMatchObject({
      class: 'attraction',
      geometry: { type: 'Point', coordinates: [121.5342, 29.8721] },
      attributes: { floors: 3 },
    });
  });

  it('are asked for by layers and classes there are, or one is told which', async () => {
    const detail = async (query: Record<string, string>): Promise<[number, string]> => {
      const { status, body } = await system.get('/v1/features', { query });
      return [status, (body as { detail: string }).detail];
    };
    expect(await detail({ layer: 'plcaes' })).toEqual([400, expect.stringContaining('roads、places')]);
    expect(await detail({ layer: 'places', class: 'atraction' })).toEqual([400, expect.stringContaining('attraction')]);
    expect(await detail({ class: 'attract' })).toEqual([400, expect.stringContaining('attraction')]);
    // Nothing is not everything.
    for (const name of ['layer', 'class', 'code'])
      expect([name, (await detail({ [name]: '' }))[0]]).toEqual([name, 400]);
    // Declared, but nothing is of it.
    expect(await items({ layer: 'places', class: 'station' })).toEqual([]);
  });

  it('are not listed before what names them first is published', async () => {
    await system.app.get(Database).query(
      `INSERT INTO geospatial.master_version (master_id, version, valid_from, recorded_from, attributes, provenance, layer)
       SELECT gen_random_uuid(), 1, '2020-01-01', number + 1, '{}', '{}', 'early' FROM catalogue.base_clock WHERE base = 'geospatial'`,
    );
    const { collections } = (await system.get('/ogc/collections')).body as { collections: { id: string }[] };
    expect(collections.map(({ id }) => id)).not.toContain('early');
    await system.app.get(Database).query(`DELETE FROM geospatial.master_version WHERE layer = 'early'`);
  });

  it('are on the map in a layer that nobody has described, and says what was left out of a geometry', async () => {
    await system.put('/v1/datasets/camps', {
      ...{ base: 'geospatial', department: 'tourism', title: { zh: '营地' }, key: ['id'] },
      mapping: { layer: { constant: '露 营地' }, name: 'name', class: 'class', geometry: 'wkt' },
    });
    const rows = [
      '1,东钱湖营地,camp.lake,POINT Z (121.65 29.75 12)',
      '2,四明山营地,camp.hill,POINT EMPTY',
      '3,象山营地,camp.sea,"POINT(121.9 29.4, 121.91 29.4)"',
      '4,奉化营地,camp.hill,"MULTIPOINT((121.4 29.6, 121.41 29.6))"',
      `5,余姚营地,camp.hill,${'GEOMETRYCOLLECTION('.repeat(5000)}`,
      '6,慈溪营地,camp.sea,POINTM(121.2 30.2 5)',
    ];
    const batch = await system.deliver('camps', ['id,name,class,wkt', ...rows].join('\n'), {
      ...{ mode: 'snapshot', effectiveDate: '2024-01-01' },
    });
    expect([batch.status, batch.counts['accepted']]).toEqual(['published', 3]);
    const issues = (await system.get(`/v1/batches/${batch.id}/issues`)).body as {
      items: { code: string; row: number }[];
    };
    expect(issues.items.map(({ code, row }) => [code, row])).toEqual([
      ['geometry-flattened', 2],
      ...[4, 5, 6].map((row) => ['geometry-unreadable', row]),
      ['geometry-flattened', 7],
    ]);
    expect(await items({ layer: '露 营地', class: 'camp' })).toHaveLength(3);
    const collection = `/ogc/collections/${encodeURIComponent('露 营地')}`;
    const listed = (await system.get('/ogc/collections')).body as {
      collections: { id: string; links: { href: string }[] }[];
    };
    const { links } = listed.collections.find(({ id }) => id === '露 营地')!;
    for (const { href } of links)
      expect([href, (await system.get(new URL(href).pathname)).status]).toEqual([href, 200]);
    const page = await system.get(`${collection}/items`);
    expect([page.status, page.headers['link']]).toEqual([
      200,
      expect.stringContaining(`${collection}>; rel="collection"`),
    ]);
  });

  it('keep their names where a layer has an attribute of the same name', async () => {
    await system.put('/v1/datasets/wells', {
      ...{ base: 'geospatial', department: 'planning', title: { zh: '井' }, key: ['id'] },
      mapping: { layer: { constant: 'wells' }, name: 'name', 'attributes.name': 'other', geometry: 'geometry' },
    });
    const rows = 'id,name,other,geometry\n1,甲井,乙,121.5 29.8\n';
    await system.deliver('wells', rows, { mode: 'snapshot', effectiveDate: '2024-01-01' });
    // As it is kept ready, and as it is made for a filter.
    for (const query of [{}, { filter: `name = '甲井'` }] as Record<string, string>[]) {
      const { body } = await system.get('/ogc/collections/wells/items', { query });
      expect(body).toMatchObject({ features: [{ properties: { name: '甲井' } }] });
    }
    // What the layer covers follows the next delivery.
    const east = async (): Promise<number> => {
      const { body } = await system.get('/ogc/collections/wells');
      return (body as { extent: { spatial: { bbox: number[][] } } }).extent.spatial.bbox[0]![2]!;
    };
    expect(await east()).toBeCloseTo(121.5, 5);
    await system.deliver('wells', `${rows}2,丙井,丁,121.6 29.8\n`, { mode: 'snapshot', effectiveDate: '2024-02-01' });
    expect(await east()).toBeCloseTo(121.6, 5);
  });

  it('know a road that was drawn twice, and ask about one that comes in pieces', async () => {
    const definition = (department: string) => ({
      ...{ base: 'geospatial', department, title: { zh: '道路', en: 'roads' }, key: ['id'] },
      mapping: { layer: { constant: 'roads' }, name: '名称', geometry: 'geometry' },
    });
    await system.put('/v1/datasets/roads', definition('planning'));
    await system.put('/v1/datasets/highways', definition('tourism'));
    const road = (id: string, name: string, coordinates: number[][]) => ({
      ...{ type: 'Feature', properties: { id, 名称: name } },
      geometry: { type: 'LineString', coordinates },
    });
    const file = (...features: object[]) => JSON.stringify({ type: 'FeatureCollection', features });
    /** A bend of twelve corners, so far north of where it runs. */
    const bend = (south: number, from = 0, to = 12, north = 0): number[][] =>
      Array.from({ length: to - from + 1 }, (_, i) => [
        121.6 + (from + i) * 0.004,
        south + Math.sin((from + i) / 4) * 0.006 + north,
      ]);
    const query = { mode: 'snapshot', effectiveDate: '2024-01-01' };
    await system.deliver(
      'roads',
      file(road('1', '环城西路', bend(29.8)), road('2', '通途路', bend(29.85)), road('3', '江南路', bend(29.9))),
      query,
    );
    const second = await system.deliver(
      'highways',
      file(
        // The same, ten metres aside and drawn from the other end; in three pieces; and another road that runs along the third.
        road('A', '环城西路', bend(29.8, 0, 12, 0.0001).reverse()),
        ...[0, 4, 8].map((from) => road(`B${from}`, '通途路', bend(29.85, from, from + 4, 0.0001))),
        road('C', '江南中学路', bend(29.9, 2, 5, 0.003)),
      ),
      query,
    );
    expect(second.status).toBe('published');
    const names = (await items({ layer: 'roads' })).map(({ attributes }) => attributes.name).sort();
    expect(names).toEqual(['环城西路', '江南中学路', '江南路', '通途路', '通途路', '通途路', '通途路'].sort());
    const { body } = await system.get('/v1/review-tasks', {
      query: { kind: 'possible-match', base: 'geospatial' },
      as: 'steward',
    });
    const asked = (body as { items: { records: { sourceKey: string }[] }[] }).items;
    expect(asked).toHaveLength(3);
  });

  it('are found by place', async () => {
    const names = async (query: Record<string, string>): Promise<string[]> =>
      (await items(query)).map(({ attributes }) => attributes.name).sort();
    expect(await names({ bbox: '121.53,29.86,121.54,29.87' })).toEqual(['宁波火车站', '月湖公园'].sort());
    expect(await names({ near: '121.5342,29.8721', distance: '100' })).toEqual(['天一阁博物院']);
    expect(await names({ contains: '121.5313,29.8601' })).toEqual(['宁波火车站']);
    expect(await names({ name: '医院' })).toEqual(['宁波市第一医院']);
    expect((await system.get('/v1/features', { query: { bbox: '121,95,122,96' } })).status).toBe(400);
    expect((await system.get('/v1/features', { query: { distance: '5' } })).status).toBe(400);
  });

  it('keep both versions of what moved, at their dates', async () => {
    const moved = PLACES.map(([key, name, x, y]): (typeof PLACES)[number] => [
      key,
      name,
      key === '4' ? x + 0.01 : x,
      y,
    ]);
    await system.deliver('survey', geoJson(moved), { mode: 'snapshot', effectiveDate: '2025-01-01' });
    const at = async (validAt: string): Promise<number> =>
      (await items({ name: '火车站', validAt }))[0]!.attributes.geometry.coordinates[0]!;
    expect(await at('2024-06-01')).toBe(121.5313);
    expect(await at('2025-06-01')).toBeCloseTo(121.5413, 9);
  });

  it('are read from a GBK Shapefile in Gauss–Krüger', async () => {
    const plane = coordinateSystem('EPSG:4549')!;
    const drawn = PLACES.map(([key, name, x, y]) => {
      return { positions: [plane.fromStored([x + 0.0001, y])], values: [`L${key}`, name] };
    });
    const mapping = { layer: { constant: 'places' }, name: '名称', geometry: 'geometry' };
    const land = { base: 'geospatial', department: 'planning', title: { zh: '国土' }, key: ['标识'], mapping };
    expect((await system.put('/v1/datasets/land', land)).status).toBe(201);
    const file = await zippedShapefile('国土', ['标识', '名称'], drawn);
    const batch = await system.deliver('land', file, { mode: 'snapshot', effectiveDate: '2024-01-01' });
    expect([batch.status, batch.counts['accepted'], batch.counts['rejected']]).toEqual(['published', 4, 0]);
    const found = await items({ layer: 'places', validAt: '2024-06-01' });
    expect(found.map(({ attributes }) => attributes.name).sort()).toEqual(PLACES.map(([, name]) => name).sort());
    const merged = (await system.get(`/v1/features/${found[0]!.id}/sources`)).body as { items: { dataset: string }[] };
    expect(merged.items.map(({ dataset }) => dataset)).toContain('land');
  });

  it('come in layers that are data', async () => {
    const layer = {
      title: { zh: '路灯', en: 'Street lamps' },
      geometry: 'point',
      properties: [{ name: 'watts', title: { zh: '功率' }, type: 'integer' }],
    };
    expect((await system.put('/v1/layers/lamps', layer)).status).toBe(200);
    expect((await system.get('/v1/layers/lamps')).body).toMatchObject({ code: 'lamps', geometry: 'point' });
    expect((await system.put('/v1/layers/lamps', { ...layer, colour: 'red' })).status).toBe(400);
    expect((await system.get('/v1/layers/none')).status).toBe(404);
  });
});
