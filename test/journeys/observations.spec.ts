import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testDatabaseKinds } from '@siku/platform';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { csv } from '../support/departments.js';
import { onboardObservations } from '../support/observations.js';
import { System } from '../support/system.js';

const KEY = 'Q.GDP.330200.N';
const HEADER = '地区,时期,数值,状态,发布日期';

interface SeriesAnswer {
  observations: { period: string; value: string | null; status?: string }[];
}

describe.each(testDatabaseKinds())('observations (%s)', (kind) => {
  let system: System;

  beforeAll(async () => {
    system = await System.start(kind);
    await onboardObservations(system);
  });

  afterAll(() => system.stop());

  const series = async (query: Record<string, string> = {}, key = KEY) => {
    const answer = await system.get(`/v1/series/${key}`, { query });
    if (answer.status !== 200) throw new Error(answer.text);
    return (answer.body as SeriesAnswer).observations.map(({ period, value }) => `${period} ${value}`);
  };

  it('keeps every vintage that was loaded with its date, and computes its revisions', async () => {
    const batch = await system.deliver(
      'gdp-release',
      csv(
        HEADER,
        '330200,2020Q1,10.50,初步核算,2020-04-20',
        '330200,2020Q1,12.10,,2020-07-20',
        '330200,2020年二季度,20,初步核算,2020-07-20',
        '330200,2020Q2,19.0,,2020-10-20',
        '330200,2020年第3季度,"1,030.00",,2020-10-20',
      ),
      { mode: 'delta' },
    );
    expect(batch).toMatchObject({ status: 'published', counts: { accepted: 5, masters: { created: 3 } } });
    expect(await series()).toEqual(['2020-Q1 12.10', '2020-Q2 19.0', '2020-Q3 1030.00']);
    expect(await series({ firstRelease: 'true' })).toEqual(['2020-Q1 10.50', '2020-Q2 20', '2020-Q3 1030.00']);
    expect(await series({ firstRelease: 'true', knownAt: '2020-07-20' })).toEqual(['2020-Q1 10.50', '2020-Q2 20']);
    expect(await series({ knownAt: '2020-04-20' })).toEqual(['2020-Q1 10.50']);
    expect(await series({ knownAt: '2020-07-21' })).toEqual(['2020-Q1 12.10', '2020-Q2 20']);
    expect(await series({ knownAt: '2020-04-19' })).toEqual([]);
    expect(await series({ validAt: '2020-05-01' })).toEqual(['2020-Q2 19.0']);
    expect(await series({ units: 'chg', validAt: '2020-04-01/2020-12-31' })).toEqual([
      '2020-Q2 6.90',
      '2020-Q3 1011.00',
    ]);
    expect(await series({ frequency: 'A', aggregation: 'sum' })).toEqual(['2020 null']);

    const { body } = await system.get(`/v1/series/${KEY}/revisions`);
    expect(body).toMatchObject({
      vintages: ['2020-04-20', '2020-07-20', '2020-10-20'],
      triangle: [
        { period: '2020-Q1', values: ['10.50', '12.10', '12.10'] },
        { period: '2020-Q2', values: [null, '20', '19.0'] },
        { period: '2020-Q3', values: [null, null, '1030.00'] },
      ],
      // (1.6 − 1 + 0) / 3
      statistics: { revised: 2, meanRevision: '0.2', meanAbsoluteRevision: '0.8666666667', upward: 1, downward: 1 },
    });
  });

  it('lists observations in pages and as CSV, and refuses what it does not know', async () => {
    const first = await system.get('/v1/observations', { query: { limit: '2', count: 'exact' } });
    const { items, next, total } = first.body as {
      items: { attributes: { period: string } }[];
      next: string;
      total: number;
    };
    expect([items.map(({ attributes }) => attributes.period), total]).toEqual([['2020-Q1', '2020-Q2'], 3]);
    const second = await system.get('/v1/observations', { query: { after: next } });
    expect(second.body).toMatchObject({
      items: [
        { series: KEY, validFrom: '2020-10-20', attributes: { period: '2020-Q3', value: '1030.00', unit: '亿元' } },
      ],
      next: null,
    });
    const narrow = await system.get('/v1/observations', { query: { limit: '1', fields: 'period,value' } });
    expect((narrow.body as { items: { attributes: object }[] }).items[0]!.attributes).toEqual({
      period: '2020-Q1',
      value: '12.10',
    });
    expect((await system.get('/v1/observations', { query: { fields: 'values' } })).status).toBe(400);
    const one = await system.get(`/v1/observations/by-identifier/key/${KEY}.2020-Q3`);
    expect(one.body).toMatchObject({ validFrom: '2020-10-20', attributes: { value: '1030.00' } });
    expect((await system.get(`/v1/observations/by-identifier/key/${KEY}.2020-Q4`)).status).toBe(404);
    expect((await system.get(`/v1/observations/by-identifier/series/${KEY}`)).status).toBe(400);
    const { text } = await system.get('/v1/observations', { query: { format: 'csv', indicator: 'GDP' } });
    expect(text.split('\r\n')).toHaveLength(5);
    expect((await system.get('/v1/observations', { query: { validat: '2020-01-01' } })).status).toBe(400);
    expect((await system.get('/v1/observations', { query: { validAt: '2020-02-30' } })).status).toBe(400);
    const reversed = { validAt: '2020-12-31/2020-01-01' };
    for (const path of ['/v1/observations', `/v1/series/${KEY}`]) {
      expect((await system.get(path, { query: reversed })).body).toMatchObject({ errors: [{ parameter: 'validAt' }] });
    }
    expect((await system.get(`/v1/series/${KEY}`, { query: { rebase: '1990' } })).body).toMatchObject({
      code: 'nothing-to-rebase-on',
    });
    expect((await system.get('/v1/series/Q.X.1.N')).status).toBe(404);
  });

  it('makes sheets of a series and of its revisions, with figures as numbers', async () => {
    const sheets = async (path: string): Promise<Record<string, unknown[][]>> => {
      const answer = await fetch(`${system.url}/v1/${path}`, {
        headers: { authorization: `Bearer ${await system.key('application')}` },
      });
      const book = new ExcelJS.Workbook();
      await book.xlsx.load(await answer.arrayBuffer());
      return Object.fromEntries(
        book.worksheets.map((sheet) => {
          const rows: unknown[][] = [];
          sheet.eachRow(({ values }) => rows.push((values as unknown[]).slice(1)));
          return [sheet.name, rows];
        }),
      );
    };
    const { '序列 Series': sheet } = await sheets(`series/${KEY}?format=xlsx`);
    expect(sheet).toEqual([
      ['GDP，宁波市'],
      ['序列 Series', KEY],
      ['单位 Unit', '亿元'],
      ['频率 Frequency', 'Q'],
      ['截至 As known at', '现在 now'],
      ['period', 'value', 'status'],
      ['2020-Q1', 12.1, 'normal'],
      ['2020-Q2', 19, 'normal'],
      ['2020-Q3', 1030, 'normal'],
    ]);
    const { '修订 Revisions': triangle, '统计 Statistics': statistics } = await sheets(
      `series/${KEY}/revisions?format=xlsx`,
    );
    expect(triangle!.slice(2)).toEqual([
      ['period', '2020-04-20', '2020-07-20', '2020-10-20'],
      ['2020-Q1', 10.5, 12.1, 12.1],
      ['2020-Q2', undefined, 20, 19],
      ['2020-Q3', undefined, undefined, 1030],
    ]);
    expect(statistics).toContainEqual(['meanRevision', 0.2]);
    const { '观测值 Observations': all } = await sheets('observations?format=xlsx');
    expect(all!.length).toBe(4);
  });

  it('believes the department it trusts, and what was known stays known', async () => {
    await system.deliver('gdp-monitor', csv('地区,时期,数值', '330200,2020Q3,999', '330200,2020Q4,1100.5'), {
      mode: 'delta',
    });
    const between = new Date().toISOString();
    expect(await series()).toEqual(['2020-Q1 12.10', '2020-Q2 19.0', '2020-Q3 1030.00', '2020-Q4 1100.5']);
    const revision = await system.deliver('gdp-monitor', csv('地区,时期,数值', '330200,2020Q4,1101'), {
      mode: 'delta',
    });
    expect((await series()).at(-1)).toBe('2020-Q4 1101');
    expect((await series({ knownAt: between })).at(-1)).toBe('2020-Q4 1100.5');
    await system.post(`/v1/batches/${revision.id}/rollback`);
    await system.finished(revision.id, ['rolled-back']);
    expect((await series()).at(-1)).toBe('2020-Q4 1100.5');
  });

  it('says nothing of what is under embargo before its instant', async () => {
    const publishAt = new Date(Date.now() + 4000).toISOString();
    const accepted = await system.upload('gdp-monitor', csv('地区,时期,数值', '330200,2021Q1,500'), {
      mode: 'delta',
      publishAt,
    });
    const { id } = accepted.body as { id: string };
    const before = (await system.get('/v1/observations/changes', { query: { limit: '1000' } })).text;
    await sleep(1000);
    expect(await system.get(`/v1/batches/${id}`)).toMatchObject({ body: { status: 'received', publishedIn: null } });
    expect((await series()).at(-1)).toBe('2020-Q4 1100.5');
    expect((await system.get('/v1/observations/export')).text).not.toContain('2021-Q1');
    expect((await system.get('/v1/observations/changes', { query: { limit: '1000' } })).text).toBe(before);
    expect(await system.finished(id)).toMatchObject({ status: 'published' });
    expect((await series()).at(-1)).toBe('2021-Q1 500');
    expect((await series({ knownAt: publishAt })).at(-1)).toBe('2020-Q4 1100.5');
  });

  it('is read by SDMX clients in every format, at every vintage', async () => {
    const read = async (path: string, accept: string, query: Record<string, string> = {}, language = 'zh') => {
      const answer = await fetch(`${system.url}/sdmx/${path}?${new URLSearchParams(query).toString()}`, {
        headers: {
          ...{ authorization: `Bearer ${await system.key('application')}`, accept },
          'accept-language': language,
        },
      });
      return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() };
    };
    const window = { startPeriod: '2020-Q1', endPeriod: '2020-Q3', lastNObservations: '2' };
    const csv1 = await read('2.1/data/OBSERVATIONS/Q.GDP+CPI..N', 'application/vnd.sdmx.data+csv', window);
    expect(csv1.text.split('\r\n')).toEqual([
      'DATAFLOW,FREQ,INDICATOR,REF_AREA,ADJUSTMENT,TIME_PERIOD,OBS_VALUE,OBS_STATUS,UNIT_MEASURE,COMMENT_OBS',
      'SIKU:OBSERVATIONS(1.0),Q,GDP,330200,N,2020-Q2,19.0,A,亿元,',
      'SIKU:OBSERVATIONS(1.0),Q,GDP,330200,N,2020-Q3,1030.00,A,亿元,',
      '',
    ]);
    const v3 = '3.0/data/dataflow/SIKU/OBSERVATIONS/1.0.0/*';
    const old = { asOf: '2020-07-21', 'c[TIME_PERIOD]': 'ge:2020-Q2+le:2020-Q4', 'c[INDICATOR]': 'GDP' };
    const csv2 = await read(v3, 'application/vnd.sdmx.data+csv;version=2.0.0', old);
    expect(csv2.type).toContain('application/vnd.sdmx.data+csv;version=2.0.0');
    expect(csv2.text.split('\r\n')[1]).toBe('dataflow,SIKU:OBSERVATIONS(1.0.0),I,Q,GDP,330200,N,2020-Q2,20,P,亿元,');
    const json = JSON.parse((await read(v3, '*/*', old)).text) as {
      data: { dataSets: object[]; structures: object[] };
    };
    expect(json.data.dataSets).toEqual([
      {
        structure: 0,
        action: 'Information',
        series: { '0:0:0:0': { attributes: [], observations: { 0: [20, 0, 0, null] } } },
      },
    ]);
    const generic = await read('2.1/data/SIKU,OBSERVATIONS,1.0/all', '*/*', { endPeriod: '2020-Q1' });
    expect(generic.type).toContain('application/vnd.sdmx.genericdata+xml;version=2.1');
    expect(generic.text).toContain('<generic:ObsDimension value="2020-Q1"/><generic:ObsValue value="12.10"/>');
    const specific = await read(v3, 'application/vnd.sdmx.structurespecificdata+xml', old);
    expect(specific.text).toContain('<Obs TIME_PERIOD="2020-Q2" OBS_VALUE="20" OBS_STATUS="P" UNIT_MEASURE="亿元"/>');
    expect((await read('2.1/data/OBSERVATIONS/all', 'image/png')).status).toBe(406);
    const named = 'application/vnd.sdmx.data+csv;version=2.0.0;labels=';
    expect((await read('3.0/data/dataflow/SIKU/OBSERVATIONS', `${named}every`)).status).toBe(406);
    const columns = async (accept: string) => {
      const { status, type, text } = await read('3.0/data/dataflow/SIKU/OBSERVATIONS', accept, old);
      expect(status).toBe(200);
      return [type, ...text.split('\r\n').slice(0, 2)];
    };
    expect(await columns(`${named}both;keys=both`)).toEqual([
      'application/vnd.sdmx.data+csv;version=2.0.0;labels=both;keys=both',
      'STRUCTURE,STRUCTURE_ID,ACTION,SERIES_KEY,OBS_KEY,FREQ: 频率,INDICATOR: 指标,REF_AREA: 地区,ADJUSTMENT: 季节调整,TIME_PERIOD: 时期,OBS_VALUE: 数值,OBS_STATUS: 状态,UNIT_MEASURE: 单位,COMMENT_OBS: 说明',
      'dataflow,SIKU:OBSERVATIONS(1.0.0): 宏观经济观测值,I,Q.GDP.330200.N,Q.GDP.330200.N.2020-Q2,Q: 季,GDP: GDP,330200: 宁波市,N: 未经调整,2020-Q2,20,P: 初步,亿元,',
    ]);
    expect((await columns(`${named}name;key=series`)).slice(1)).toEqual([
      'STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,ACTION,SERIES_KEY,FREQ,频率,INDICATOR,指标,REF_AREA,地区,ADJUSTMENT,季节调整,TIME_PERIOD,时期,OBS_VALUE,数值,OBS_STATUS,状态,UNIT_MEASURE,单位,COMMENT_OBS,说明',
      'dataflow,SIKU:OBSERVATIONS(1.0.0),宏观经济观测值,I,Q.GDP.330200.N,Q,季,GDP,GDP,330200,宁波市,N,未经调整,2020-Q2,,20,,P,初步,亿元,,,',
    ]);
    const english = await read('3.0/data/dataflow/SIKU/OBSERVATIONS', `${named}both`, old, 'en');
    expect(english.text).toContain(': Macroeconomic observations,I,Q: Quarterly,');
    const one = 'application/vnd.sdmx.data+csv;version=1.0.0;labels=';
    expect((await columns(`${one}both`)).slice(1)[1]).toBe(
      'SIKU:OBSERVATIONS(1.0): 宏观经济观测值,Q: 季,GDP: GDP,330200: 宁波市,N: 未经调整,2020-Q2,20,P: 初步,亿元,',
    );
    expect((await read('3.0/data/dataflow/SIKU/OBSERVATIONS', `${one}name`)).status).toBe(406);
    expect((await read('2.1/data/NOTHING/all', '*/*')).status).toBe(404);
    expect((await read('2.1/data/OBSERVATIONS/A.B', '*/*')).status).toBe(400);
    expect((await read('2.1/data/OBSERVATIONS/all', '*/*', { startperiod: '2020' })).status).toBe(400);
    const history = await read('2.1/data/OBSERVATIONS/Q.GDP.330200.N', 'application/vnd.sdmx.genericdata+xml', {
      ...{ includeHistory: 'true', endPeriod: '2020-Q3' },
    });
    const validFrom = [...history.text.matchAll(/<message:DataSet action="Replace" validFromDate="([^"]*)"/g)];
    expect(validFrom.map(([, at]) => at)).toEqual([
      '2020-04-19T16:00:00.000Z',
      '2020-07-19T16:00:00.000Z',
      '2020-10-19T16:00:00.000Z',
    ]);
    // What was published as 20 and revised since; of this year nothing was.
    const revised = await read('3.0/data/dataflow/SIKU/OBSERVATIONS/*/Q.GDP.330200.N', 'application/json', {
      ...{ includeHistory: 'true', 'c[OBS_VALUE]': 'eq:20' },
    });
    const { data } = JSON.parse(revised.text) as { data: { dataSets: { validFrom: string }[] } };
    expect(data.dataSets.length).toBeGreaterThan(0);
    expect(data.dataSets.every((each) => each.validFrom < '2021')).toBe(true);
    const none = { includeHistory: 'true', 'c[OBS_VALUE]': 'eq:1234567' };
    expect((await read('3.0/data/dataflow/SIKU/OBSERVATIONS/*/*', 'application/json', none)).status).toBe(204);
    // Periods as dates: of the period of the highest frequency that each ends in, here of the quarter.
    expect(await columns(`${named}id;timeFormat=normalized;keys=obs`)).toEqual([
      'application/vnd.sdmx.data+csv;version=2.0.0;keys=obs;timeFormat=normalized',
      'STRUCTURE,STRUCTURE_ID,ACTION,OBS_KEY,FREQ,INDICATOR,REF_AREA,ADJUSTMENT,TIME_PERIOD,OBS_VALUE,OBS_STATUS,UNIT_MEASURE,COMMENT_OBS',
      'dataflow,SIKU:OBSERVATIONS(1.0.0),I,Q.GDP.330200.N.2020-Q2,Q,GDP,330200,N,2020-04-01,20,P,亿元,',
    ]);
    const past = { includeHistory: 'true', endPeriod: '2020-Q1' };
    const asTable = await read('2.1/data/OBSERVATIONS/Q.GDP.330200.N', 'text/csv; timeFormat=normalized', past);
    expect(asTable.text.split('\r\n').slice(0, 2)).toEqual([
      'DATAFLOW,FREQ,INDICATOR,REF_AREA,ADJUSTMENT,TIME_PERIOD,OBS_VALUE,OBS_STATUS,UNIT_MEASURE,COMMENT_OBS,VALID_FROM,VALID_TO',
      'SIKU:OBSERVATIONS(1.0),Q,GDP,330200,N,2020-01-01,10.50,P,亿元,,2020-04-19T16:00:00.000Z,',
    ]);
    const flat = { includeHistory: 'true', dimensionAtObservation: 'AllDimensions', limit: '2', offset: '1' };
    const lines = (await read('3.0/data/dataflow/SIKU/OBSERVATIONS/*/Q.GDP.330200.N', 'text/csv', flat)).text;
    expect(lines.split('\r\n').slice(1, -1)).toHaveLength(2);
    expect(lines.split('\r\n')[1]).toMatch(/^dataflow,SIKU:OBSERVATIONS\(1\.0\.0\),R,Q,GDP,330200,N,.*,2020-0\d-.*Z,$/);
    expect((await read('2.1/data/OBSERVATIONS/Q.X..', '*/*')).status).toBe(204);
  });

  it('finds sums that do not add up', async () => {
    const put = await system.put('/v1/indicators/GDP', {
      title: { zh: '地区生产总值', en: 'Gross regional product' },
      unit: '亿元',
      identities: [{ kind: 'areas', area: '330200', of: ['330203', '330205'], tolerance: '0.1' }],
    });
    expect([put.status, put.body]).toMatchObject([201, { code: 'GDP', version: 1 }]);
    await system.deliver(
      'gdp-release',
      csv(
        HEADER,
        '330203,2020Q1,6.05,,2020-07-20',
        '330205,2020Q1,6,,2020-07-20',
        '330203,2020Q2,10,,2020-07-20',
        '330205,2020Q2,10,,2020-07-20',
        '330203,2020Q3,30,,2020-10-20',
      ),
      { mode: 'delta' },
    );
    const { body } = await system.get('/v1/indicators/GDP/departures');
    expect(body).toMatchObject({
      items: [
        { period: '2020-Q2', total: '19.0', sum: '20', difference: '-1.0', missing: [] },
        { period: '2020-Q3', sum: '30', missing: ['330205'] },
      ],
    });
  });
});

