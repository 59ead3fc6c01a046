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
