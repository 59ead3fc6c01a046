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

const installed = spawnSync(python, ['-c', 'import pysdmx.io, sdmx, httpx']).status === 0;

/** Structures and data of SDMX as others read them. */
describe('SDMX', () => {
  let system: System;

  beforeAll(async () => {
    system = await System.start(testDatabaseKinds().at(-1)!);
    await onboardObservations(system);
    const batch = await system.deliver(
      'gdp-release',
      csv(
        '地区,时期,数值,状态,发布日期',
        '330200,2020Q1,10.50,初步核算,2020-04-20',
        '330200,2020Q1,12.10,,2020-07-20',
        '330200,2020Q2,19.0,,2020-10-20',
      ),
      { mode: 'delta' },
    );
    expect(batch.status).toBe('published');
  });

  afterAll(() => system.stop());

  const read = async (path: string, accept = '*/*') => {
    const answer = await fetch(`${system.url}/sdmx/${path}`, {
      headers: { authorization: `Bearer ${await system.key('application')}`, accept },
    });
    return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() };
  };

  (installed ? it : it.skip)('is read by sdmx1 and pysdmx, structures and both vintages', async () => {
    const { stdout } = await run(python, [join('test', 'clients', 'sdmx-clients.py'), system.url], {
      env: { ...process.env, SIKU_KEY: await system.key('application') },
    });
    const described = ['Codelist', 'ConceptScheme', 'DataStructureDefinition', 'Dataflow'];
    const region = ['AvailabilityConstraint', 1, 2, ['FREQ', 'INDICATOR', 'REF_AREA', 'ADJUSTMENT', 'TIME_PERIOD']];
    const now = { '2020-Q1': '12.1', '2020-Q2': '19.0' };
    const answer = JSON.parse(stdout) as { pysdmx: { vintages: Record<string, Record<string, string>> } };
    // Whether 12.10 becomes a number is the client's business.
    const asNumbers = (vintage: Record<string, string>): Record<string, number> =>
      Object.fromEntries(Object.entries(vintage).map(([period, value]) => [period, Number(value)]));
    const table = {
      dataflows: ['OBSERVATIONS'],
      codelists: ['CL_ADJUSTMENT', 'CL_AREA', 'CL_FREQ', 'CL_INDICATOR', 'CL_OBS_STATUS'],
      areas: ['330000', '330200'],
      data: { 'Q-GDP-330200-N 2020-Q1': 12.1, 'Q-GDP-330200-N 2020-Q2': 19 },
    };
    expect(answer).toMatchObject({
      sdmx1: { '2.1': table, '3.0': table },
      pysdmx: {
        structures: { '2.1': described, '3.0': described, json: described, everything: ['AgencyScheme', ...described] },
        available: { '2.1': [region], '3.0': [region], json: [region] },
        // The first figure; its revision; the second quarter.
        history: [1, 1, 1],
      },
    });
    const { asOf, ...others } = answer.pysdmx.vintages;
    for (const vintage of Object.values(others)) expect(asNumbers(vintage)).toEqual(asNumbers(now));
    expect(asNumbers(asOf!)).toEqual({ '2020-Q1': 12.1 });
  });

  it('tells its structures with what they refer to, or only their names', async () => {
    const kinds = async (path: string): Promise<Record<string, number>> => {
      const { status, text } = await read(`3.0/structure/${path}`);
      expect(status).toBe(200);
      const { data } = JSON.parse(text) as { data: Record<string, object[]> };
      return Object.fromEntries(Object.entries(data).map(([kind, list]) => [kind, list.length]));
    };
    const flow = 'dataflow/SIKU/OBSERVATIONS/1.0.0';
    expect(await kinds(flow)).toEqual({ dataflows: 1 });
    expect(await kinds(`${flow}?references=children`)).toEqual({ dataflows: 1, dataStructures: 1 });
    const all = { dataflows: 1, dataStructures: 1, codelists: 5, conceptSchemes: 1 };
    expect(await kinds(`${flow}?references=descendants`)).toEqual(all);
    expect(await kinds(`${flow}?references=codelist`)).toEqual({ dataflows: 1, codelists: 5 });
    expect(await kinds('codelist/*/CL_FREQ,CL_AREA/+')).toEqual({ codelists: 2 });
    expect(await kinds('codelist/SIKU/CL_FREQ?references=parents')).toEqual({ codelists: 1, dataStructures: 1 });
    expect(await kinds('codelist/SIKU/CL_FREQ?references=ancestors')).toEqual({
      ...{ codelists: 1, dataStructures: 1, dataflows: 1 },
    });
    expect(await kinds('codelist/SIKU/CL_FREQ?references=parentsandsiblings')).toEqual({
      ...{ codelists: 5, dataStructures: 1, conceptSchemes: 1 },
    });
    expect(await kinds('codelist/SIKU/CL_FREQ?references=datastructure,conceptscheme')).toEqual({
      ...{ codelists: 1, dataStructures: 1, conceptSchemes: 1 },
    });
    expect((await read('3.0/structure/codelist/SIKU?references=codelist,nothing')).status).toBe(400);
    for (const path of [
      '2.1/schema/dataflow/SIKU/OBSERVATIONS?explicitMeasure=true',
      '3.0/metadata',
      '3.0/registration/id/X',
    ]) {
      expect([path, (await read(path)).status]).toEqual([path, 501]);
    }
    expect((await read('3.0/structure?asOf=2020-01-01')).status).toBe(501);
    expect((await read('3.0/structure?references=dataconstraint')).status).toBe(200);
    // Industries are a list that no data structure of its own has.
    expect(await kinds('*')).toEqual({ ...all, codelists: 6, agencySchemes: 2 });
    const some = await read('2.1/codelist/SIKU/CL_FREQ/1.0/A+Q');
    expect(some.text).toContain('isPartial="true"');
    expect([...some.text.matchAll(/<str:Code [^>]*id="(\w+)"/g)].map(([, id]) => id)).toEqual(['A', 'Q']);
    expect((await read('3.0/structure/codelist/SIKU/CL_FREQ/1.0.0/NONE')).status).toBe(404);
    const { text } = await read('2.1/codelist/SIKU/CL_FREQ/1.0?detail=allstubs');
    expect(text).toContain('isExternalReference="true"');
    expect(text).not.toContain('<str:Code ');
    const stubs = await read('2.1/datastructure/SIKU/OBSERVATIONS?references=children&detail=referencestubs');
    expect(stubs.text).toContain('<str:DimensionList');
    expect(stubs.text).not.toContain('<str:Code ');
  });

  describe('that others have defined', () => {
    const list = (version: string, codes: object[]) => ({
      data: {
        codelists: [{ id: 'CL_CURRENCY', agencyID: 'ECB', version, names: { en: 'Currencies', zh: '货币' }, codes }],
        valueLists: [{ id: 'VL', agencyID: 'ECB', version: '1.0' }],
        agencySchemes: [{ id: 'AGENCIES', agencyID: 'SDMX', version: '1.0', agencies: [{ id: 'ECB', name: 'ECB' }] }],
      },
    });
    const euro = { id: 'EUR', names: { en: 'Euro' } };
    const ask = async (method: string, path: string, body?: string, as: 'operator' | 'application' = 'operator') => {
      const type = body === undefined ? undefined : { 'content-type': 'application/octet-stream' };
      const headers = { authorization: `Bearer ${await system.key(as)}`, ...type };
      const answer = await fetch(`${system.url}/sdmx/3.0/structure${path}`, { method, headers, body });
      const text = await answer.text();
      return { status: answer.status, body: text === '' ? null : (JSON.parse(text) as unknown) };
    };
    const send = (message: object | string, as?: 'application') =>
      ask('POST', '', typeof message === 'string' ? message : JSON.stringify(message), as);
    const remove = async (path: string) => (await ask('DELETE', `/${path}`)).status;

    it('are taken in, kept by version, and given as all others', async () => {
      const first = await send(list('1.0', [euro]));
      const urn = 'urn:sdmx:org.sdmx.infomodel.codelist.Codelist=ECB:CL_CURRENCY(1.0.0)';
      expect(first).toMatchObject({
        status: 200,
        body: {
          items: [{ urn, outcome: 'created' }],
          ignored: ['valueLists ECB:VL', 'urn:sdmx:org.sdmx.infomodel.base.AgencyScheme=SDMX:AGENCIES(1.0)'],
        },
      });
      expect((await send(list('1.0.0', [euro]))).body).toMatchObject({ items: [{ outcome: 'unchanged' }] });
      expect(await send(list('1.0', []))).toMatchObject({ status: 409, body: { code: 'structure-version' } });
      expect((await send(list('1.1', [euro, { id: 'DEM', names: { de: 'Mark' }, parent: 'EUR' }]))).status).toBe(200);
      const codes = async (path: string) =>
        [...(await read(path)).text.matchAll(/<str:Code [^>]*id="(\w+)"/g)].map(([, id]) => id);
      expect(await codes('2.1/codelist/ECB/CL_CURRENCY')).toEqual(['EUR', 'DEM']);
      expect(await codes('2.1/codelist/ECB/CL_CURRENCY/1.0')).toEqual(['EUR']);
      expect(await codes('2.1/codelist/ECB/CL_CURRENCY/all')).toEqual(['EUR', 'EUR', 'DEM']);
      // Whole national accounts with their lists are larger than other requests may be.
      const many = Array.from({ length: 20_000 }, (_, i) => ({ id: `C${i}`, names: { en: `Currency number ${i}` } }));
      expect((await send(list('3.0', many))).status).toBe(200);
      expect(await remove('codelist/ECB/CL_CURRENCY/3.0')).toBe(204);
      // What one Siku gives, another takes.
      const { text } = await read('2.1/codelist/ECB/all/all');
      expect((await send(text)).body).toMatchObject({ items: [{ outcome: 'unchanged' }, { outcome: 'unchanged' }] });
    });

    it('go by references: none is deleted that another has', async () => {
      const concepts = {
        ...{ id: 'C', agencyID: 'ECB', version: '1.0', name: 'C' },
        concepts: [
          {
            ...{ id: 'CURRENCY', name: 'Currency' },
            coreRepresentation: { enumeration: 'urn:sdmx:org.sdmx.infomodel.codelist.Codelist=ECB:CL_CURRENCY(1.1)' },
          },
        ],
      };
      expect((await send({ data: { conceptSchemes: [concepts] } })).status).toBe(200);
      const { text } = await read('3.0/structure/conceptscheme/ECB/C/1.0.0?references=children');
      expect(JSON.parse(text)).toMatchObject({ data: { codelists: [{ id: 'CL_CURRENCY', version: '1.1.0' }] } });
      expect(await remove('codelist/ECB/CL_CURRENCY/1.1')).toBe(409);
      expect(await remove('conceptscheme/ECB/C/1.0')).toBe(204);
      expect(await remove('codelist/ECB/CL_CURRENCY/1.1')).toBe(204);
      expect(await remove('codelist/ECB/CL_CURRENCY/1.1')).toBe(404);
    });

    it('do not change what follows from the base, nor is anything else taken for a message', async () => {
      const { text } = await read('2.1/codelist/SIKU/CL_FREQ');
      expect(await send(text)).toMatchObject({ status: 400, body: { code: 'structure-own' } });
      expect(await send({ codes: [] })).toMatchObject({ status: 400, body: { code: 'structure-message' } });
      const ofData = { data: { dataSets: [{ action: 'Information' }], structures: [{ dimensions: {} }] } };
      expect(await send(ofData)).toMatchObject({ status: 400, body: { code: 'structure-message' } });
      expect((await send(list('2.0', [euro]), 'application')).status).toBe(403);
      expect(await remove('codelist/SIKU/CL_FREQ/1.0')).toBe(400);
    });
  });

  describe('of more than one series', () => {
    const flow = '3.0/data/dataflow/SIKU/OBSERVATIONS/1.0.0';
    const TABLE = 'application/vnd.sdmx.data+csv;version=2.0.0';

    beforeAll(async () => {
      await system.deliver(
        'gdp-release',
        csv(
          '地区,时期,数值,状态,发布日期',
          '330203,2020Q1,4.5,,2020-07-20',
          '330203,2020Q2,7,初步核算,2020-10-20',
          '330205,2020Q2,6,,2020-10-20',
        ),
        { mode: 'delta' },
      );
    });

    /** Area, period and value of each row. */
    const rows = async (query: string, key = '*'): Promise<string[]> => {
      const { status, text } = await read(`${flow}/${key}?${query}`, TABLE);
      if (status !== 200) return [`${status}`];
      const [head = '', ...lines] = text.trim().split('\r\n');
      const names = head.split(',');
      const of = (line: string): string[] =>
        ['REF_AREA', 'TIME_PERIOD', 'OBS_VALUE'].map((name) => line.split(',')[names.indexOf(name)] ?? '-');
      return lines.map((line) => of(line).join(' '));
    };
    const city = ['330200 2020-Q1 12.10', '330200 2020-Q2 19.0'];
    const haishu = ['330203 2020-Q1 4.5', '330203 2020-Q2 7'];
    const jiangbei = '330205 2020-Q2 6';

    it('are chosen by conditions on every component', async () => {
      expect(await rows('')).toEqual([...city, ...haishu, jiangbei]);
      expect(await rows('', 'Q.GDP.330203.N,Q.GDP.330205')).toEqual([...haishu, jiangbei]);
      expect(await rows('c[REF_AREA]=330203,330205')).toEqual([...haishu, jiangbei]);
      expect(await rows('c[REF_AREA]=ne:330203+ne:330200')).toEqual([jiangbei]);
      expect(await rows('c[REF_AREA]=ew:05,ge:330201+le:330203')).toEqual([...haishu, jiangbei]);
      expect(await rows('c[OBS_VALUE]=gt:6.5+lt:13')).toEqual([city[0], haishu[1]]);
      expect(await rows('c[OBS_STATUS]=P')).toEqual([haishu[1]]);
      expect(await rows('c[TIME_PERIOD]=2020-Q1')).toEqual([city[0], haishu[0]]);
      expect(await rows('c[TIME_PERIOD]=ge:2020-04-01')).toEqual([city[1], haishu[1], jiangbei]);
      expect(await rows('c[TIME_PERIOD]=lt:2020-Q2,2021')).toEqual([city[0], haishu[0]]);
      expect(await rows('c[UNIT_MEASURE]=nc:亿')).toEqual(['204']);
      expect(await rows('c[INDICATOR]=sw:GD&c[ADJUSTMENT]=co:N&limit=1')).toEqual([city[0]]);
      expect(await rows('c[TIME_PERIOD]=sw:2020')).toEqual(['400']);
      expect(await rows('c[OBS_VALUE]=gt:much')).toEqual(['400']);
      expect(await rows('c[COLOUR]=red')).toEqual(['400']);
    });

    it('are sorted, and read by parts', async () => {
      expect(await rows('sort=series_key:desc')).toEqual([jiangbei, ...haishu, ...city]);
      expect(await rows('sort=REF_AREA+TIME_PERIOD:desc&limit=3')).toEqual([city[1], city[0], haishu[1]]);
      expect(await rows('offset=1&limit=2')).toEqual([city[1], haishu[0]]);
      expect(await rows('lastNObservations=1')).toEqual([city[1], haishu[1], jiangbei]);
      const flat = 'dimensionAtObservation=AllDimensions&sort=OBS_VALUE:desc';
      expect(await rows(flat)).toEqual([city[1], city[0], haishu[1], jiangbei, haishu[0]]);
      expect(await rows('sort=OBS_VALUE')).toEqual(['400']);
      expect(await rows('attributes=none&measures=none&offset=1')).toEqual(['330203 - -', '330205 - -']);
      expect(await rows('attributes=none&measures=SOMETHING')).toEqual(['400']);
      expect(await rows('asOf=2020-07-21&updatedAfter=2021-01-01')).toEqual(['400']);
    });

    it('are packaged as series, as sections or as a list', async () => {
      const packed = async (query: string) => {
        const { data } = JSON.parse((await read(`${flow}/*?${query}`)).text) as {
          data: { dataSets: object[]; structures: { dimensions: Record<string, { id: string }[]> }[] };
        };
        const { series, observation } = data.structures[0]!.dimensions;
        return [data.dataSets, series!.map(({ id }) => id), observation!.map(({ id }) => id)];
      };
      const about = { structure: 0, action: 'Information' };
      const section = (values: Record<string, number>) => ({
        attributes: [],
        observations: Object.fromEntries(Object.entries(values).map(([area, value]) => [area, [value]])),
      });
      expect(await packed('dimensionAtObservation=REF_AREA&attributes=none')).toEqual([
        [{ ...about, series: { '0:0:0:0': section({ 0: 12.1, 1: 4.5 }), '0:0:0:1': section({ 0: 19, 1: 7, 2: 6 }) } }],
        ['FREQ', 'INDICATOR', 'ADJUSTMENT', 'TIME_PERIOD'],
        ['REF_AREA'],
      ]);
      expect(await packed('dimensionAtObservation=AllDimensions&attributes=OBS_STATUS&limit=2')).toEqual([
        [{ ...about, observations: { '0:0:0:0:0': [12.1, 0], '0:0:0:0:1': [19, 0] } }],
        [],
        ['FREQ', 'INDICATOR', 'REF_AREA', 'ADJUSTMENT', 'TIME_PERIOD'],
      ]);
      expect((await read(`${flow}/*?dimensionAtObservation=UNIT_MEASURE`)).status).toBe(400);
    });

    it('tell what there is of them, and what could be added', async () => {
      const available = async (path: string) => {
        const { status, text } = await read(`3.0/availability/dataflow/SIKU/OBSERVATIONS/1.0.0/${path}`);
        if (status !== 200) return status;
        const { data } = JSON.parse(text) as {
          data: {
            dataConstraints: {
              annotations: { title: string }[];
              cubeRegions: [{ keyValues: { id: string; values?: { value: string }[]; timeRange?: object }[] }];
            }[];
            codelists?: { id: string; isPartial?: boolean; codes: { id: string }[] }[];
          };
        };
        const [constraint] = data.dataConstraints;
        return {
          counts: constraint!.annotations.map(({ title }) => title),
          ...Object.fromEntries(
            constraint!.cubeRegions[0].keyValues.map(({ id, values, timeRange }) => [
              id,
              values?.map(({ value }) => value) ?? timeRange,
            ]),
          ),
          ...(data.codelists && { lists: data.codelists.map(({ id, codes }) => [id, codes.map((code) => code.id)]) }),
        };
      };
      const [from, to] = ['2020-01-01', '2020-03-31'].map((period) => ({ period, isInclusive: true }));
      expect(await available('Q..330203+330205?c[TIME_PERIOD]=2020-Q1')).toEqual({
        counts: ['1', '1'],
        ...{ FREQ: ['Q'], INDICATOR: ['GDP'], REF_AREA: ['330203'], ADJUSTMENT: ['N'] },
        TIME_PERIOD: { startPeriod: from, endPeriod: to },
      });
      expect(await available('Q..330203/REF_AREA?mode=available&references=codelist')).toEqual({
        counts: ['1', '2'],
        REF_AREA: ['330200', '330203', '330205'],
        lists: [['CL_AREA', ['330000', '330200', '330203', '330205']]],
      });
      expect(await available('Q..330299')).toBe(204);
      expect(await available('*/COLOUR')).toBe(404);
      const { text, type } = await read('2.1/availableconstraint/OBSERVATIONS/Q..330203.N?references=all');
      expect(type).toContain('structure+xml;version=2.1');
      expect(text).toContain('<com:KeyValue id="REF_AREA"><com:Value>330203</com:Value></com:KeyValue>');
    });
  });

  it('takes messages in as it writes them, in any format, without loss', async () => {
    const made = await system.put('/v1/datasets/exchange', {
      base: 'macroeconomic',
      department: 'statistics',
      title: { zh: 'SDMX 交换', en: 'SDMX exchange' },
      key: ['FREQ', 'REF_AREA', 'TIME_PERIOD'],
      mapping: {
        indicator: { constant: 'COPY' },
        area: 'REF_AREA',
        frequency: 'FREQ',
        adjustment: 'ADJUSTMENT',
        period: 'TIME_PERIOD',
        value: 'OBS_VALUE',
        status: 'OBS_STATUS',
        unit: 'UNIT_MEASURE',
      },
    });
    expect([made.status, made.text]).toEqual([201, expect.anything()]);
    const changed: number[] = [];
    for (const type of [
      'genericdata+xml;version=2.1',
      'structurespecificdata+xml;version=2.1',
      'data+json;version=1.0.0',
      'data+json;version=2.0.0',
      'data+csv;version=1.0.0',
      'data+csv;version=2.0.0',
      'data+xml;version=3.0.0',
    ]) {
      const { text } = await read('2.1/data/OBSERVATIONS/Q.GDP.330200.N', `application/vnd.sdmx.${type}`);
      const { status, counts } = await system.deliver('exchange', text, {
        mode: 'snapshot',
        effectiveDate: '2020-12-31',
      });
      expect([type, status, counts['rejected'], counts['accepted']]).toEqual([type, 'published', 0, 2]);
      changed.push(counts['created']! + counts['updated']! + counts['deleted']!);
    }
    expect(changed).toEqual([2, 0, 0, 0, 0, 0, 0]);
    const values = async (key: string): Promise<unknown> =>
      (
        (await system.get(`/v1/series/${key}`)).body as { observations: { period: string; value: string }[] }
      ).observations.map(({ period, value }) => [period, value]);
    expect(await values('Q.COPY.330200.N')).toEqual(await values('Q.GDP.330200.N'));
  });

  it('answers in the format asked for, and says what it does not have', async () => {
    expect((await read('2.1/codelist')).type).toContain('structure+xml;version=2.1');
    expect((await read('3.0/structure/codelist')).type).toContain('structure+json;version=2.0.0');
    const old = await read('2.1/codelist/SIKU/CL_AREA', 'application/vnd.sdmx.structure+json;version=1.0.0');
    const { data } = JSON.parse(old.text) as { data: { codelists: { codes: { id: string; parent?: string }[] }[] } };
    expect(data.codelists[0]!.codes.map(({ id, parent }) => [id, parent])).toEqual([
      ['330000', undefined],
      ['330200', '330000'],
      ['330203', '330200'],
      ['330205', '330200'],
    ]);
    const statuses = await Promise.all(
      [
        '2.1/codelist/SIKU/CL_NONE',
        '2.1/codelist/BIS',
        '2.1/categoryscheme',
        '2.1/nonsense',
        '2.1/codelist?reference=all',
      ].map(async (path) => (await read(path)).status),
    );
    expect(statuses).toEqual([404, 404, 404, 400, 400]);
    expect((await read('2.1/codelist', 'image/png')).status).toBe(406);
  });
});
