import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { System } from '../support/system.js';

const executablePath = spawnSync('which', ['chromium'], { encoding: 'utf8' }).stdout.trim();
const installed = executablePath === '' ? describe.skip : describe;

/** WebGL without a graphics card, whoever runs the tests. */
const FLAGS = ['--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'];

type Ring = [longitude: number, latitude: number][];

/** West of where it is since 2020 a district was once wider. */
const NARROW = 121.5;
const WIDE = 121.4;
const district = (west: number): Ring => [
  [west, 29.8],
  [121.6, 29.8],
  [121.6, 29.9],
  [west, 29.9],
  [west, 29.8],
];

installed('pages in a browser', () => {
  let system: System;
  let browser: Browser;
  let page: Page;
  /** What a reader's console shows. */
  const complaints: string[] = [];
  const tiles: [path: string, status: number][] = [];

  const deliver = async (name: string, date: string, geometry: object): Promise<void> => {
    const file = JSON.stringify({
      type: 'FeatureCollection',
      features: [{ type: 'Feature', properties: { code: '330203', name }, geometry }],
    });
    const dataset = geometry === POINT ? 'sights' : 'borders';
    const batch = await system.deliver(dataset, file, { mode: 'snapshot', effectiveDate: date });
    expect([batch.status, batch.counts['accepted']]).toEqual(['published', 1]);
  };

  /** The middle of what the map shows, as often as it takes to be drawn. */
  const linkInTheMiddle = async (path: string): Promise<string> => {
    await page.goto(system.url + path, { waitUntil: 'load' });
    await page.waitForSelector('#chart canvas');
    for (;;) {
      await page.click('#chart canvas');
      const link = await page.$('.maplibregl-popup a');
      if (link) return link.evaluate((each) => each.textContent);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  };

  /** Waits for a tile that the page asks for by itself, once it is there. */
  const tileAsked = async (part: string): Promise<void> => {
    while (!tiles.some(([path]) => path.includes(part))) await new Promise((resolve) => setTimeout(resolve, 50));
  };

  beforeAll(async () => {
    system = await System.start('embedded');
    await system.put('/v1/departments/mapping', { title: { zh: '测绘' } });
    for (const [code, layer, kind] of [
      ['borders', 'divisions', 'county'],
      ['sights', 'places', 'attraction'],
    ]) {
      const constants = { layer: { constant: layer }, class: { constant: kind } };
      const { status } = await system.put(`/v1/datasets/${code}`, {
        ...{ base: 'geospatial', department: 'mapping', title: { zh: code }, key: ['code'] },
        mapping: { ...constants, code: 'code', name: 'name', geometry: 'geometry' },
      });
      expect(status).toBe(201);
    }
    await deliver('天一阁博物院', '2015-01-01', POINT);
    await deliver('原海曙区', '2015-01-01', { type: 'Polygon', coordinates: [district(WIDE)] });
    await deliver('海曙区', '2020-01-01', { type: 'Polygon', coordinates: [district(NARROW)] });

    browser = await puppeteer.launch({ executablePath, args: FLAGS });
    page = await browser.newPage();
    // As if a reader had answered the browser's question once.
    const { host } = new URL(system.url);
    await page.goto(`http://reader:${await system.key('application')}@${host}/ogc`);
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('response', (response) => {
      const { pathname, search } = new URL(response.url());
      if (pathname.includes('/tiles/')) tiles.push([pathname + search, response.status()]);
    });
  });

  afterAll(async () => {
    await browser.close();
    await system.stop();
  });

  it('show listed features over the divisions, and name what is clicked', async () => {
    expect(await linkInTheMiddle('/ogc/collections/places/items?f=html')).toBe('天一阁博物院');
    await tileAsked('/collections/divisions/tiles/');
    await Promise.all([page.waitForNavigation(), page.click('.maplibregl-popup a')]);
    expect(await page.$eval('h1', (title) => title.textContent)).toBe('天一阁博物院');
    expect(tiles).toContainEqual([expect.stringContaining('/collections/divisions/tiles/'), expect.any(Number)]);
  });

  it('show a whole layer from its tiles', async () => {
    expect(await linkInTheMiddle('/ogc/collections/divisions?f=html')).toBe('海曙区');
  });

  it('show a moved boundary at its dates', async () => {
    const at = (date: string): string => `/ogc/collections/divisions/items?f=html&validAt=${date}`;
    expect(await linkInTheMiddle(at('2019-12-31'))).toBe('原海曙区');
    await tileAsked('validAt=2019-12-31');
    expect(await page.$eval('#chart', ({ dataset }) => dataset['box'])).toBe(`[${WIDE},29.8,121.6,29.9]`);
    expect(await linkInTheMiddle(at('2020-01-01'))).toBe('海曙区');
    expect(await page.$eval('#chart', ({ dataset }) => dataset['box'])).toBe(`[${NARROW},29.8,121.6,29.9]`);
    expect(tiles).toContainEqual([expect.stringContaining('validAt=2019-12-31'), expect.any(Number)]);
  });

  it('lead to another day, to a feature and to all that was known of it', async () => {
    const follow = (selector: string): Promise<unknown> =>
      Promise.all([page.waitForNavigation(), page.click(selector)]);
    const rows = (): Promise<string[]> =>
      page.$$eval('table:last-of-type tbody tr', (all) => all.map((row) => row.textContent));
    await page.goto(`${system.url}/ogc`);
    await follow('a[href$="/collections/divisions?f=html"]');
    await page.$eval('input[name=validAt]', (input) => (input.value = '2019-12-31'));
    await follow('form:has([name=validAt]) button');
    expect(await rows()).toEqual([expect.stringContaining('原海曙区')]);
    await follow('td a');
    expect(await page.$eval('h1', (title) => title.textContent)).toBe('原海曙区');
    // What was believed first, and what came of it when the boundary moved.
    expect(await rows()).toHaveLength(3);
    await follow('table:last-of-type tr:last-child a');
    expect(await page.$eval('h1', (title) => title.textContent)).toBe('海曙区');
    // Another day of what was known then.
    await page.$eval('input[name=validAt]', (input) => (input.value = '2019-12-31'));
    await follow('form:has([name=validAt]) button');
    expect(await page.$eval('h1', (title) => title.textContent)).toBe('原海曙区');
    expect(new URL(page.url()).searchParams.get('knownAt')).toMatch(/^20/);
  });

  it('fit a narrow screen', async () => {
    await page.setViewport({ width: 390, height: 800 });
    const items = '/ogc/collections/divisions/items';
    const { body } = await system.get(items, { query: { f: 'json' } });
    const { id } = (body as { features: { id: string }[] }).features[0]!;
    for (const path of [items, `${items}/${id}`, '/ogc/conformance', '/ogc/collections/divisions/queryables']) {
      await page.goto(`${system.url + path}?f=html`);
      const width = await page.$eval('html', (root) => root.scrollWidth);
      expect([path, width]).toEqual([path, 390]);
    }
    await page.setViewport({ width: 800, height: 600 });
  });

  it('say that nothing is there', async () => {
    await page.goto(`${system.url}/ogc/collections/divisions/items?f=html&validAt=1990-01-01`);
    expect(await page.$eval('body', (text) => text.textContent)).toContain('没有内容 Nothing to list');
  });

  it('describe the routes', async () => {
    await page.goto(`${system.url}/docs`);
    const first = await page.waitForSelector('.opblock');
    expect(await first?.evaluate((each) => each.textContent)).toContain('/v1/');
  });

  it('complain about nothing', () => {
    expect(complaints).toEqual([]);
    expect(tiles.filter(([, status]) => status >= 400)).toEqual([]);
  });
});

const POINT = { type: 'Point', coordinates: [121.5342, 29.8721] };
