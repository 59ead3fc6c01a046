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
    const now = { '2020-Q1': '12.1', '2020-Q2': '19.0' };
    const answer = JSON.parse(stdout) as { pysdmx: { vintages: Record<string, Record<string, string>> } };
    // Whether 12.10 becomes a number is the client's business.
    const asNumbers = (vintage: Record<string, string>): Record<string, number> =>
      Object.fromEntries(Object.entries(vintage).map(([period, value]) => [period, Number(value)]));
    expect(answer).toMatchObject({
      sdmx1: {
        dataflows: ['OBSERVATIONS'],
        codelists: ['CL_ADJUSTMENT', 'CL_AREA', 'CL_FREQ', 'CL_INDICATOR', 'CL_OBS_STATUS'],
        areas: ['330000', '330200'],
        data: { 'Q-GDP-330200-N 2020-Q1': 12.1, 'Q-GDP-330200-N 2020-Q2': 19 },
      },
      pysdmx: {
        structures: { '2.1': described, '3.0': described, json: described, everything: ['AgencyScheme', ...described] },
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
    expect(await kinds('*')).toEqual({ ...all, agencySchemes: 1 });
    const { text } = await read('2.1/codelist/SIKU/CL_FREQ/1.0?detail=allstubs');
    expect(text).toContain('isExternalReference="true"');
    expect(text).not.toContain('<str:Code ');
    const stubs = await read('2.1/datastructure/SIKU/OBSERVATIONS?references=children&detail=referencestubs');
    expect(stubs.text).toContain('<str:DimensionList');
    expect(stubs.text).not.toContain('<str:Code ');
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
    ]) {
      const { text } = await read('2.1/data/OBSERVATIONS/Q.GDP.330200.N', `application/vnd.sdmx.${type}`);
      const { status, counts } = await system.deliver('exchange', text, {
        mode: 'snapshot',
        effectiveDate: '2020-12-31',
      });
      expect([type, status, counts['rejected'], counts['accepted']]).toEqual([type, 'published', 0, 2]);
      changed.push(counts['created']! + counts['updated']! + counts['deleted']!);
    }
    expect(changed).toEqual([2, 0, 0, 0, 0, 0]);
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
    ]);
    const statuses = await Promise.all(
      [
        '2.1/codelist/SIKU/CL_NONE',
        '2.1/codelist/ECB',
        '2.1/categoryscheme',
        '2.1/nonsense',
        '2.1/codelist?reference=all',
      ].map(async (path) => (await read(path)).status),
    );
    expect(statuses).toEqual([404, 404, 404, 400, 400]);
    expect((await read('2.1/codelist', 'image/png')).status).toBe(406);
  });
});
