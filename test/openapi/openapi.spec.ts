import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { listRoutes } from '@siku/access';
import { setTimeout as sleep } from 'node:timers/promises';
import { csv, onboard, registry } from '../support/departments.js';
import { onboardPopulation, TERMS, WANG } from '../support/population.js';
import { onboardObservations } from '../support/observations.js';
import { System } from '../support/system.js';
import { DescribedApi, strictAjv, type Answer, type ApiDocument } from './described-api.js';
import { documentSchema } from './document.schema.js';

const REGISTRY = '注册号,企业名称,统一社会信用代码,住所,法定代表人,成立日期,状态';
const TAX = '纳税人识别号,纳税人名称,社会信用代码,生产经营地址,联系电话';
const USCC = '91110000600037341L';
const NOBODY = '00000000-0000-4000-8000-000000000000';

interface Call {
  query?: Record<string, string>;
  body?: unknown;
  headers?: Record<string, string>;
  key?: string | null;
}

/** The series that is asked about. */
const SERIES = 'Q.GDP.330200.N';

const sights = {
  base: 'geospatial',
  department: 'state-tax',
  title: { zh: '景点' },
  key: ['id'],
  mapping: { layer: { constant: 'places' }, name: 'name', code: 'adcode', geometry: 'geometry' },
};

