import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseCql2Text, toCql2Json } from '@siku/geospatial';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type request from 'supertest';
import { System, type Query } from '../support/system.js';

const CQL2 = join(process.cwd(), '..', 'shared', 'data', 'geospatial', 'cql2');
const real = existsSync(CQL2) ? describe : describe.skip;

interface Feature {
  id: string;
  geometry: { type: string; coordinates: number[] };
  properties: Record<string, unknown>;
}

interface Items {
  features: Feature[];
  numberReturned: number;
  links: { rel: string; href: string }[];
}

/** Columns of the Natural Earth tables and what they hold. */
const PLACES: Record<string, string> = {
  pop_other: 'integer',
  date: 'date',
  start: 'instant',
  end: 'instant',
  boolean: 'boolean',
};
const TABLES: Record<string, { geometry: string; name: string; own: Record<string, string> }> = {
  ne_110m_admin_0_countries: { geometry: 'polygon', name: 'NAME_LONG', own: { NAME: 'text', POP_EST: 'decimal' } },
  ne_110m_populated_places_simple: { geometry: 'point', name: 'name', own: PLACES },
  ne_110m_rivers_lake_centerlines: { geometry: 'line', name: 'name', own: { name_en: 'text' } },
};

const cursor = (...values: string[]): string => Buffer.from(JSON.stringify(values)).toString('base64url');

const area = (...ring: number[][]): object => ({ type: 'Polygon', coordinates: [ring] });

