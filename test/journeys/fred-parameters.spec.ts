import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testDatabaseKinds } from '@siku/platform';
import { text } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import { csv } from '../support/departments.js';
import { gdpRelease, onboardObservations } from '../support/observations.js';
import { System } from '../support/system.js';

const CITY = 'Q.GDP.330200.N';
const DISTRICT = 'Q.GDP.330203.N';

interface Found {
  order_by: string;
  sort_order: string;
  count: number;
  seriess: Record<string, string | number>[];
}

describe.each(testDatabaseKinds())('parameters of FRED (%s)', (kind) => {
  let system: System;
  let key: string;

  beforeAll(async () => {
    system = await System.start(kind);
    await onboardObservations(system);
    const title = { zh: '地区生产总值', en: 'Gross regional product' };
    await system.put('/v1/indicators/GDP', { title, unit: '亿元', description: 'At current prices' });
    await system.deliver(
      'gdp-release',
      csv(
        '地区,时期,数值,状态,发布日期',
        '330200,2020Q1,10.50,初步核算,2020-04-20',
        '330200,2020Q1,12.10,,2020-07-20',
        '330200,2020Q2,20,,2020-07-20',
        '330203,2020Q1,3,,2020-04-20',
      ),
      { mode: 'delta' },
    );
    key = await system.key('application');
  });

  afterAll(() => system.stop());

  const ask = (path: string, query: Record<string, string>) =>
    fetch(`${system.url}/fred/${path}?${new URLSearchParams(query).toString()}`);

  const told = async <T>(path: string, query: Record<string, string>): Promise<T> =>
    (await (await ask(path, { api_key: key, file_type: 'json', ...query })).json()) as T;

  const refused = async (path: string, query: Record<string, string>): Promise<string> => {
    const { error_code, error_message } = await told<{ error_code: number; error_message: string }>(path, query);
    return `${error_code} ${error_message}`;
  };

  const searched = async (query: Record<string, string>): Promise<unknown[]> =>
    (await told<Found>('series/search', { search_text: 'gross', ...query })).seriess.map(({ id }) => id);

  it('are refused in the words of FRED', async () => {
    const ofSeries = { series_id: CITY };
    const wrong: [string, Record<string, string>, string][] = [
      ['series', {}, 'Variable series_id is not set.'],
      ['series/search', {}, 'Variable search_text is not set.'],
      ['series', { ...ofSeries, tag_name: 'x' }, 'Variable tag_name does not exist.'],
      ['series', { series_id: 'X' }, 'The series does not exist.'],
      ['series/tags', { series_id: 'X' }, 'The series does not exist.'],
      ['series/vintagedates', { ...ofSeries, limit: '10001' }, 'Variable limit is not between 1 and 10000.'],
      ['series/observations', { ...ofSeries, limit: '0' }, 'Variable limit is not between 1 and 100000.'],
      ['series/observations', { ...ofSeries, offset: '-1' }, 'Variable offset is not zero or a positive integer.'],
      ['series/search', { search_text: 'x', limit: 'all' }, 'Variable limit is not between 1 and 1000.'],
      ['series/search', { search_text: 'x', filter_variable: 'units' }, 'Variable filter_value is not set.'],
      ['series/search', { search_text: 'x', filter_value: '亿元' }, 'Variable filter_variable is not set.'],
      ['series/observations', { ...ofSeries, frequency: 'm' }, "Value of frequency is not one of: 'q', 'sa', 'a'."],
      [
        'series/observations',
        { ...ofSeries, frequency: 'bw' },
        "Value of frequency is not one of: 'd', 'w', 'm', 'q', 'sa', 'a'.",
      ],
      [
        'series/observations',
        { ...ofSeries, output_type: '5' },
        "Value of output_type is not one of: '1', '2', '3', '4'.",
      ],
      [
        'series/observations',
        { ...ofSeries, realtime_start: '2020-02-30' },
        'Variable realtime_start is not a YYYY-MM-DD formatted date (e.g. 2000-02-24).',
      ],
      [
        'series/observations',
        { ...ofSeries, vintage_dates: '2020-04-20,2020-02-30' },
        'Variable vintage_dates is not a YYYY-MM-DD formatted date (e.g. 2000-02-24).',
      ],
      [
        'series/observations',
        { ...ofSeries, realtime_end: '2019-12-31', realtime_start: '2019-01-01' },
        'The series does not exist in ALFRED but may exist in FRED.',
      ],
      [
        'series/observations',
        { ...ofSeries, output_type: '4' },
        expect.stringContaining('No vintage dates exist for the specified real-time period: ') as unknown as string,
      ],
      [
        'series',
        { ...ofSeries, realtime_end: '9000-01-01' },
        expect.stringMatching(
          /^400 Bad Request\. {2}Variable realtime_end can not be after today's date \(\d{4}-/,
        ) as unknown as string,
      ],
    ];
    for (const [path, query, message] of wrong) {
      const expected = typeof message === 'string' ? `400 Bad Request.  ${message}` : message;
      expect([query, await refused(path, query)]).toEqual([query, expected]);
    }
  });

  it('tell whoever does not send the key as FRED wants it, in XML where JSON is not asked for', async () => {
    const noKey = await ask('series', { apikey: key, series_id: CITY });
    expect([noKey.status, await noKey.text()]).toEqual([
      401,
      expect.stringContaining('<error code="401" message="Unauthorized.  Variable api_key is not set." />'),
    ]);
    const noSuchType = await ask('series', { api_key: key, series_id: CITY, file_type: 'csv' });
    expect(await noSuchType.text()).toContain(
      `<error code="400" message="Bad Request.  Value of file_type is not one of: 'xml', 'json'." />`,
    );
    expect(await refused('series', { series_id: CITY, api_key: 'abc' })).toBe(
      '401 Unauthorized.  The value for variable api_key is not registered.',
    );
  });

  it('of a search choose by id, filter and tag, and order', async () => {
    expect(await searched({})).toEqual([CITY, DISTRICT]);
    expect(await searched({ order_by: 'series_id', sort_order: 'desc' })).toEqual([DISTRICT, CITY]);
    expect(await searched({ order_by: 'observation_end' })).toEqual([DISTRICT, CITY]);
    expect(await searched({ offset: '1', limit: '1' })).toEqual([DISTRICT]);
    expect(await searched({ search_text: 'quarterly nsa' })).toEqual([CITY, DISTRICT]);
    expect(await searched({ filter_variable: 'frequency', filter_value: 'quarterly' })).toEqual([CITY, DISTRICT]);
    expect(await searched({ filter_variable: 'units', filter_value: '万元' })).toEqual([]);
    expect(await searched({ tag_names: 'quarterly;宁波市' })).toEqual([CITY]);
    expect(await searched({ exclude_tag_names: '宁波市' })).toEqual([DISTRICT]);
    expect(await searched({ tag_names: 'monthly' })).toEqual([]);
    const ids = (search_text: string) => searched({ search_text, search_type: 'series_id' });
    expect(await ids('330203')).toEqual([DISTRICT]);
    expect(await ids('q.gdp*')).toEqual([CITY, DISTRICT]);
    expect(await ids('gdp*')).toEqual([]);
    expect(await ids('*3.n')).toEqual([DISTRICT]);
    const search = (query: Record<string, string>) => told<Found>('series/search', { search_text: 'gdp', ...query });
    expect(await search({})).toMatchObject({ order_by: 'search_rank', sort_order: 'desc', count: 2 });
    expect(await search({ search_type: 'series_id' })).toMatchObject({ order_by: 'series_id', sort_order: 'asc' });
    expect(await search({ filter_variable: 'units', filter_value: '亿元' })).toMatchObject({
      ...{ filter_variable: 'units', filter_value: '亿元' },
      seriess: [{ notes: 'At current prices', group_popularity: 0 }, {}],
    });
    // Before the second quarter was published, the series ended with the first.
    expect(await search({ realtime_start: '2020-05-01', realtime_end: '2020-05-01' })).toMatchObject({
      seriess: [{ id: CITY, observation_end: '2020-01-01', realtime_end: '2020-05-01' }, { id: DISTRICT }],
    });
  });

  it('tell the tags of a series', async () => {
    expect(await told('series/tags', { series_id: CITY, order_by: 'name' })).toMatchObject({
      count: 4,
      tags: [
        { name: 'gdp', group_id: 'gen', series_count: 2 },
        { name: 'nsa', group_id: 'seas', series_count: 2 },
        { name: 'quarterly', group_id: 'freq', series_count: 2 },
        { name: '宁波市', group_id: 'geo', series_count: 1 },
      ],
    });
  });

  it('that are empty are not set', async () => {
    const { observations } = await told<{ observations: unknown[] }>('series/observations', {
      ...{
        series_id: CITY,
        units: '',
        frequency: '',
        limit: '',
        realtime_start: '',
        vintage_dates: '',
        file_type: 'json',
      },
    });
    expect(observations).toHaveLength(2);
    expect(await searched({ filter_variable: '', filter_value: '', tag_names: '', offset: '', order_by: '' })).toEqual([
      ...[CITY, DISTRICT],
    ]);
    expect(await refused('series', { series_id: '' })).toBe('400 Bad Request.  Variable series_id is not set.');
    expect(await refused('category', { category_id: '' })).toBe('400 Bad Request.  Variable category_id is not set.');
  });

  it('tell the tags of series that are found, of a category, and what goes with some of them', async () => {
    interface Tags {
      count: number;
      tags: { name: string; series_count: number }[];
    }
    const tags = async (path: string, query: Record<string, string> = {}) =>
      (await told<Tags>(path, { order_by: 'name', ...query })).tags.map((tag) => `${tag.name} ${tag.series_count}`);
    const all = ['gdp 2', 'nsa 2', 'quarterly 2', '宁波市 1', '海曙区 1'];
    expect(await tags('tags')).toEqual(all);
    expect(await tags('tags', { tag_group_id: 'geo', search_text: '海曙' })).toEqual(['海曙区 1']);
    expect(await tags('tags', { tag_names: 'NSA;gdp', sort_order: 'desc' })).toEqual(['nsa 2', 'gdp 2']);
    expect(await told('tags', { limit: '1', offset: '1', order_by: 'name' })).toMatchObject({
      ...{ count: 5, limit: 1, offset: 1, tags: [{ name: 'nsa' }] },
    });
    expect(await tags('related_tags', { tag_names: '宁波市' })).toEqual(['gdp 1', 'nsa 1', 'quarterly 1']);
    expect(await tags('related_tags', { tag_names: 'gdp', exclude_tag_names: '宁波市' })).toEqual([
      ...['nsa 1', 'quarterly 1', '海曙区 1'],
    ]);
    expect(await refused('related_tags', {})).toBe('400 Bad Request.  Variable tag_names is not set.');
    expect(await tags('series/search/tags', { series_search_text: '宁波' })).toEqual([
      ...['gdp 1', 'nsa 1', 'quarterly 1', '宁波市 1'],
    ]);
    expect(await tags('series/search/tags', { series_search_text: 'gross', tag_search_text: '宁' })).toEqual([
      '宁波市 1',
    ]);
    expect(await tags('series/search/related_tags', { series_search_text: 'gross', tag_names: '海曙区' })).toEqual([
      ...['gdp 1', 'nsa 1', 'quarterly 1'],
    ]);
    const { categories } = await told<{ categories: { id: number }[] }>('category/children', { category_id: '0' });
    const category_id = String(categories[0]!.id);
    expect(await tags('category/tags', { category_id })).toEqual(all);
    expect(await tags('category/tags', { category_id: '0' })).toEqual([]);
    expect(await tags('category/related_tags', { category_id, tag_names: '海曙区;nsa' })).toEqual([
      'gdp 1',
      'quarterly 1',
    ]);
    expect(await told('category/related', { category_id })).toEqual({ categories: [] });
    const { seriess } = await told<Found>('tags/series', { tag_names: 'quarterly;海曙区' });
    expect(seriess.map(({ id }) => id)).toEqual([DISTRICT]);
  });

  async function showTables(release_id: string, name: string): Promise<void> {
    interface Element {
      element_id: number;
      series_id?: string;
      children: Element[];
    }
    interface Tables {
      name: string;
      elements: Record<string, Element>;
    }
    const tables = await told<Tables>('release/tables', { release_id });
    const [root] = Object.values(tables.elements);
    const { element_id } = root!;
    expect(tables).toEqual({
      name,
      release_id,
      elements: {
        [element_id]: {
          ...{ element_id, release_id: Number(release_id), line: '1', type: 'group' },
          ...{ name: 'Gross regional product (地区生产总值)', parent_id: 0, level: '0' },
          children: [
            expect.objectContaining({
              series_id: CITY,
              type: 'series',
              line: '2',
              parent_id: element_id,
              children: [],
            }),
            expect.objectContaining({ series_id: DISTRICT, line: '3', level: '1' }),
          ],
        },
      },
    });
    const below = { release_id, element_id: String(element_id), include_observation_values: 'true' };
    const valuesOf = async (query: Record<string, string>) =>
      Object.values((await told<Tables>('release/tables', query)).elements)
        .map((element) => element as unknown as Record<string, string>)
        .map(({ series_id, observation_value, observation_date }) => [series_id, observation_value, observation_date])
        .sort();
    expect(await valuesOf(below)).toEqual([
      [CITY, '20', '2020-04-01'],
      [DISTRICT, '3', '2020-01-01'],
    ]);
    expect(await valuesOf({ ...below, observation_date: '2020-03-31' })).toEqual([
      [CITY, '12.10', '2020-01-01'],
      [DISTRICT, '3', '2020-01-01'],
    ]);
    expect(await valuesOf({ ...below, observation_date: '2019-12-31' })).toEqual([
      [CITY, undefined, undefined],
      [DISTRICT, undefined, undefined],
    ]);
    const none = { release_id, element_id: '7' };
    expect(await refused('release/tables', none)).toBe('400 Bad Request.  The release table element does not exist.');
    const xml = await (await ask('release/tables', { api_key: key, release_id })).text();
    expect(xml).toMatch(
      /<elements name="[^"]+" release_id="\d+">\n<element [^>]*type="group"[^>]*>\n<element [^>]*\/>/,
    );
  }

  it('find series by release and by source', async () => {
    interface Releases {
      releases: { id: number; name: string; press_release: boolean }[];
    }
    const { releases } = await told<Releases>('releases', { order_by: 'name' });
    expect(releases.map(({ name, press_release }) => [name, press_release])).toEqual([
      ['Economic monitor (经济运行)', false],
      ['Gross regional product (地区生产总值)', false],
    ]);
    const release = releases[1]!;
    const release_id = String(release.id);
    expect(await told('release', { release_id })).toMatchObject({ releases: [release] });
    expect(await told('series/release', { series_id: CITY })).toMatchObject({ releases: [release] });
    expect((await told<Found>('release/series', { release_id })).seriess.map(({ id }) => id)).toEqual([CITY, DISTRICT]);
    expect(await told('release/series', { release_id: String(releases[0]!.id) })).toMatchObject({
      count: 0,
      seriess: [],
    });
    expect(await told('release/tags', { release_id, tag_group_id: 'geo' })).toMatchObject({ count: 2 });
    expect(await told('release/related_tags', { release_id, tag_names: '宁波市' })).toMatchObject({ count: 3 });
    expect(await told('release/dates', { release_id })).toMatchObject({
      release_dates: [
        { release_id: release.id, date: '2020-04-20' },
        { release_id: release.id, date: '2020-07-20' },
      ],
    });
    const since = { realtime_start: '2020-01-01', realtime_end: '2020-06-30' };
    expect(await told('releases/dates', since)).toMatchObject({
      ...{ count: 1, order_by: 'release_date', sort_order: 'desc' },
      release_dates: [{ release_id: release.id, release_name: release.name, date: '2020-04-20' }],
    });
    interface Sources {
      sources: { id: number; name: string }[];
    }
    const { sources } = await told<Sources>('sources', { order_by: 'name' });
    expect(sources.map(({ name }) => name)).toEqual(['Reform commission (市发改委)', 'Statistics (市统计局)']);
    expect(await told('release/sources', { release_id })).toMatchObject({ sources: [sources[1]] });
    const source_id = String(sources[1]!.id);
    expect(await told('source', { source_id })).toMatchObject({ sources: [sources[1]] });
    expect(await told('source/releases', { source_id })).toMatchObject({ count: 1, releases: [release] });
    expect(await refused('release', { release_id: '7' })).toBe('400 Bad Request.  The release does not exist.');
    expect(await refused('source', { source_id: '7' })).toBe('400 Bad Request.  The source does not exist.');
    await showTables(release_id, release.name);
    const xml = await (await ask('release', { api_key: key, release_id })).text();
    expect(xml).toContain('press_release="false"');
  });

  it('list what was updated of late', async () => {
    const updates = async (query: Record<string, string>) =>
      (await told<Found>('series/updates', query)).seriess.map(({ id }) => id);
    expect(await told('series/updates', {})).toMatchObject({
      filter_variable: 'geography',
      filter_value: 'all',
      count: 2,
    });
    expect((await updates({ filter_value: 'regional' })).sort()).toEqual([CITY, DISTRICT]);
    expect(await updates({ filter_value: 'macro' })).toEqual([]);
    expect(await updates({ start_time: '201501010000', end_time: '201512312359' })).toEqual([]);
    expect(await updates({ start_time: '201501010000', end_time: '205012312359' })).toHaveLength(2);
    expect(await refused('series/updates', { start_time: '201501010000' })).toContain('Variable end_time is not set');
    expect(await refused('series/updates', { start_time: '2015' })).toContain('not a YYYYMMDDHhmm formatted time');
  });

  it('walk from all there is to an indicator and its series', async () => {
    interface Categories {
      categories: { id: number; name: string; parent_id: number }[];
    }
    const { categories } = await told<Categories>('category/children', { category_id: '0' });
    expect(categories).toEqual([
      { id: expect.any(Number) as unknown, name: 'Gross regional product (地区生产总值)', parent_id: 0 },
    ]);
    const category_id = String(categories[0]!.id);
    expect(await told('category', { category_id })).toEqual({ categories });
    expect(await told('category', { category_id: '0' })).toMatchObject({ categories: [{ id: 0, parent_id: 0 }] });
    expect(await told('category/children', { category_id })).toEqual({ categories: [] });
    expect(await told('series/categories', { series_id: CITY })).toEqual({ categories });
    const series = async (query: Record<string, string>) => {
      const found = await told<Found>('category/series', { category_id, ...query });
      return [found.order_by, found.sort_order, ...found.seriess.map((one) => one['id'])];
    };
    expect(await series({})).toEqual(['series_id', 'asc', CITY, DISTRICT]);
    expect(await series({ tag_names: '宁波市', sort_order: 'desc' })).toEqual(['series_id', 'desc', CITY]);
    expect(await series({ category_id: '0' })).toEqual(['series_id', 'asc']);
    expect(await refused('category/series', { category_id: '7' })).toBe(
      '400 Bad Request.  The category does not exist.',
    );
    expect(await refused('category', { category_id: 'x' })).toBe(
      '400 Bad Request.  Variable category_id is not zero or a positive integer.',
    );
  });

  it('page through vintages, and take those within a real-time period', async () => {
    const vintages = async (query: Record<string, string>) =>
      (await told<{ vintage_dates: string[] }>('series/vintagedates', { series_id: CITY, ...query })).vintage_dates;
    expect(await vintages({})).toEqual(['2020-04-20', '2020-07-20']);
    expect(await vintages({ sort_order: 'desc', limit: '1' })).toEqual(['2020-07-20']);
    expect(await vintages({ offset: '1' })).toEqual(['2020-07-20']);
    expect(await vintages({ realtime_end: '2020-05-01' })).toEqual(['2020-04-20']);
    const values = async (query: Record<string, string>) =>
      (
        await told<{ observations: { value: string }[] }>('series/observations', { series_id: CITY, ...query })
      ).observations.map(({ value }) => value);
    const both = { vintage_dates: '2020-04-20,2020-07-20' };
    expect(await values(both)).toEqual(['10.50', '12.10', '20']);
    expect(await values({ ...both, realtime_start: '2020-05-01' })).toEqual(['12.10', '20']);
    expect(await values({ aggregation_method: 'sum' })).toEqual(['12.10', '20']);
  });

  it('give observations as a workbook, and as a zip of CSV', async () => {
    const [zip, workbook] = await Promise.all(
      ['csv', 'xlsx'].map((file_type) => ask('series/observations', { api_key: key, series_id: CITY, file_type })),
    );
    expect(zip!.headers.get('content-type')).toBe('application/zip');
    const bytes = Buffer.from(await zip!.arrayBuffer());
    const name = `${CITY}.csv`;
    expect(bytes.subarray(30, 30 + name.length).toString()).toBe(name);
    const inflated = await text(Readable.from([bytes.subarray(30 + name.length)]).pipe(createInflateRaw()));
    const [head, first] = inflated.replace('\uFEFF', '').split('\r\n');
    expect(head).toBe('realtime_start,realtime_end,date,value');
    expect(first).toMatch(/,2020-01-01,12\.10$/);
    expect(workbook!.headers.get('content-disposition')).toBe(`attachment; filename="${CITY}.xlsx"`);
    expect(
      Buffer.from(await workbook!.arrayBuffer())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK');
  });

  it('know no vintage where only a note is new, which is a release to SDMX', async () => {
    const { mapping, ...release } = gdpRelease;
    const noted = { ...mapping, indicator: { constant: 'NOTED' }, note: '备注' };
    await system.put('/v1/datasets/noted-release', { ...release, mapping: noted });
    const rows = ['330200,2020Q1,5,,,2020-04-20', '330200,2020Q1,5,,口径调整,2020-07-20'];
    await system.deliver('noted-release', csv('地区,时期,数值,状态,备注,发布日期', ...rows), { mode: 'delta' });
    const series_id = 'Q.NOTED.330200.N';
    expect(await told('series/vintagedates', { series_id })).toMatchObject({ vintage_dates: ['2020-04-20'] });
    const read = async (path: string, accept: string): Promise<unknown> => {
      const headers = { authorization: `Bearer ${key}`, accept };
      return (await fetch(system.url + path, { headers })).json();
    };
    const vintages = { items: [{ knownAt: '2020-04-20' }, { knownAt: '2020-07-20' }] };
    expect(await read(`/v1/series/${series_id}/vintages`, 'application/json')).toMatchObject(vintages);
    const history = `/sdmx/2.1/data/OBSERVATIONS/${series_id}?includeHistory=true`;
    const message = (await read(history, 'application/vnd.sdmx.data+json;version=2.0.0')) as {
      data: { dataSets: { validFrom: string }[] };
    };
    expect(message.data.dataSets.map(({ validFrom }) => validFrom)).toEqual([
      ...['2020-04-19T16:00:00.000Z', '2020-07-19T16:00:00.000Z'],
    ]);
  });
});