describe('the OpenAPI document', () => {
  let system: System;
  let api: DescribedApi;
  let operator: string;
  /** ids of what the routes are asked about */
  const known = {
    record: '',
    merged: '',
    batch: '',
    key: '',
    person: '',
    household: '',
    grant: '',
    feature: '',
    dispute: '',
    decision: '',
    observation: '',
  };

  /** Asks, and holds the answer against the document. */
  async function ask(method: string, path: string, call: Call = {}): Promise<Answer> {
    const answer = await send(method, path, call);
    expect([method, path, answer.status]).not.toEqual([method, path, 500]);
    expect(api.untruths(method, path, answer)).toEqual([]);
    return answer;
  }

  async function send(
    method: string,
    path: string,
    { query, body, headers, key = operator }: Call = {},
  ): Promise<Answer> {
    const search = query ? `?${new URLSearchParams(query).toString()}` : '';
    const raw = typeof body === 'string';
    const answer = await fetch(system.url + path + search, {
      method,
      headers: {
        ...(key && { authorization: `Bearer ${key}` }),
        ...(body !== undefined && { 'content-type': raw ? 'application/octet-stream' : 'application/json' }),
        ...(/^\/v1\/(persons|households)/.test(path) && { 'siku-purpose': 'census' }),
        ...headers,
      },
      body: body === undefined || raw ? body : JSON.stringify(body),
    });
    const text = await answer.text();
    const type = text === '' ? '' : (answer.headers.get('content-type') ?? '');
    return {
      status: answer.status,
      type,
      text,
      body: /[/+]json\b/.test(type) ? (JSON.parse(text) as unknown) : undefined,
    };
  }

  async function deliver(dataset: string, file: string, query: Record<string, string>): Promise<string> {
    const { body } = await ask('POST', `/v1/datasets/${dataset}/batches`, { query, body: file });
    const { id } = body as { id: string };
    await system.finished(id);
    return id;
  }

  beforeAll(async () => {
    system = await System.start('embedded');
    operator = await system.key('operator');
    api = new DescribedApi((await system.get('/openapi.json')).body as ApiDocument);
  });

  afterAll(() => system.stop());

  it('is a valid OpenAPI 3.1 document', () => {
    const validate = strictAjv().compile(documentSchema);
    validate(api.document);
    expect(validate.errors ?? []).toEqual([]);
    expect(JSON.stringify(api.document)).not.toContain('"nullable"');
    api.compileAll();
    const ids = api.operations.map(({ operationId }) => operationId);
    expect(ids).toEqual([...new Set(ids)]);
    for (const { path, parameters = [] } of api.operations) {
      const inPath = parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name);
      expect([path, inPath.sort()]).toEqual([path, [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!).sort()]);
    }
  });

  it('describes every route and no other', () => {
    // The OGC API describes itself, at /ogc/api, in the version its clients ask for.
    const described = listRoutes(system.app).filter(({ path }) => !path.startsWith('/ogc'));
    const routes = described.map(({ method, path }) => `${method} ${openApiPath(path)}`);
    const operations = ['/health', '/ready', '/metrics', '/openapi.json'].map((path) => `GET ${path}`);
    expect(api.operations.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(
      [...routes, ...operations].sort(),
    );
  });

  it('names a success for every operation, and JSON answers have a schema', () => {
    for (const { method, path, responses } of api.operations) {
      const successes = Object.entries(responses).filter(([status]) => status < '300');
      // What is never granted says so.
      const refused = /^\/v1\/observations\/\{id\}\/(merge|split)$/.test(path) && '422' in responses;
      expect([`${method} ${path}`, successes.length > 0]).toEqual([`${method} ${path}`, !refused]);
    }
  });

  it('tells what departments and datasets answer', async () => {
    await ask('PUT', '/v1/departments/industry-commerce', { body: { title: { zh: '市工商局' } } });
    await ask('PUT', '/v1/departments/industry-commerce', { body: { title: { zh: '市工商局', en: 'Industry' } } });
    await onboard(system);
    await ask('GET', '/v1/departments');
    await ask('GET', '/v1/departments', { query: { limit: '1' } });
    await ask('GET', '/v1/departments/state-tax');
    await ask('GET', '/v1/departments/state-tax', { headers: { 'if-none-match': '"1"' } });
    await ask('PUT', '/v1/datasets/registry-too', { body: registry });
    await ask('PUT', '/v1/datasets/registry-too', { body: { ...registry, description: { zh: '副本' } } });
    await ask('PUT', '/v1/datasets/registry-too', { body: { ...registry, mapping: { nmae: '企业名称' } } });
    await ask('GET', '/v1/datasets');
    await ask('GET', '/v1/datasets', { query: { limit: '1' } });
    await ask('GET', '/v1/datasets/registry');
    await ask('GET', '/v1/datasets/registry', { headers: { 'if-none-match': '"1"' } });
    await ask('GET', '/v1/datasets/registry-too/versions');
    await ask('GET', '/v1/datasets/registry-too/versions/1');
    await ask('GET', '/v1/datasets/registry/template');
    await ask('GET', '/v1/datasets/registry/template', { query: { format: 'csv' } });
    await ask('GET', '/v1/bases');
    await ask('GET', '/v1/bases/legal-entity');
    const query = { base: 'legal-entity', department: 'state-tax' };
    await ask('POST', '/v1/datasets:infer', { query, body: csv(REGISTRY, '1,宁波甬江机械有限公司,,,,,在业') });
  });

  it('tells what batches and issues answer', async () => {
    await deliver(
      'registry',
      csv(
        REGISTRY,
        `R1,宁波甬江机械有限公司,${USCC},宁波市海曙区中山西路1号,王建国,2001-03-05,在业`,
        'R2,宁波四明山食品有限公司,,宁波市鄞州区天童北路100号,陈晓东,2005-06,在业',
      ),
      { mode: 'snapshot', effectiveDate: '2020-01-01' },
    );
    known.batch = await deliver(
      'taxpayers',
      csv(
        TAX,
        `${USCC},宁波甬江机械公司,${USCC},海曙区中山西路1号,0574-87654321`,
        '330203000000001,宁波小港五金厂,91330203ABCDEFGH1X,宁波市北仑区小港路1号,12',
        '330203000000002,,,,',
      ),
      { mode: 'snapshot', effectiveDate: '2020-02-01' },
    );
    await ask('GET', '/v1/batches');
    await ask('GET', '/v1/batches', { query: { limit: '1' } });
    await ask('GET', `/v1/batches/${known.batch}`);
    const issues = (await ask('GET', `/v1/batches/${known.batch}/issues`)).body as { items: unknown[] };
    expect(issues.items.length).toBeGreaterThanOrEqual(2);
    await ask('GET', `/v1/batches/${known.batch}/issues`, { query: { limit: '1', severity: 'error' } });
    await ask('GET', `/v1/batches/${known.batch}/issues`, { query: { format: 'csv' } });
    await ask('GET', `/v1/batches/${known.batch}/issues`, { query: { format: 'xlsx' } });
    await ask('GET', `/v1/batches/${known.batch}/events`);
    await ask('POST', `/v1/batches/${known.batch}/cancel`);
    await ask('POST', `/v1/batches/${known.batch}/confirm`);
    const refused = await deliver('registry', '%PDF-1.7', { mode: 'delta' });
    await ask('GET', `/v1/batches/${refused}`);
    for (const step of ['confirm', 'cancel']) {
      const held = await deliver('registry', csv(REGISTRY, 'R3,宁波新立贸易有限公司,,,,,在业'), {
        mode: 'snapshot',
        effectiveDate: '2020-06-01',
      });
      expect((await ask('POST', `/v1/batches/${held}/${step}`)).status).toBe(202);
      await system.finished(held, ['published', 'cancelled']);
      if (step === 'confirm') await ask('POST', `/v1/batches/${held}/rollback`);
      if (step === 'confirm') await system.finished(held, ['rolled-back']);
    }
  });

  it('tells what the read API answers', async () => {
    const page = (await ask('GET', '/v1/legal-entities', { query: { count: 'exact' } })).body as {
      items: { id: string }[];
    };
    expect(page.items.length).toBeGreaterThan(1);
    const next = (await ask('GET', '/v1/legal-entities', { query: { limit: '1', fields: 'name' } })).body as {
      next: string;
    };
    await ask('GET', '/v1/legal-entities', { query: { limit: '1', after: next.next } });
    const found = await ask('GET', `/v1/legal-entities/by-identifier/uscc/${USCC}`);
    known.record = (found.body as { id: string }).id;
    const path = `/v1/legal-entities/${known.record}`;
    await ask('GET', path);
    await ask('GET', path, { query: { fields: 'name,identifiers', validAt: '2020-01-15' } });
    const { version, validFrom } = found.body as { version: number; validFrom: string };
    await ask('GET', path, { headers: { 'if-none-match': `"${version}.${validFrom}"` } });
    await ask('GET', `${path}/versions`);
    await ask('GET', `${path}/versions/1`);
    await ask('GET', `${path}/diff`, { query: { from: '1', to: String(version) } });
    await ask('GET', `${path}/diff`, { query: { from: '2019-01-01', to: '2020-05-01' } });
    await ask('GET', `${path}/sources`);
    await ask('GET', `${path}/relations`);
    const attributes = { name: '宁波甬江机械有限公司', identifiers: { uscc: USCC } };
    expect((await ask('POST', '/v1/legal-entities/match', { body: { attributes } })).body).toMatchObject({
      items: [{ id: known.record, decision: 'link' }],
    });
    const svg = { accept: 'image/svg+xml' };
    expect(await ask('POST', '/v1/legal-entities/match', { body: { attributes }, headers: svg })).toMatchObject({
      type: 'image/svg+xml; charset=utf-8',
      text: expect.stringMatching(/^<svg [^]*<title>.*自动关联 link/) as unknown,
    });
    const nobody = { attributes, candidate: NOBODY };
    expect((await ask('POST', '/v1/legal-entities/match', { body: nobody })).body).toMatchObject({ items: [] });
    expect((await ask('POST', '/v1/legal-entities/match', { body: nobody, headers: svg })).status).toBe(404);
    await ask('POST', '/v1/legal-entities/lookup', { body: { ids: [known.record, NOBODY] } });
    const { items } = (await ask('GET', '/v1/legal-entities/changes')).body as { items: unknown[] };
    expect(items.length).toBeGreaterThan(2);
    await ask('GET', '/v1/legal-entities/changes', { query: { limit: '1' } });
    for (const format of ['ndjson', 'csv', 'parquet'])
      await ask('GET', '/v1/legal-entities/export', { query: { format } });
    await ask('GET', '/v1/legal-entities/crosswalk');
    await ask('GET', '/v1/legal-entities/crosswalk', { headers: { accept: 'text/csv' } });
  });

  it('tells what observations answer', async () => {
    await onboardObservations(system);
    const row = '330200,2020Q1,10.5,,2020-04-20';
    await deliver('gdp-release', csv('地区,时期,数值,状态,发布日期', row, '330200,2020Q2,11,,2020-07-20'), {
      mode: 'delta',
    });
    await deliver('gdp-release', csv('地区,时期,数值,状态,发布日期', '330200,2020Q1,10.6,,2020-07-20'), {
      mode: 'delta',
    });
    const definition = {
      ...{ title: { zh: '地区生产总值', en: 'Gross regional product' }, unit: '亿元', tolerance: '0.5' },
      identities: [{ kind: 'areas', area: '330200', of: ['330203'] }],
    };
    expect((await ask('PUT', '/v1/indicators/GDP', { body: definition })).status).toBe(201);
    expect((await ask('PUT', '/v1/indicators/GDP', { body: definition })).status).toBe(200);
    const page = (await ask('GET', '/v1/observations', { query: { count: 'exact' } })).body as {
      items: { id: string }[];
    };
    known.observation = page.items[0]!.id;
    for (const format of ['json', 'csv']) {
      await ask('GET', '/v1/observations', { query: { format } });
      await ask('GET', `/v1/series/${SERIES}`, { query: { format } });
      await ask('GET', `/v1/series/${SERIES}/revisions`, { query: { format } });
      await ask('GET', '/v1/observations/export', { query: { format: format === 'csv' ? 'csv' : 'ndjson' } });
    }
    for (const path of ['', `/${SERIES}`, `/${SERIES}/vintages`, `/${SERIES}/departments`])
      await ask('GET', `/v1/series${path}`);
    for (const path of ['', '/GDP', '/GDP/versions', '/GDP/departures', '/GDP/lineage'])
      await ask('GET', `/v1/indicators${path}`);
    const one = `/v1/observations/${known.observation}`;
    for (const path of ['', '/versions', '/versions/1', '/history', '/diff?from=1&to=2', '/sources']) {
      const [head, query] = `${one}${path}`.split('?');
      await ask('GET', head!, { query: Object.fromEntries(new URLSearchParams(query)) });
    }
    await ask('GET', '/v1/areas/330203/profile', { query: { validAt: '2015-12-31' } });
    for (const path of [
      '2.1/dataflow',
      '2.1/dataflow/all',
      '2.1/codelist/SIKU/CL_FREQ',
      '2.1/codelist/SIKU/CL_FREQ/1.0',
    ]) {
      for (const accept of ['xml', 'json']) {
        await ask('GET', `/sdmx/${path}`, { headers: { accept: `application/vnd.sdmx.structure+${accept}` } });
      }
    }
    const list = { id: 'CL_X', agencyID: 'ECB', version: '1.0', name: 'X', codes: [{ id: 'A', name: 'A' }] };
    await ask('POST', '/sdmx/3.0/structure', { body: { data: { codelists: [list] } } });
    await ask('DELETE', '/sdmx/3.0/structure/codelist/ECB/CL_X/1.0');
    for (const path of ['dataflow', 'codelist/SIKU/CL_FREQ', 'datastructure/*/*/+']) {
      await ask('GET', `/sdmx/3.0/structure/${path}`);
    }
    for (const file_type of ['xml', 'json']) {
      for (const path of ['', '/observations', '/vintagedates', '/tags', '/categories'].map(
        (rest) => `series${rest}`,
      )) {
        await ask('GET', `/fred/${path}`, { query: { series_id: SERIES, file_type } });
      }
      await ask('GET', '/fred/series/search', { query: { search_text: 'GDP', file_type } });
      for (const path of ['category', 'category/children', 'category/series']) {
        await ask('GET', `/fred/${path}`, { query: { category_id: '0', file_type } });
      }
    }
    const flow = ['2.1', 'OBSERVATIONS', SERIES, 'all'];
    const context = ['3.0', 'dataflow', 'SIKU', 'OBSERVATIONS', '1.0.0', SERIES];
    for (const [version, ...parts] of [flow, context]) {
      for (let length = version === '2.1' ? 1 : 0; length <= parts.length; length++) {
        const path = `/sdmx/${[version, 'data', ...parts.slice(0, length)].join('/')}`;
        for (const accept of ['data+json', 'data+csv', 'genericdata+xml', 'structurespecificdata+xml', 'data+xml']) {
          await ask('GET', path, { headers: { accept: `application/vnd.sdmx.${accept}` } });
        }
      }
      const resource = version === '2.1' ? 'availableconstraint' : 'availability';
      const parts2 = [...parts, 'REF_AREA'];
      for (let length = version === '2.1' ? 1 : 0; length <= parts2.length; length++) {
        await ask('GET', `/sdmx/${[version, resource, ...parts2.slice(0, length)].join('/')}`, {
          headers: { accept: 'application/vnd.sdmx.structure+json' },
        });
      }
    }
    await ask('GET', '/v1/observations/changes');
    await ask('GET', `/v1/observations/by-identifier/key/${SERIES}.2020-Q1`);
    await ask('GET', '/v1/observations/crosswalk');
    const attributes = { indicator: 'GDP', area: '330200', frequency: 'Q', adjustment: 'N', period: '2020-Q1' };
    expect((await ask('POST', '/v1/observations/match', { body: { attributes } })).body).toMatchObject({
      items: [{ id: known.observation }],
    });
    await ask('POST', '/v1/observations/lookup', { body: { ids: [known.observation, NOBODY] } });
  });

  it('tells what a merged record answers', async () => {
    const { body } = await ask('GET', '/v1/legal-entities', { query: { name: '小港五金' } });
    const [lone] = (body as { items: { id: string }[] }).items;
    await deliver('taxpayers', csv(TAX, `330203000000001,宁波甬江机械公司,${USCC},海曙区中山西路1号,0574-87654321`), {
      mode: 'delta',
      effectiveDate: '2020-03-01',
    });
    known.merged = lone!.id;
    const gone = await ask('GET', `/v1/legal-entities/${lone!.id}`);
    expect(gone).toMatchObject({ status: 410, body: { successor: known.record } });
    await ask('GET', '/v1/legal-entities/changes');
    await ask('GET', `/v1/legal-entities/${lone!.id}/versions`);
  });

  it('tells what the change feed streams, and goes on where a reader left it', async () => {
    const [first] = await eventsOf('/v1/legal-entities/changes/events', {}, 1);
    const { items } = (await ask('GET', '/v1/legal-entities/changes')).body as {
      items: { position: string; kind: string }[];
    };
    expect(first).toEqual({ id: items[0]!.position, event: items[0]!.kind, data: items[0] });
    // As a browser does it: the address of the first time, and the last event it saw.
    const path = `/v1/legal-entities/changes/events?after=${items[0]!.position}`;
    const [third] = await eventsOf(path, { 'last-event-id': items[1]!.position }, 1);
    expect(third).toMatchObject({ id: items[2]!.position });
  });

  /** Reads so many events and leaves. */
  async function eventsOf(path: string, headers: Record<string, string>, count: number): Promise<object[]> {
    const leave = new AbortController();
    const answer = await fetch(system.url + path, {
      headers: { authorization: `Bearer ${operator}`, ...headers },
      signal: leave.signal,
    });
    const [, route = ''] = /^([^?]*)/.exec(path) ?? [];
    const type = answer.headers.get('content-type') ?? '';
    expect(api.untruths('GET', route, { status: answer.status, type, text: '', body: undefined })).toEqual([]);
    let text = '';
    for await (const chunk of answer.body!.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      if (text.split('\nevent: ').length > count && text.endsWith('\n\n')) break;
    }
    leave.abort();
    return text
      .split('\n\n')
      .filter((block) => block.startsWith('id: '))
      .slice(0, count)
      .map((block) => {
        const { id, event, data } = Object.fromEntries(
          block.split('\n').map((line) => line.split(/: (.*)/s, 2)),
        ) as Record<string, string>;
        return { id, event, data: JSON.parse(data!) as unknown };
      });
  }

  it('tells what grants answer', async () => {
    const fields = {
      ...{ name: 'value', birthDate: 'value', household: 'value', kin: 'value', sourceKeys: 'value' },
      registeredAddress: 'value',
    };
    const terms = { ...TERMS, purpose: 'census', fields, searchBy: ['name', 'identifiers', 'birthDate'] };
    const decide = (id: string, act: string, body: object) =>
      system.post(`/v1/grants/${id}/${act}`, body, { as: 'steward' });
    const asking = async (): Promise<string> =>
      ((await ask('POST', '/v1/grants', { body: terms })).body as { id: string }).id;
    known.grant = await asking();
    const [other, third] = [await asking(), await asking()];
    expect((await decide(known.grant, 'approve', {})).status).toBe(200);
    const steward = await system.key('steward');
    await ask('POST', `/v1/grants/${other}/refuse`, { body: { reason: '依据不足' }, key: steward });
    await ask('POST', `/v1/grants/${third}/approve`, { body: {}, key: steward });
    await ask('POST', `/v1/grants/${third}/revoke`, { body: { reason: '目的已达成' } });
    await ask('POST', '/v1/grants', { body: { ...terms, fields: { nmae: 'value' } } });
    await ask('GET', '/v1/grants');
    await ask('GET', '/v1/grants', { query: { limit: '1' } });
    await ask('GET', `/v1/grants/${known.grant}`);
  });

  it('tells what persons answer', async () => {
    await onboardPopulation(system);
    const search = { identifiers: { residentId: WANG }, fields: ['name', 'age'] };
    const { body } = await ask('POST', '/v1/persons/search', { body: search });
    known.person = (body as { items: { id: string }[] }).items[0]!.id;
    const path = `/v1/persons/${known.person}`;
    const query = { fields: 'name' };
    await ask('GET', path, { query });
    await ask('GET', path, { query: { fields: 'phone' } });
    const household = (await ask('GET', `${path}/household`, { query })).body as { id: string };
    known.household = household.id;
    await ask('GET', `/v1/households/${household.id}`, { query });
    await ask('GET', `/v1/households/${household.id}/history`);
    await ask('POST', '/v1/households/search', { body: { member: known.person, fields: ['name'] } });
    await ask('GET', `${path}/kin`);
    await ask('GET', `${path}/moves`);
    await ask('GET', `${path}/history`, { query });
    await ask('GET', `/v1/legal-entities/${known.record}/history`);
    await ask('GET', `${path}/versions`);
    await ask('GET', `${path}/versions/1`);
    await ask('GET', `${path}/diff`, { query: { from: '1', to: '2' } });
    await ask('GET', `${path}/sources`);
    await ask('GET', `${path}/access-log`, { key: await system.key('steward') });
    await ask('POST', '/v1/persons/verify', { body: { id: known.person, attributes: { name: '王建国' } } });
    await ask('POST', '/v1/persons/match', { body: { attributes: { name: '王建国', birthDate: '1980-05-01' } } });
    await ask('POST', '/v1/persons/lookup', { body: { ids: [known.person] }, query });
    await ask('GET', '/v1/persons/changes');
    await ask('GET', '/v1/persons/export');
    await ask('GET', '/v1/persons/crosswalk');
  });

  it('tells what features answer', async () => {
    await ask('PUT', '/v1/datasets/sights', { body: sights });
    const point = (x: number): object => ({ type: 'Point', coordinates: [x, 29.87] });
    const feature = (id: string, name: string, x: number): string =>
      JSON.stringify({ type: 'Feature', id, properties: { name, adcode: `C${id}` }, geometry: point(x) });
    const query = { mode: 'delta', effectiveDate: '2020-01-01' };
    await deliver('sights', [feature('1', '天一阁', 121.53), feature('2', '月湖', 121.54)].join('\n'), query);
    await deliver('sights', feature('1', '天一阁博物院', 121.53), { ...query, effectiveDate: '2021-01-01' });
    const { body } = await ask('GET', '/v1/features', { query: { bbox: '121,29,122,30', count: 'exact' } });
    known.feature = (body as { items: { id: string; attributes: { code: string } }[] }).items.find(
      ({ attributes }) => attributes.code === 'C1',
    )!.id;
    const path = `/v1/features/${known.feature}`;
    await ask('POST', '/v1/geocode', { body: { addresses: ['宁波市海曙区中山西路18号', '北极'] } });
    await ask('POST', '/v1/geocode', { body: {} });
    await ask('POST', '/v1/geocode/reverse', { body: { point: [121.53, 29.87] } });
    await ask('GET', '/v1/layers');
    await ask('GET', '/v1/layers/roads');
    await ask('PUT', '/v1/layers/lamps', { body: { title: { zh: '路灯' }, geometry: 'point' } });
    await ask('GET', '/v1/features/by-identifier/code/C1');
    await ask('GET', path);
    for (const part of ['versions', 'versions/1', 'history', 'sources']) await ask('GET', `${path}/${part}`);
    await ask('GET', `${path}/diff`, { query: { from: '1', to: '2' } });
    await ask('GET', '/v1/features/changes');
    await ask('GET', '/v1/features/export');
    await ask('GET', '/v1/features/crosswalk');
    await ask('POST', '/v1/features/match', {
      body: { attributes: { layer: 'places', name: '天一阁', geometry: point(121.53) } },
    });
    await ask('POST', '/v1/features/lookup', { body: { ids: [known.feature] } });
  });

  it.each([
    ['legal-entities', 'legal-entity', 'name'],
    ['persons', 'population', 'name'],
    ['features', 'geospatial', 'name'],
    ['observations', 'macroeconomic', 'value'],
  ])('tells what stewards are answered: %s', async (path, base, attribute) => {
    const { text } = await ask('GET', `/v1/${path}/crosswalk`);
    const [first, second] = [
      ...new Set(
        text
          .trim()
          .split('\n')
          .map((line) => (JSON.parse(line) as { id: string }).id),
      ),
    ];
    const headers = { 'siku-purpose': 'census' };
    const reason = '核实';
    const body = { with: [second], reason };
    const foretold = (await ask('POST', `/v1/${path}/${first}/merge`, { body, query: { preview: 'true' } })).body as {
      items?: { id: string }[];
    };
    // Where identity is exact, nothing is merged.
    const record = `/v1/${path}/${foretold.items?.[0]!.id ?? first}`;
    const merged = (await ask('POST', `/v1/${path}/${first}/merge`, { body })).body as { decisionId?: string };
    const { items } = (await ask('GET', `${record}/sources`)).body as { items: { recordId: string }[] };
    const groups = [[items[0]!.recordId]];
    await ask('POST', `${record}/split`, { body: { groups, reason }, query: { preview: 'true' } });
    await ask('POST', `${record}/split`, { body: { groups: [['x']], reason } });
    const split = (await ask('POST', `${record}/split`, { body: { groups, reason } })).body as { decisionId?: string };
    if (split.decisionId) {
      await ask('GET', `/v1/decisions/${split.decisionId}`);
      await ask('POST', `/v1/decisions/${split.decisionId}/undo`, { body: { reason } });
      await ask('POST', `/v1/decisions/${split.decisionId}/undo`, { body: { reason } });
      await ask('POST', `/v1/decisions/${merged.decisionId}/undo`, { body: { reason } });
    }
    await ask('POST', `${record}/overrides`, { body: { path: attribute, reason }, query: { preview: 'true' } });
    await ask('POST', `${record}/overrides`, { body: { path: 'nmae', value: 'x', reason } });
    await ask('GET', `${record}/decisions`);
    const policy = `/v1/review-policies/${base}`;
    await ask('GET', policy);
    await ask('PUT', policy, { body: { fourEyes: true, claimMinutes: 5, dueDays: 3 } });
    const pinned = (await ask('POST', `${record}/overrides`, { body: { path: attribute, reason } })).body as {
      decisionId: string;
    };
    await ask('POST', `/v1/decisions/${pinned.decisionId}/approve`);
    await ask('POST', `/v1/decisions/${pinned.decisionId}/approve`, { key: await system.key('steward') });
    await ask('PUT', policy, { body: { fourEyes: false, claimMinutes: 5, dueDays: 3 } });
    await ask('GET', '/v1/decisions');
    await ask('GET', '/v1/decisions', { query: { limit: '1', base } });
    const { text: exported } = await ask('GET', '/v1/decisions/export', { query: { base } });
    await ask('POST', '/v1/decisions/import', { body: `${exported}no decision\n` });
    await ask('GET', `/v1/review-statistics/${base}`);
    const dispute = (await ask('POST', `${record}/disputes`, { body: { path: attribute, proposed: '甲', reason } }))
      .body as {
      id: string;
    };
    if (base === 'legal-entity') Object.assign(known, { dispute: dispute.id, decision: pinned.decisionId });
    await ask('GET', '/v1/disputes');
    await ask('GET', `/v1/disputes/${dispute.id}`);
    const task = `/v1/review-tasks/${dispute.id}`;
    await ask('GET', '/v1/review-tasks', { query: { base, division: '33' } });
    await ask('GET', '/v1/review-tasks', { query: { department: 'state-tax', limit: '1' } });
    await ask('GET', task, { headers });
    await ask('POST', `${task}/claim`);
    await ask('DELETE', `${task}/claim`);
    await ask('POST', `${task}/decision`, { body: { decision: 'same', reason } });
    await ask('POST', `${task}/decision`, { body: { decision: 'confirm', reason } });
    const other = (await ask('POST', `${record}/disputes`, { body: { path: 'name', reason } })).body as { id: string };
    const bulk = { ids: [other.id], decision: 'investigate', reason };
    await ask('POST', '/v1/review-tasks:decide', { body: bulk, query: { preview: 'true' } });
    await ask('POST', '/v1/review-tasks:decide', { body: bulk });
  });

  it('tells what keys, callers and the audit log answer', async () => {
    const body = { name: 'test', roles: ['application'], scopes: ['legal-entity:read'] };
    const created = (await ask('POST', '/v1/keys', { body })).body as { id: string; key: string };
    known.key = created.id;
    await ask('GET', '/v1/keys');
    await ask('GET', `/v1/keys/${created.id}`);
    await ask('POST', `/v1/keys/${created.id}/rotate`, { body: { overlapMinutes: 5 } });
    await ask('GET', '/v1/me');
    await ask('GET', '/v1/me', { key: created.key });
    await ask('GET', '/v1/audit', { query: { limit: '1' } });
    await ask('GET', '/v1/audit');
    await ask('DELETE', `/v1/keys/${created.id}`);
    await ask('GET', '/v1/me', { key: created.key });
  });

  it('tells what the operations routes answer', async () => {
    for (const path of ['/health', '/ready', '/metrics', '/openapi.json']) await ask('GET', path, { key: null });
  });

  it.each([
    [400, 'GET', '/v1/legal-entities', { query: { nmae: 'x' } }],
    [400, 'GET', '/v1/legal-entities', { query: { validAt: '2020-02-30' } }],
    [400, 'GET', '/v1/legal-entities', { query: { after: 'x' } }],
    [400, 'GET', '/v1/legal-entities', { query: { validAt: '0000-01-01' } }],
    [400, 'GET', '/v1/legal-entities', { query: { knownAt: '2020-01-01T00:00:00+23:00' } }],
    [400, 'GET', '/v1/legal-entities', { query: { updatedSince: '2020-01-01T00:00:00+23:00' } }],
    [200, 'GET', '/v1/legal-entities/changes', { query: { after: '1.9999999999' } }],
    [400, 'GET', '/v1/legal-entities/changes/events', { headers: { 'last-event-id': 'yesterday' } }],
    [400, 'GET', `/v1/batches/${NOBODY}/issues`, { query: { after: '9999999999-1' } }],
    [404, 'GET', `/v1/batches/${NOBODY}/events`, {}],
    [400, 'GET', '/v1/legal-entities/nobody', {}],
    [400, 'POST', '/v1/legal-entities/lookup', { body: { ids: [], other: 1 } }],
    [400, 'POST', '/v1/datasets/registry/batches', { query: { mode: 'x' }, body: 'x' }],
    [400, 'POST', '/v1/datasets/registry/batches', { query: { mode: 'delta' } }],
    [401, 'GET', '/v1/legal-entities', { key: null }],
    [401, 'GET', '/v1/me', { key: 'nonsense' }],
    [404, 'GET', `/v1/legal-entities/${NOBODY}`, {}],
    [404, 'GET', `/v1/batches/${NOBODY}`, {}],
    [404, 'GET', '/v1/datasets/nothing', {}],
    [404, 'POST', '/v1/datasets/nothing/batches', { query: { mode: 'delta' }, body: 'x' }],
  ] as [number, string, string, Call][])('answers as described: %i %s %s %j', async (status, method, path, call) => {
    const answer = await ask(method, path, call);
    expect(answer.status).toBe(status);
    if (status >= 400) expect(answer.type).toContain('application/problem+json');
  });

  it.each(['/v1/legal-entities/models', '/v1/persons/models', '/v1/features/models'])(
    'tells what %s answers',
    async (path) => {
      await ask('GET', path);
      expect((await ask('POST', path)).status).toBe(202);
      expect((await ask('GET', `${path}/2/preview`)).status).toBe(409);
      await modelIs(`${path}/2`, 'ready');
      await ask('GET', `${path}/2/preview`);
      expect((await ask('POST', `${path}/2/activate`)).status).toBe(202);
      await modelIs(`${path}/2`, 'active');
      await ask('GET', path);
      expect((await ask('GET', `${path}/3`)).status).toBe(404);
    },
  );

  async function modelIs(path: string, status: string): Promise<void> {
    for (let tries = 0; tries < 1000; tries++) {
      const { body } = await ask('GET', path);
      if ((body as { status: string }).status === status) return;
      await sleep(25);
    }
    throw new Error(`${path} did not become ${status}: ${JSON.stringify((await ask('GET', path)).body)}`);
  }

  it('has been held against every JSON answer it describes', () => {
    expect(api.unseen()).toEqual([]);
  });

  it('gives every list the shape {items, next}', () => {
    for (const { method, path, responses } of api.operations.filter((operation) => operation.method === 'GET')) {
      const schema = responses['200']?.content?.['application/json']?.schema;
      const name = /#\/components\/schemas\/(\w+)/.exec(JSON.stringify(schema?.['$ref'] ?? ''))?.[1];
      const properties = (name ? api.document.components.schemas[name]! : schema)?.['properties'] as object | undefined;
      if (!properties || !('items' in properties)) continue;
      expect([`${method} ${path}`, 'next' in properties]).toEqual([`${method} ${path}`, true]);
    }
  });

  describe('query parameters', () => {
    // Stewards and models have merged records meanwhile: which of them survives is the platform's to say.
    beforeAll(async () => {
      for (const [path, name] of [
        ['persons', 'person'],
        ['features', 'feature'],
        ['legal-entities', 'record'],
      ] as const) {
        const query = { fields: 'name' };
        const { status, body } = await send('GET', `/v1/${path}/${known[name]}`, { query });
        if (status === 410) known[name] = (body as { successor?: string }).successor ?? known[name];
      }
    });

    const ids = (): Record<string, string> => ({
      persons: known.person,
      households: known.household,
      features: known.feature,
      grants: known.grant,
      batches: known.batch,
      keys: known.key,
      'review-tasks': known.dispute,
      disputes: known.dispute,
      '/decisions/{id}': known.decision,
      'legal-entities': known.record,
      observations: known.observation,
    });
    const concrete = (path: string): string =>
      path
        .replace('observations/by-identifier/{scheme}/{value}', `observations/by-identifier/key/${SERIES}.2020-Q1`)
        .replace('{version}', path.includes('models') ? '2' : '1')
        .replace('{resource}/{agency}/{id}/1', 'codelist/SIKU/CL_FREQ/1.0.0')
        .replace('{item}', 'A')
        .replace('{resource}/{agency}/{id}', 'codelist/SIKU/CL_FREQ')
        .replace('2.1/{resource}', '2.1/codelist')
        .replace('structure/{resource}', 'structure/codelist')
        .replace('{context}/{agency}/{resource}/1', 'dataflow/SIKU/OBSERVATIONS/1.0.0')
        .replace('{context}/{agency}/{resource}', 'dataflow/SIKU/OBSERVATIONS')
        .replace('{context}', 'dataflow')
        .replace('{provider}/{component}', 'all/REF_AREA')
        .replace('{component}', 'REF_AREA')
        .replace('{provider}', 'all')
        .replace('{agency}', 'SIKU')
        .replace('{flow}', 'OBSERVATIONS')
        .replace('{key}', SERIES)
        .replace(/indicators\/\{code\}/, 'indicators/GDP')
        .replace('areas/{code}', 'areas/330203')
        .replace('{scheme}', path.includes('features') ? 'code' : 'uscc')
        .replace('{value}', path.includes('features') ? 'C1' : USCC)
        .replace(
          '{code}',
          /bases|policies|statistics/.test(path)
            ? 'legal-entity'
            : path.includes('departments')
              ? 'state-tax'
              : path.includes('layers')
                ? 'roads'
                : 'registry',
        )
        .replace('{id}', () => Object.entries(ids()).find(([resource]) => path.includes(resource))![1]);
    // The access log is no operator's.
    const reads = () => api.operations.filter(({ method, path }) => method === 'GET' && !path.endsWith('access-log'));
    /** What the required ones are given. */
    const SAMPLE: Record<string, string> = {
      ...{ from: '1', to: '1', fields: 'name', series_id: SERIES, search_text: 'GDP', category_id: '0' },
    };

    it('refuses one it does not describe, by name, on every GET route', async () => {
      for (const { path } of reads()) {
        const { status, body } = await send('GET', concrete(path), { query: { surprise: '1' } });
        expect([path, status, (body as { errors: object[] }).errors]).toEqual([
          path,
          400,
          expect.arrayContaining([expect.objectContaining({ parameter: 'surprise', code: 'unknown-parameter' })]),
        ]);
      }
    });

    it('gives nothing to whoever takes none of what a route answers', async () => {
      // /health and the like have one form, whatever is asked for.
      for (const { path, parameters = [] } of reads().filter((operation) => operation.path.lastIndexOf('/') > 0)) {
        const required = parameters.filter((parameter) => parameter.in === 'query' && parameter.required);
        const query = Object.fromEntries(required.map(({ name }) => [name, SAMPLE[name]!]));
        const { status, text } = await send('GET', concrete(path), { query, headers: { accept: 'audio/mpeg' } });
        expect([path, status, text.includes('"not-acceptable"')]).toEqual([path, 406, true]);
      }
      const match = { attributes: { name: '宁波甬江机械有限公司' } };
      const call = { body: match, headers: { accept: 'audio/mpeg' } };
      expect((await send('POST', '/v1/legal-entities/match', call)).status).toBe(406);
    });

    it('knows every one it describes', async () => {
      for (const { path, parameters = [] } of reads()) {
        for (const { name } of parameters.filter((parameter) => parameter.in === 'query')) {
          // A value that no parameter with a form accepts: what is asked is only whether the name is known.
          const { status, text } = await send('GET', concrete(path), { query: { [name]: '\u0001' } });
          expect([path, name, status < 500, text.includes('unknown-parameter')]).toEqual([path, name, true, false]);
        }
      }
    });

    it('can do without those it calls optional', async () => {
      for (const { path, parameters = [] } of reads().filter((operation) => !operation.path.endsWith('/events'))) {
        const required = parameters.filter((parameter) => parameter.in === 'query' && parameter.required);
        const query = Object.fromEntries(required.map(({ name }) => [name, SAMPLE[name]!]));
        const { status, text } = await send('GET', concrete(path), { query });
        expect([path, status < 300 || text]).toEqual([path, true]);
        for (const { name } of required) {
          const without = Object.fromEntries(Object.entries(query).filter(([other]) => other !== name));
          expect([path, (await send('GET', concrete(path), { query: without })).status]).toEqual([path, 400]);
        }
      }
    });
  });
});

/** `/v1/keys/:id` → `/v1/keys/{id}`; `::` is the router's way to write a colon. */
const openApiPath = (path: string): string =>
  path.replaceAll(/::|:(\w+)/g, (_, name?: string) => (name === undefined ? ':' : `{${name}}`));