real('OGC API – Features', () => {
  let system: System;

  const get = async (path: string, query: Query = {}): Promise<request.Response> =>
    system.get(`/ogc${path}`, { query });
  const items = async (collection: string, query: Query = {}): Promise<Items> => {
    const { status, body } = await get(`/collections/${collection}/items`, { limit: '1000', ...query });
    if (status !== 200) throw new Error(JSON.stringify(body));
    return body as Items;
  };

  beforeAll(async () => {
    system = await System.start('embedded');
    await system.put('/v1/departments/mapping', { title: { zh: '测绘' } });
    const file = readFileSync(join(CQL2, 'ne110m4cql2.gpkg'));
    for (const [table, { geometry, name, own }] of Object.entries(TABLES)) {
      const properties = Object.entries(own).map(([each, type]) => ({ name: each, title: { zh: each }, type }));
      const layer = await system.put(`/v1/layers/${table}`, { title: { zh: table }, geometry, properties });
      expect([layer.status, layer.body]).toEqual([200, expect.anything()]);
      const code = table.replaceAll('_', '-');
      const dataset = await system.put(`/v1/datasets/${code}`, {
        base: 'geospatial',
        department: 'mapping',
        title: { zh: table },
        key: ['fid'],
        mapping: {
          layer: { constant: table },
          name,
          geometry: { from: 'geometry', within: [-180, -90, 180, 90] },
          ...Object.fromEntries(
            Object.entries(own).map(([each, type]) => [`attributes.${each}`, { from: each, type }]),
          ),
        },
        file: { sheet: table },
      });
      expect([dataset.status, dataset.body]).toEqual([201, expect.anything()]);
      const batch = await system.deliver(code, file, { mode: 'snapshot', effectiveDate: '2020-01-01' });
      const issues = (await system.get(`/v1/batches/${batch.id}/issues`, { query: { severity: 'error' } }))
        .body as object;
      expect([batch.status, issues]).toEqual(['published', expect.objectContaining({ items: [] })]);
    }
  });

  afterAll(() => system.stop());

  const predicates = existsSync(CQL2)
    ? (JSON.parse(readFileSync(join(CQL2, 'predicates.json'), 'utf8')) as {
        collection: string;
        filter: string;
        count: number;
      }[])
    : [];

  it('has every record of the file', async () => {
    expect((await items('ne_110m_admin_0_countries')).numberReturned).toBe(177);
    expect((await items('ne_110m_populated_places_simple')).numberReturned).toBe(243);
    expect((await items('ne_110m_rivers_lake_centerlines')).numberReturned).toBe(13);
  });

  it.each(predicates)('$filter', async ({ collection, filter, count }) => {
    const text = await items(collection, { filter });
    const json = JSON.stringify(toCql2Json(parseCql2Text(filter)));
    const same = await items(collection, { filter: json, 'filter-lang': 'cql2-json' });
    expect([text.numberReturned, same.numberReturned]).toEqual([count, count]);
  });

  it.each([
    [`CASEI(name) = CASEI('BERLIN')`, 1],
    [`ACCENTI(name) = ACCENTI('Kobenhavn')`, 1],
    [`pop_other * 2 > pop_other + 10000000`, 29],
    [`name = 'O''Hara'`, 0],
    [`NOT (name = 'Berlin') AND S_INTERSECTS(geometry, BBOX(0,40,10,50))`, 7],
    [`A_CONTAINS(alternateNames, ('x','y'))`, 0],
    [`start = end`, 0],
    [`(name = 'Berlin') = TRUE`, 1],
    [`name LIKE '%' AND (pop_other > 1000) = (1 = 1)`, 1],
    [`S_INTERSECTS(geometry, POINT EMPTY)`, 0],
  ])('%s', async (filter, count) => {
    const { status, body } = await get('/collections/ne_110m_populated_places_simple/items', { filter, limit: '1000' });
    expect([status, (body as Items).features?.length > 0 || count === 0]).toEqual([200, true]);
  });

  it.each([
    ['filter', 'name ='],
    ['filter', 'nmae = 1'],
    ['filter', 'name = 1'],
    ['filter', `S_INTERSECTS(geometry, 'x')`],
    ['filter', `pop_other`],
    ['filter', `S_INTERSECTS(geometry, POLYGON((1 2, 3 4)))`],
    ['filter', `S_INTERSECTS(geometry, LINESTRING(1 2))`],
    ['filter', `date = DATE('2022-02-30')`],
    ['filter', `name = 'x' OR`],
    ['filter', `name = NULL`],
    ['filter', `10 ^ pop_other > 0`],
    ['filter', `pop_other * 1e308 * 10 > 0`],
    ['filter', `(0 - pop_other) ^ 0.5 > 0`],
    ['filter', `${'1 + '.repeat(100)}1 > pop_other`],
    ['filter', `start > TIMESTAMP('2022-02-30T00:00:00Z')`],
    ['filter', `T_DURING(date, INTERVAL('2023-01-01', '2021-01-01'))`],
    ['filter', `S_INTERSECTS(geometry, POINT(1 2, 3 4))`],
    ['filter', `S_INTERSECTS(geometry, POLYGON((0 0, 10 0, 10 10, 0 10)))`],
    ['filter', `S_INTERSECTS(geometry, POINT(1e400 3))`],
    ['filter', `S_INTERSECTS(geometry, POLYGON((0 0, 10 10, 5 5, 0 0)))`],
    ['filter', `S_INTERSECTS(geometry, POLYGON((0 0, 10 10, 10 0, 0 10, 0 0)))`],
    ['filter', `S_INTERSECTS(geometry, BBOX(0,50,10,40))`],
    ['filter-lang', 'sql'],
    ['filter-crs', 'http://www.opengis.net/def/crs/EPSG/0/1'],
    ['crs', 'EPSG:9999'],
    ['bbox', '1,2,3'],
    ['bbox', '1,2,x,4'],
    ['bbox', '1,50,2,40'],
    ['bbox', '0x10,40,20,50'],
    // Some of the places are where no plane of Ningbo reaches.
    ['crs', 'http://www.opengis.net/def/crs/EPSG/0/4549'],
    ['date', '2022-02-30'],
    ['start', '2022-02-30T10:00:00Z'],
    ['datetime', '2024-01-01T25:00:00Z'],
    ['after', cursor('------------------------------------')],
    ['datetime', 'yesterday'],
    ['datetime', '2024-02-30'],
    ['datetime', '2024-01-01/2023-01-01'],
    ['limit', '0'],
    ['limit', 'ten'],
    ['sortby', 'geometry'],
    ['properties', 'nmae'],
    ['after', 'x'],
    ['f', 'xml'],
    ['nmae', 'x'],
  ])('refuses %s=%s, by name', async (name, value) => {
    const query = { limit: '1000', [name]: value };
    const { status, body } = await get('/collections/ne_110m_populated_places_simple/items', query);
    expect([status, (body as { errors: { parameter: string }[] }).errors[0]!.parameter]).toEqual([400, name]);
  });

  it.each([
    ['pop_other', 'x'],
    ['pop_other', '1e999'],
    ['date', '2022-13-45'],
    ['name', '\0'],
  ])('refuses a cursor that says %s is %j', async (sortby, value) => {
    const query = { sortby, after: cursor(value, '00000000-0000-4000-8000-000000000000') };
    const { status, body } = await get('/collections/ne_110m_populated_places_simple/items', query);
    expect([status, (body as { errors: { parameter: string }[] }).errors[0]!.parameter]).toEqual([400, 'after']);
  });

  it.each([
    [{ op: 'isNull', args: [{ property: 'name' }], negated: true }, '/negated'],
    [{ op: 'not', args: [{ op: '=', args: [{ property: 'name', of: 'x' }, 'x'] }] }, '/args/0/args/0/of'],
    [{ op: '=', args: [{ property: 'name' }, null] }, '/args/1'],
    [{ op: 'like', args: [{ property: 'name' }, { date: '2020-01-01', time: '' }] }, '/args/1/time'],
    [{ op: 'like', args: [{ property: 'name' }, 'B\\'] }, ''],
    [{ op: '=', args: [{ property: 'name' }, 'a\0b'] }, 'filter'],
    [{ op: 's_intersects', args: [{ property: 'geometry' }, { type: 'Point', coordinates: [] }] }, '/args/1'],
    // Not closed, and not closed for her.
    [{ op: 's_intersects', args: [{ property: 'geometry' }, area([0, 0], [10, 0], [10, 10], [0, 10])] }, 'filter'],
  ])('refuses %j, and says where', async (filter, place) => {
    const query = { filter: JSON.stringify(filter), 'filter-lang': 'cql2-json' };
    const { status, body } = await get('/collections/ne_110m_populated_places_simple/items', query);
    expect([status, (body as { detail: string }).detail]).toEqual([
      400,
      expect.stringContaining(place && `（${place}）`),
    ]);
  });

  it('pages by next links, each feature once, sorted or not', async () => {
    for (const query of [{}, { sortby: '-pop_other,name' }, { sortby: 'date' }] as Query[]) {
      const seen: string[] = [];
      let next: string | undefined =
        `/collections/ne_110m_populated_places_simple/items?${new URLSearchParams({ ...query, limit: '50' })}`;
      while (next) {
        const { body } = await get(next);
        const page = body as Items;
        seen.push(...page.features.map(({ id }) => id));
        const href = page.links.find(({ rel }) => rel === 'next')?.href;
        next = href?.slice(href.indexOf('/ogc') + 4);
      }
      expect([seen.length, new Set(seen).size]).toEqual([243, 243]);
    }
    const sorted = await items('ne_110m_populated_places_simple', { sortby: '-pop_other', limit: '3' });
    const figures = sorted.features.map(({ properties }) => Number(properties['pop_other']));
    expect(figures).toEqual([...figures].sort((a, b) => b - a));
  });

  it.each([
    [`A_OVERLAPS(alternateNames, ('x'))`, 0],
    [`A_CONTAINEDBY(alternateNames, ('x'))`, 243],
    [`T_INTERSECTS(INTERVAL(validFrom, validTo), INTERVAL('2000-01-01', '..'))`, 243],
    [`T_BEFORE(INTERVAL(validFrom, validTo), DATE('2000-01-01'))`, 0],
    [`validTo IS NULL`, 243],
  ])('answers %s', async (filter, count) => {
    const { features } = await items('ne_110m_populated_places_simple', { filter, limit: '1000' });
    expect(features).toHaveLength(count);
  });

  it('takes what meets a box, to the last digit', async () => {
    for (const table of Object.keys(TABLES)) {
      const box = '0,40,10.5,50';
      const [boxed, filtered] = [
        await items(table, { bbox: box, limit: '1000' }),
        await items(table, { filter: `S_INTERSECTS(geometry, BBOX(${box}))`, limit: '1000' }),
      ].map(({ features }) => features.toSorted((a, b) => (a.id < b.id ? -1 : 1)));
      expect(boxed!.length).toBeGreaterThan(0);
      // Pages of a box are in the order of places, those of a filter in the order of ids.
      expect(boxed).toEqual(filtered);
    }
    // Nearer to a place than the database's own boxes, in single precision, can tell.
    const places = 'ne_110m_populated_places_simple';
    const [place] = (await items(places, { filter: `name = 'Luxembourg'` })).features;
    const [longitude, latitude] = place!.geometry.coordinates as [number, number];
    for (const [gap, count] of [
      [1e-8, 0],
      [0, 1],
      [-1e-8, 1],
    ] as const) {
      const bbox = [longitude + gap, latitude - 0.01, longitude + 1, latitude + 0.01].join(',');
      expect([gap, (await items(places, { bbox })).numberReturned]).toEqual([gap, count]);
    }
    // A box without an area is a point or a line, of which each database would say something else.
    for (const [table, reach] of [
      [places, 0],
      [places, 0.1],
      ['ne_110m_admin_0_countries', 0],
    ] as const) {
      const box = [longitude, latitude - reach, longitude, latitude + reach].join(',');
      for (const query of [{ bbox: box }, { filter: `S_INTERSECTS(geometry, BBOX(${box}))` }] as Query[])
        expect([table, query, (await items(table, query)).numberReturned]).toEqual([table, query, 1]);
    }
  });

  it('answers in other systems, by their own order of axes', async () => {
    const query = { filter: `name = 'Luxembourg'`, limit: '1' };
    const place = async (crs?: string): Promise<number[]> => {
      const found = await items('ne_110m_populated_places_simple', { ...query, ...(crs && { crs }) });
      return found.features[0]!.geometry.coordinates;
    };
    const [longitude, latitude] = await place();
    expect(longitude).toBeCloseTo(6.13, 2);
    const epsg = (code: number): string => `http://www.opengis.net/def/crs/EPSG/0/${code}`;
    expect(await place(epsg(4490))).toEqual([latitude, longitude]);
    expect((await place(epsg(3857)))[0]).toBeCloseTo(682389.6, -1);
    const asked = {
      bbox: `${latitude! - 0.1},${longitude! - 0.1},${latitude! + 0.1},${longitude! + 0.1}`,
      'bbox-crs': epsg(4490),
    };
    expect((await items('ne_110m_populated_places_simple', asked)).numberReturned).toBe(1);
    // What can be no latitude was written longitude first; what could be one is read as the authority has it.
    const plane = (bbox: string): Promise<Items> =>
      items('ne_110m_populated_places_simple', { bbox, 'bbox-crs': epsg(4549) });
    const north = await plane('3300000,500000,3600000,800000');
    expect(north.features.length).toBeGreaterThan(0);
    expect((await plane('500000,3300000,800000,3600000')).features).toEqual(north.features);
    const turned = { bbox: '600000,3300000,500000,3400000', 'bbox-crs': epsg(4549) };
    expect((await get('/collections/ne_110m_populated_places_simple/items', turned)).status).toBe(400);
    const beijing = { bbox: '116,39,117,41', 'bbox-crs': epsg(4490) };
    const northFirst = { bbox: '39,116,41,117', 'bbox-crs': epsg(4490) };
    const found = await items('ne_110m_populated_places_simple', beijing);
    expect(found.features.length).toBeGreaterThan(0);
    expect((await items('ne_110m_populated_places_simple', northFirst)).features).toEqual(found.features);
    const { headers } = await get('/collections/ne_110m_populated_places_simple/items', { crs: epsg(4490) });
    expect(headers['content-crs']).toBe(`<${epsg(4490)}>`);
  });

  it('describes itself', async () => {
    for (const path of [
      '',
      '/conformance',
      '/collections',
      '/api',
      '/collections/roads',
      '/collections/roads/queryables',
      '/collections/roads/sortables',
      '/collections/roads/items',
    ]) {
      expect([path, (await get(path)).status]).toEqual([path, 200]);
      const html = await get(path, { f: 'html' });
      expect([path, html.status, html.headers['content-type']]).toEqual([path, 200, 'text/html; charset=utf-8']);
      expect([path, (await get(path, { surprise: '1' })).status]).toEqual([path, 400]);
    }
    const { components } = (await get('/api', { f: 'json' })).body as {
      components: { parameters: Record<string, { schema: object }> };
    };
    // As the abstract test of part 1, /ats/core/fc-bbox-definition, words it.
    expect(components.parameters['bbox']!.schema).toMatchObject({
      ...{ type: 'array', minItems: 4, maxItems: 6, items: { type: 'number' } },
    });
    expect((await get('/')).body).toMatchObject({
      links: expect.arrayContaining([expect.objectContaining({ rel: 'data' })]),
    });
    expect((await get('/collections/none')).status).toBe(404);
    expect((await get('/collections/roads/items/00000000-0000-4000-8000-000000000000')).status).toBe(404);
    const [feature] = (await items('ne_110m_rivers_lake_centerlines')).features;
    const one = await get(`/collections/ne_110m_rivers_lake_centerlines/items/${feature!.id}`);
    expect(one.body).toMatchObject(feature!);
    expect((await get('/collections/ne_110m_admin_0_countries/items', { f: 'html' })).text).toContain('<svg id="map"');
  });

  it('has maps on its pages, drawn with what it serves itself', async () => {
    const page = async (path: string): Promise<string> => (await get(path, { f: 'html' })).text;
    const collection = '/collections/ne_110m_admin_0_countries';
    expect(await page(collection)).toMatch(/<div id="chart" hidden [^>]*data-style="[^"]*\/style"/);
    const listing = await page(`${collection}/items`);
    expect(JSON.parse(/id="features">(.*?)<\/script>/.exec(listing)![1]!)).toMatchObject({
      type: 'FeatureCollection',
      features: expect.arrayContaining([expect.objectContaining({ properties: expect.objectContaining({}) })]),
    });
    for (const text of [listing, await page(collection)]) {
      for (const [, address] of text.matchAll(/(?:src|href)="(\/ogc\/map\/[^"]*)"/g)) {
        expect([address, (await fetch(system.url + address!)).status]).toEqual([address, 200]);
      }
    }
    expect((await fetch(`${system.url}/ogc/map/maplibre-gl-worker.mjs?v=1`)).headers.get('content-type')).toMatch(
      /^text\/javascript/,
    );
    expect((await fetch(`${system.url}/ogc/map/package.json`)).status).toBe(404);
  });

  it('answers as a page or as JSON, as Accept weighs them, or not at all', async () => {
    const asked = async (accept: string): Promise<[number, string | undefined]> => {
      const { status, headers } = await system.get('/ogc/collections', { accept });
      return [status, headers['content-type']?.split(';')[0]];
    };
    expect(await asked('text/html,*/*;q=0.8')).toEqual([200, 'text/html']);
    expect(await asked('text/html;q=0.1,application/geo+json')).toEqual([200, 'application/json']);
    expect(await asked('image/png')).toEqual([406, 'application/problem+json']);
    // Whoever keeps answers for others has to know that there are several.
    for (const path of ['', '/collections', '/collections/roads/items', '/collections/roads/queryables', '/api']) {
      expect([path, (await get(path)).headers['vary']]).toEqual([path, 'accept']);
    }
    expect((await get('/collections/roads/items', { limit: '0' })).headers['vary']).toBe('accept, accept-language');
  });

  it('draws vector tiles', async () => {
    const tile = async (path: string, headers: Record<string, string> = {}): Promise<Response> =>
      fetch(`${system.url}/ogc/collections/${path}`, {
        headers: { authorization: `Bearer ${await system.key('operator')}`, ...headers },
      });
    for (const grid of ['WebMercatorQuad', 'CGCS2000Quad']) {
      const answer = await tile(`ne_110m_admin_0_countries/tiles/${grid}/0/0/0`);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/vnd.mapbox-vector-tile']);
      const bytes = new Uint8Array(await answer.arrayBuffer());
      expect(Buffer.from(bytes).includes('ne_110m_admin_0_countries')).toBe(true);
      const etag = answer.headers.get('etag')!;
      // Compared weakly, as who compresses on the way weakens it.
      for (const known of [etag, etag.replace('W/', ''), `"x", ${etag}`, '*']) {
        const again = await tile(`ne_110m_admin_0_countries/tiles/${grid}/0/0/0`, { 'if-none-match': known });
        expect([known, again.status]).toEqual([known, 304]);
      }
      for (const [encodings, encoding] of [
        ['gzip', 'gzip'],
        ['gzip;q=0, identity', null],
      ] as const) {
        const packed = await tile(`ne_110m_admin_0_countries/tiles/${grid}/0/0/0`, { 'accept-encoding': encodings });
        expect([encodings, packed.headers.get('content-encoding')]).toEqual([encodings, encoding]);
      }
    }
    // Berlin, at the zoom of a city, and the sea.
    expect((await tile('ne_110m_populated_places_simple/tiles/WebMercatorQuad/8/83/137')).status).toBe(200);
    expect((await tile('ne_110m_populated_places_simple/tiles/WebMercatorQuad/8/128/80')).status).toBe(204);
    for (const outside of ['0/1/0', '-1/0/0', '1/-1/0', '23/0/0']) {
      const { status } = await tile(`ne_110m_populated_places_simple/tiles/WebMercatorQuad/${outside}`);
      expect([outside, status]).toEqual([outside, 404]);
    }
    expect((await tile('ne_110m_populated_places_simple/tiles/None/0/0/0')).status).toBe(404);
    expect((await tile('ne_110m_populated_places_simple/tiles/WebMercatorQuad/0/0/0?x=1')).status).toBe(400);
    for (const path of ['tiles', 'tiles/CGCS2000Quad', 'tiles/WebMercatorQuad?f=tilejson', 'style']) {
      expect([path, (await tile(`ne_110m_admin_0_countries/${path}`)).status]).toEqual([path, 200]);
    }
    expect((await get('/tileMatrixSets/CGCS2000Quad')).status).toBe(200);
  });

  it('knows when things were true', async () => {
    const count = async (query: Query): Promise<number> =>
      (await items('ne_110m_rivers_lake_centerlines', query)).numberReturned;
    expect(await count({ datetime: '2019-12-31' })).toBe(0);
    expect(await count({ datetime: '2019-01-01T00:00:00Z/..' })).toBe(13);
    expect(await count({ validAt: '2020-01-01' })).toBe(13);
    expect(await count({ knownAt: '2020-01-01T00:00:00Z' })).toBe(0);
  });
});