const VINTAGES = '../shared/data/macroeconomic/vintages';
const withData = existsSync(VINTAGES) ? describe : describe.skip;

withData('dated vintages of quarterly GDP', () => {
  let system: System;

  beforeAll(async () => {
    system = await System.start(testDatabaseKinds().at(-1)!);
    await onboardObservations(system);
  });

  afterAll(() => system.stop());

  it.each([
    ['che', 'CH'],
    ['us', 'US'],
  ])(
    'reads every vintage of %s back as it was',
    async (country, area) => {
      const rows: [period: string, date: string, value: string][] = readFileSync(
        `${VINTAGES}/${country}-gdp.csv`,
        'utf8',
      )
        .trim()
        .split(/\r?\n/)
        .slice(1)
        .map((line) => line.split(','))
        // Without a date a vintage is taken for published on the last day of its quarter.
        .map(([period = '', vintage = '', date = '', value = '']) => [
          `${period.slice(0, 4)}-Q${Math.ceil(Number(period.slice(5, 7)) / 3)}`,
          date || `${vintage.slice(0, 4)}-${['03-31', '06-30', '09-30', '12-31'][Number(vintage.at(-1)) - 1]}`,
          value,
        ]);
      const vintages = [...new Set(rows.map(([, date]) => date))].sort();
      const periodsOf = (vintage: string) => rows.filter(([, date]) => date === vintage).map(([period]) => period);
      // A file in long form is silent about what a vintage dropped: the delta says it.
      const dropped = vintages.slice(1).flatMap((vintage, i) => {
        const now = new Set(periodsOf(vintage));
        const gone = periodsOf(vintages[i]!).filter((period) => !now.has(period));
        return gone.map((period) => `${area},${period},,撤回,${vintage}`);
      });
      const told = rows.map(([period, date, value]) => `${area},${period},${value},,${date}`);
      const batch = await system.deliver('gdp-release', csv(HEADER, ...told, ...dropped), { mode: 'delta' });
      expect(batch).toMatchObject({ status: 'published', counts: { accepted: told.length + dropped.length } });
      for (const vintage of vintages) {
        const { body } = await system.get(`/v1/series/Q.GDP.${area}.N`, { query: { knownAt: vintage } });
        const read = (body as SeriesAnswer).observations.map(({ period, value }) => `${period} ${value}`);
        const delivered = rows.filter(([, date]) => date === vintage).map(([period, , value]) => `${period} ${value}`);
        expect([vintage, read]).toEqual([vintage, delivered.sort()]);
      }
      const { body } = await system.get(`/v1/series/Q.GDP.${area}.N/vintages`);
      expect((body as { items: { knownAt: string }[] }).items.map(({ knownAt }) => knownAt)).toEqual(vintages);
    },
    120_000,
  );
});
