import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testDatabaseKinds } from '@siku/platform';
import { execFile, spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { csv } from '../support/departments.js';
import { onboardObservations } from '../support/observations.js';
import { System } from '../support/system.js';

interface SdmxRest {
  request2(query: object, service: object, options: { headers: Record<string, string> }): Promise<Response>;
  /** Throws where the answer is not what was asked for. */
  checkStatus(query: object, answer: Response): void;
  checkMediaType(accept: string, answer: Response): void;
  data: { DataFormat: Record<string, string> };
  metadata: { MetadataFormat: Record<string, string> };
}

// The package has no types.
const sdmx = createRequire(import.meta.url)('sdmx-rest') as SdmxRest;

const run = promisify(execFile);
const hasRsdmx = spawnSync('Rscript', ['-e', 'library(rsdmx)']).status === 0;

/** Clients that build their addresses themselves: `sdmx-rest`, which is strict about media types, and rsdmx. */
describe('clients of SDMX REST', () => {
  let system: System;

  beforeAll(async () => {
    system = await System.start(testDatabaseKinds().at(-1)!);
    await onboardObservations(system);
    const file = csv(
      '地区,时期,数值,状态,发布日期',
      '330200,2020Q1,10.50,初步核算,2020-04-20',
      '330200,2020Q1,12.10,,2020-07-20',
      '330200,2020Q2,19.0,,2020-10-20',
    );
    expect((await system.deliver('gdp-release', file, { mode: 'delta' })).status).toBe('published');
  });

  afterAll(() => system.stop());

  const old = () => ({ id: 'SIKU', url: `${system.url}/sdmx/2.1`, api: 'v1.5.0' });
  const present = () => ({ id: 'SIKU', url: `${system.url}/sdmx/3.0`, api: 'v2.0.0' });

  /** Status and media type are the client's to check. */
  const ask = async (query: object, service: object, accept: string): Promise<string> => {
    const headers = { authorization: `Bearer ${await system.key('application')}`, accept };
    const answer = await sdmx.request2(query, service, { headers });
    sdmx.checkStatus(query, answer);
    sdmx.checkMediaType(accept, answer);
    return answer.text();
  };

  const { DataFormat } = sdmx.data;
  const { MetadataFormat } = sdmx.metadata;

  it.each([...['SDMX_CSV_1_0_0', 'SDMX_JSON_1_0_0', 'SDMX_ML_2_1_GENERIC', 'SDMX_ML_2_1_STRUCTURE_SPECIFIC']])(
    'reads data by REST 1.5 as %s',
    async (format) => {
      const query = { flow: 'OBSERVATIONS', key: 'Q.GDP.330200.N', start: '2020-Q2' };
      const text = await ask(query, old(), DataFormat[format]!);
      expect(text).toContain('19.0');
      expect(text).not.toContain('12.10');
    },
  );

  it.each(['SDMX_CSV_2_0_0', 'SDMX_JSON_2_0_0', 'SDMX_ML_3_0_0'])('reads data by REST 2 as %s', async (format) => {
    const query = { context: 'dataflow=SIKU:OBSERVATIONS(1.0.0)', key: 'Q.GDP.330200.N', lastNObs: 1 };
    const text = await ask(query, present(), DataFormat[format]!);
    expect(text).toContain('19.0');
    expect(text).not.toContain('12.10');
  });

  it('packs what it answers, and says when nothing has changed', async () => {
    const ask304 = async (headers: Record<string, string>, key = 'Q.GDP..') =>
      fetch(`${system.url}/sdmx/2.1/data/OBSERVATIONS/${key}`, {
        headers: { authorization: `Bearer ${await system.key('application')}`, accept: 'text/csv', ...headers },
      });
    const plain = await ask304({ 'accept-encoding': 'identity' });
    expect(plain.headers.get('content-encoding')).toBeNull();
    const packed = await ask304({ 'accept-encoding': 'gzip;q=0.5' });
    expect(packed.headers.get('content-encoding')).toBe('gzip');
    expect(packed.headers.get('vary')).toBe('Accept, Accept-Encoding');
    expect(await packed.text()).toBe(await plain.text());
    const [etag, modified] = [packed.headers.get('etag')!, packed.headers.get('last-modified')!];
    expect((await ask304({ 'if-none-match': etag })).status).toBe(304);
    expect((await ask304({ 'if-modified-since': modified })).status).toBe(304);
    expect((await ask304({ 'if-modified-since': 'Mon, 01 Jan 2024 00:00:00 GMT' })).status).toBe(200);
    // Of another question it says nothing, nor of a question that is a mistake.
    expect((await ask304({ 'if-none-match': etag }, 'Q.GDP.330200.')).status).toBe(200);
    expect((await ask304({ 'if-modified-since': modified }, 'Q.GDP')).status).toBe(400);
    const more = csv('地区,时期,数值,状态,发布日期', '330203,2020Q2,3.0,,2020-10-20');
    expect((await system.deliver('gdp-release', more, { mode: 'delta' })).status).toBe('published');
    const changed = await ask304({ 'if-none-match': etag });
    expect(changed.status).toBe(200);
    expect(await changed.text()).toContain('330203');
  });

  it('says of changes what is there no more', async () => {
    const [moment] = (await system.testDatabase.database.query(
      `SELECT to_json(at) #>> '{}' AS at FROM catalogue.base_clock WHERE base = 'macroeconomic'`,
    )) as [{ at: string }];
    const file = csv('地区,时期,数值,状态,发布日期', '330203,2020Q2,,撤回,2020-12-20');
    expect((await system.deliver('gdp-release', file, { mode: 'delta' })).status).toBe('published');
    const changes = async (accept: string): Promise<string> => {
      const after = encodeURIComponent(moment.at);
      const answer = await fetch(`${system.url}/sdmx/3.0/data/dataflow/SIKU/OBSERVATIONS?updatedAfter=${after}`, {
        headers: { authorization: `Bearer ${await system.key('application')}`, accept },
      });
      return answer.text();
    };
    const [head, ...lines] = (await changes('application/vnd.sdmx.data+csv;version=2.0.0')).trim().split('\r\n');
    expect(head).toMatch(/^STRUCTURE,STRUCTURE_ID,ACTION,FREQ/);
    expect(lines.map((line) => line.split(',').slice(2, 8).join(' '))).toEqual(['D Q GDP 330203 N 2020-Q2']);
    const { data } = JSON.parse(await changes('application/vnd.sdmx.data+json;version=2.0.0')) as {
      data: { dataSets: { action: string; series: object }[] };
    };
    expect(data.dataSets.map(({ action, series }) => [action, Object.keys(series).length])).toEqual([['Delete', 1]]);
  });

  it('reads structures and what is available', async () => {
    for (const format of Object.values(MetadataFormat)) {
      const query = { resource: 'dataflow', agency: 'SIKU', references: 'children' };
      const service = /version=(3\.0|2\.0)/.test(format) ? present() : old();
      expect(await ask(query, service, format)).toContain('OBSERVATIONS');
    }
    const available = { flow: 'OBSERVATIONS', component: 'REF_AREA', mode: 'exact' };
    expect(await ask(available, old(), 'application/vnd.sdmx.structure+xml;version=2.1')).toContain('330200');
  });

  (hasRsdmx ? it : it.skip)('is read by rsdmx', async () => {
    const { stdout } = await run('Rscript', [join('test', 'clients', 'rsdmx-client.R'), system.url], {
      env: { ...process.env, LC_ALL: 'C.UTF-8', SIKU_KEY: await system.key('application') },
    });
    expect(stdout.trim().split('\n')).toEqual([
      '2020-Q1 12.1',
      '2020-Q2 19',
      'FREQ INDICATOR REF_AREA ADJUSTMENT',
      '330200 宁波市',
    ]);
  });
});
