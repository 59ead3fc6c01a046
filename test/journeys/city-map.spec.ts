import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testDatabaseKinds } from '@siku/platform';
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { SikuClient, type BatchState } from '../../tools/src/demo/client.js';
import { deliverCity, onboardCity } from '../../tools/src/demo/load-demo-city.js';
import { generateMap } from '../../tools/src/generate/map.js';
import { MapOfCity } from '../../tools/src/generate/map/survey.js';
import { System } from '../support/system.js';

interface Feature {
  id: string;
  attributes: { name: string; code?: string; geometry: { coordinates: number[] } };
}

const run = promisify(execFile);

/** A test that needs a program of others, or that is skipped where it is not installed. */
const given = (program: string, probe: string[]) => (spawnSync(program, probe).status === 0 ? it : it.skip);

const folder = mkdtempSync(join(tmpdir(), 'siku-map-'));

/** Eight departments' layers of one ground, as the demo city has them. */
describe('the map of the city', () => {
  const city = new MapOfCity(1);
  let system: System;
  let client: SikuClient;
  let batches: BatchState[];

  beforeAll(async () => {
    system = await System.start(testDatabaseKinds().at(-1)!);
    client = new SikuClient(system.url, await system.key('operator'));
    const manifest = await generateMap({ out: folder });
    await onboardCity(client, folder, manifest);
    batches = await deliverCity(client, folder, manifest, () => undefined);
  });

  afterAll(async () => {
    await system.stop();
    rmSync(folder, { recursive: true });
  });

  const features = async (query: Record<string, string>): Promise<Feature[]> =>
    (await client.get<{ items: Feature[] }>(`/v1/features?${new URLSearchParams(query).toString()}`)).items;

  it('takes every layer in', () => {
    expect(batches.map(({ status, counts }) => [status, counts.rejected])).toEqual(batches.map(() => ['published', 0]));
  });

  it('has each place once, whoever drew it in whatever system', async () => {
    const places = await features({ layer: 'places', limit: '1000' });
    const attractions = city.attractions();
    expect(places).toHaveLength(attractions.length);
    const surveyed = places.find(({ attributes }) => attributes.code === 'POI7')!;
    expect(surveyed.attributes.geometry.coordinates).toEqual(attractions[7]!.at);
    const parcels = await features({ layer: 'parcels', limit: '1000' });
    const [first] = city.points(200, 6);
    const corner = parcels.find(({ attributes }) => attributes.code === '330203000000')!.attributes
      .geometry as unknown as {
      coordinates: number[][][];
    };
    const near = corner.coordinates[0]!.some(
      ([x, y]) => Math.abs(x! - first!.at[0]!) < 1e-6 && Math.abs(y! - first!.at[1]!) < 1e-6,
    );
    expect(near).toBe(true);
  });

  it('tells in which district a place was before and after the boundary moved', async () => {
    const on = async (validAt: string): Promise<string[]> =>
      (await features({ layer: 'divisions', class: 'county', contains: '121.3,29.8', validAt })).map(
        ({ attributes }) => attributes.name,
      );
    expect([await on('2016-09-30'), await on('2016-10-01')]).toEqual([['鄞州区'], ['海曙区']]);
  });

  it('has towns that cover their districts, and nothing outside', async () => {
    const towns = await features({ layer: 'divisions', class: 'town', limit: '1000' });
    expect(towns).toHaveLength(162);
    const tasks = await client.get<{ items: { evidence?: { rule: string } }[] }>(
      '/v1/review-tasks?base=geospatial&kind=violation&limit=100',
    );
    expect(tasks.items).toEqual([]);
  });

  it('is served as tiles and as collections', async () => {
    const { body } = await system.get('/ogc/collections', { query: { f: 'json' } });
    const names = (body as { collections: { id: string }[] }).collections.map(({ id }) => id);
    expect(names).toEqual(expect.arrayContaining(['divisions', 'roads', 'places', 'parcels']));
    const tile = await system.get('/ogc/collections/divisions/tiles/WebMercatorQuad/8/105/214');
    expect([tile.status, Number(tile.headers['content-length'] ?? 1) > 0]).toEqual([200, true]);
  });

  it('breaks no rule of its layers', async () => {
    const { items } = await client.get<{ items: { violation: object }[] }>('/v1/review-tasks?kind=violation');
    expect(items.map(({ violation }) => violation)).toEqual([]);
  });

  /** How many features each collection has, by the platform's own count. */
  async function counted(): Promise<Record<string, number>> {
    const { body } = await system.get('/ogc/collections', { query: { f: 'json' } });
    const counts: Record<string, number> = {};
    for (const { id } of (body as { collections: { id: string }[] }).collections) {
      const items = await system.get(`/ogc/collections/${id}/items`, { query: { f: 'json', limit: '10000' } });
      counts[id] = (items.body as { features: object[] }).features.length;
    }
    return counts;
  }

  given('ogrinfo', ['--version'])('is read completely by GDAL (OAPIF)', async () => {
    const { stdout, stderr } = await run('ogrinfo', ['-ro', '-al', `OAPIF:${system.url}/ogc`], {
      env: { ...process.env, GDAL_HTTP_AUTH: 'BASIC', GDAL_HTTP_USERPWD: `x:${await system.key('application')}` },
      maxBuffer: 64 * 1024 * 1024,
    });
    expect(stderr).toBe('');
    const read: Record<string, number> = {};
    for (const layer of stdout.split('Layer name: ').slice(1)) {
      read[layer.slice(0, layer.indexOf('\n'))] = layer.match(/^OGRFeature\(/gm)?.length ?? 0;
    }
    expect(read).toEqual(await counted());
  });

  given('/usr/bin/python3', ['-c', 'import owslib.ogcapi.features'])('is read completely by OWSLib', async () => {
    const { stdout } = await run('/usr/bin/python3', ['-c', OWSLIB, `${system.url}/ogc`], {
      env: { ...process.env, SIKU_KEY: await system.key('application') },
    });
    expect(JSON.parse(stdout)).toEqual(await counted());
  });
});

/** Collections and the features read of each, page by page. */
const OWSLIB = `
import json, os, sys
from owslib.ogcapi.features import Features
service = Features(sys.argv[1], headers={'Authorization': 'Bearer ' + os.environ['SIKU_KEY']})
print(json.dumps({name: service.collection_items(name, limit=10000)['numberReturned'] for name in service.feature_collections()}))
`;
