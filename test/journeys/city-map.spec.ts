import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testDatabaseKinds } from '@siku/platform';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SikuClient, type BatchState } from '../../tools/src/demo/client.js';
import { deliverCity, onboardCity } from '../../tools/src/demo/load-demo-city.js';
import { generateMap } from '../../tools/src/generate/map.js';
import { MapOfCity } from '../../tools/src/generate/map/survey.js';
import { System } from '../support/system.js';

interface Feature {
  id: string;
  attributes: { name: string; code?: string; geometry: { coordinates: number[] } };
}

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
      (await features({ layer: 'divisions', contains: '121.3,29.8', validAt })).map(
        ({ attributes }) => attributes.name,
      );
    expect([await on('2016-09-30'), await on('2016-10-01')]).toEqual([['鄞州区'], ['海曙区']]);
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
});
