import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testDatabaseKinds } from '@siku/platform';
import { execFile, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { csv } from '../support/departments.js';
import { onboardObservations } from '../support/observations.js';
import { System } from '../support/system.js';

const run = promisify(execFile);

const python = process.env['TEST_PYTHON'] ?? 'python3';

const installed = spawnSync(python, ['-c', 'import fredapi']).status === 0;

const KEY = 'Q.GDP.330200.N';

interface Answer {
  count: number;
  observations: Record<string, string>[];
}

describe.each(testDatabaseKinds())('what programs for FRED read (%s)', (kind) => {
  let system: System;

  beforeAll(async () => {
    system = await System.start(kind);
    await onboardObservations(system);
    const batch = await system.deliver(
      'gdp-release',
      csv(
        '地区,时期,数值,状态,发布日期',
        '330200,2020Q1,10.50,初步核算,2020-04-20',
        '330200,2020Q1,12.10,,2020-07-20',
        '330200,2020Q2,20,初步核算,2020-07-20',
        '330200,2020Q2,19.0,,2020-10-20',
        '330200,2020Q3,25,,2020-10-20',
        '330200,2020Q4,30,,2021-01-20',
        '330200,2021Q1,,撤回,2021-04-20',
      ),
      { mode: 'delta' },
    );
    expect(batch.status).toBe('published');
  });

  afterAll(() => system.stop());

  const ask = async (path: string, query: Record<string, string>) => {
    const asked = new URLSearchParams({ series_id: KEY, file_type: 'json', ...query });
    const answer = await fetch(`${system.url}/fred/${path}?${asked.toString()}`, {
      headers: { authorization: `Bearer ${await system.key('application')}` },
    });
    return { status: answer.status, body: (await answer.json()) as object };
  };

  /** Date, days and value of each observation, or the columns beside the date. */
  const read = async (query: Record<string, string>): Promise<string[]> => {
    const { body } = await ask('series/observations', query);
    return (body as Answer).observations.map((row) =>
      Object.entries(row)
        .sort(([a], [b]) => (a === 'date' ? -1 : b === 'date' ? 1 : 0))
        .map(([name, value]) => (name.includes('_2') ? `${name.slice(-8)}=${value}` : value))
        .join(' '),
    );
  };

  const everyDay = { realtime_start: '1776-07-04', realtime_end: '9999-12-31' };

  it('knows each value with the days on which it was the public one', async () => {
    expect(await read(everyDay)).toEqual([
      '2020-01-01 2020-04-20 2020-07-19 10.50',
      '2020-01-01 2020-07-20 9999-12-31 12.10',
      '2020-04-01 2020-07-20 2020-10-19 20',
      '2020-04-01 2020-10-20 9999-12-31 19.0',
      '2020-07-01 2020-10-20 9999-12-31 25',
      '2020-10-01 2021-01-20 9999-12-31 30',
    ]);
    const clipped = { realtime_start: '2020-07-01', realtime_end: '2020-07-31', sort_order: 'desc', limit: '2' };
    expect(await read(clipped)).toEqual([
      '2020-04-01 2020-07-20 2020-07-31 20',
      '2020-01-01 2020-07-20 2020-07-31 12.10',
    ]);
    expect(await read({ vintage_dates: '2020-07-20,2020-04-20' })).toEqual([
      '2020-01-01 2020-04-20 2020-04-20 10.50',
      '2020-01-01 2020-07-20 2020-07-20 12.10',
      '2020-04-01 2020-07-20 2020-07-20 20',
    ]);
  });

  it('gives figures made of others the vintages of all of them', async () => {
    expect(await read({ ...everyDay, units: 'chg' })).toEqual([
      '2020-01-01 2020-04-20 9999-12-31 .',
      '2020-04-01 2020-07-20 2020-10-19 7.90',
      '2020-04-01 2020-10-20 9999-12-31 6.90',
      '2020-07-01 2020-10-20 9999-12-31 6.0',
      '2020-10-01 2021-01-20 9999-12-31 5',
    ]);
    expect(await read({ ...everyDay, frequency: 'sa', aggregation_method: 'sum' })).toEqual([
      '2020-01-01 2020-04-20 2020-07-19 .',
      '2020-01-01 2020-07-20 2020-10-19 32.10',
      '2020-01-01 2020-10-20 9999-12-31 31.10',
      '2020-07-01 2020-10-20 2021-01-19 .',
      '2020-07-01 2021-01-20 9999-12-31 55',
    ]);
  });

  it('answers by vintage date, all or only what is new, and the initial releases', async () => {
    const days = { vintage_dates: '2020-07-20,2020-10-20' };
    expect(await read({ ...days, output_type: '2' })).toEqual([
      '2020-01-01 20200720=12.10 20201020=12.10',
      '2020-04-01 20200720=20 20201020=19.0',
      '2020-07-01 20201020=25',
    ]);
    expect(await read({ ...days, output_type: '3' })).toEqual([
      '2020-01-01 20200720=12.10',
      '2020-04-01 20200720=20 20201020=19.0',
      '2020-07-01 20201020=25',
    ]);
    const initial = { ...everyDay, output_type: '4', observation_end: '2020-06-30' };
    expect(await read(initial)).toEqual([
      '2020-01-01 2020-04-20 2020-07-19 10.50',
      '2020-04-01 2020-07-20 2020-10-19 20',
    ]);
  });

  it('finds series, and says what they are', async () => {
    const found = async (query: Record<string, string>): Promise<unknown> =>
      (await ask('series', {})).status === 200 && (await search(query));
    const search = async (query: Record<string, string>): Promise<string[]> => {
      const answer = await fetch(
        `${system.url}/fred/series/search?${new URLSearchParams({ file_type: 'json', ...query }).toString()}`,
        { headers: { authorization: `Bearer ${await system.key('application')}` } },
      );
      return ((await answer.json()) as { seriess: { id: string }[] }).seriess.map(({ id }) => id);
    };
    expect(await found({ search_text: 'gdp 宁波' })).toEqual([KEY]);
    expect(await found({ search_text: 'q.*.N', search_type: 'series_id' })).toEqual([KEY]);
    expect(await found({ search_text: 'gdp', filter_variable: 'frequency', filter_value: 'Monthly' })).toEqual([]);
    expect((await ask('series', {})).body).toMatchObject({
      seriess: [
        {
          ...{ id: KEY, title: 'GDP, 宁波市', frequency_short: 'Q', units: '亿元', seasonal_adjustment_short: 'NSA' },
          ...{ observation_start: '2020-01-01', observation_end: '2020-10-01' },
        },
      ],
    });
  });

  it('refuses as FRED does, and takes the key as FRED does without keeping it', async () => {
    const key = await system.key('application');
    const refused = async (query: Record<string, string>) => {
      const { status, body } = await ask('series/observations', { api_key: key, ...query });
      return [status, (body as { error_code: number; error_message: string }).error_message.split(/[.:]/)[0]];
    };
    expect((await ask('series', { series_id: 'NOTHING' })).body).toMatchObject({ code: 'no-such-series' });
    expect(await refused({ series_id: 'NOTHING' })).toEqual([400, 'Bad Request']);
    expect(await refused({ realtime_begin: '2020-01-01' })).toEqual([400, 'Bad Request']);
    expect(await refused({ realtime_start: '2020-02-01', realtime_end: '2020-01-01' })).toEqual([400, 'Bad Request']);
    expect(await refused({ frequency: 'd' })).toEqual([400, 'Bad Request']);
    const plain = async (query: Record<string, string>) => {
      const answer = await fetch(
        `${system.url}/fred/series?${new URLSearchParams({ series_id: KEY, ...query }).toString()}`,
      );
      return [answer.status, answer.headers.get('content-type'), (await answer.text()).split('\n')[1]!.slice(0, 11)];
    };
    const xml = 'text/xml; charset=utf-8';
    expect(await plain({ api_key: key })).toEqual([200, xml, '<seriess re']);
    expect(await plain({ api_key: 'nonsense' })).toEqual([401, xml, '<error code']);
    expect((await fetch(`${system.url}/fred/series?series_id=${KEY}`)).status).toBe(401);
    const elsewhere = await fetch(`${system.url}/v1/series/${KEY}?api_key=${key}`);
    expect(elsewhere.status).toBe(401);
  });

  (installed ? it : it.skip)('is read by fredapi, which knows only FRED', async () => {
    const { stdout } = await run(python, [join('test', 'clients', 'fred-client.py'), system.url], {
      env: { ...process.env, SIKU_KEY: await system.key('application') },
    });
    const [first, second, third, fourth] = ['2020-01-01', '2020-04-01', '2020-07-01', '2020-10-01'] as const;
    expect(JSON.parse(stdout)).toEqual({
      info: { id: KEY, title: 'GDP, 宁波市', frequency_short: 'Q', units: '亿元' },
      now: { [first]: 12.1, [second]: 19, [third]: 25, [fourth]: 30 },
      window: { [second]: 19, [third]: 25, [fourth]: 30 },
      then: { [first]: 12.1, [second]: 20 },
      change: { [second]: 6.9, [third]: 6, [fourth]: 5 },
      year: { [first]: 86.1 },
      first: { [first]: 10.5, [second]: 20, [third]: 25, [fourth]: 30 },
      releases: [
        [first, '2020-04-20', 10.5],
        [first, '2020-07-20', 12.1],
        [second, '2020-07-20', 20],
        [second, '2020-10-20', 19],
        [third, '2020-10-20', 25],
        [fourth, '2021-01-20', 30],
      ],
      vintages: ['2020-04-20', '2020-07-20', '2020-10-20', '2021-01-20'],
      asOf: [10.5, 12.1, 20],
      ...{ found: [KEY], filtered: [KEY], category: [KEY] },
      refusal: 'Bad Request.  The series does not exist.',
    });
  });
});
