import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { listRoutes } from '@siku/access';
import { strictAjv, type DescribedApi } from './described-api.js';
import { documentSchema } from './document.schema.js';
import { describeQueryParameters } from './query-parameters.js';
import { features } from './tour/features.js';
import { keysAndCallers } from './tour/keys.js';
import * as legalEntity from './tour/legal-entities.js';
import { observations } from './tour/observations.js';
import * as population from './tour/population.js';
import { stewards } from './tour/stewards.js';
import { NOBODY, Visitor, type Call } from './visitor.js';

describe('the OpenAPI document', () => {
  let visitor: Visitor;
  let api: DescribedApi;

  beforeAll(async () => {
    visitor = await Visitor.start();
    api = visitor.api;
  });

  afterAll(() => visitor.system.stop());

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
    const isDescribed = (path: string): boolean =>
      // What SDMX asks for and is never offered is no part of it either.
      !/^\/(ogc|sdmx\/[23]\.\d\/(schema|metadata|registration))\b/.test(path);
    const described = listRoutes(visitor.system.app).filter(({ path }) => isDescribed(path));
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

  it.each<[string, (visitor: Visitor) => Promise<void>]>([
    ['departments and datasets', legalEntity.departmentsAndDatasets],
    ['batches and issues', legalEntity.batchesAndIssues],
    ['legal entities', legalEntity.legalEntities],
    ['observations', observations],
    ['a merged record', legalEntity.mergedRecord],
    ['the change feed', legalEntity.changeFeed],
    ['grants', population.grants],
    ['persons', population.persons],
    ['features', features],
  ])('tells what is answered about %s', (_, tour) => tour(visitor));

  it.each([
    ['legal-entities', 'legal-entity', 'name'],
    ['persons', 'population', 'name'],
    ['features', 'geospatial', 'name'],
    ['observations', 'macroeconomic', 'value'],
  ])('tells what stewards are answered: %s', (path, base, attribute) => stewards(visitor, path, base, attribute));

  it('tells what keys, callers and the audit log answer', () => keysAndCallers(visitor));

  it('tells what the operations routes answer', async () => {
    for (const path of ['/health', '/ready', '/metrics', '/openapi.json'])
      await visitor.ask('GET', path, { key: null });
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
    const answer = await visitor.ask(method, path, call);
    expect(answer.status).toBe(status);
    if (status >= 400) expect(answer.type).toContain('application/problem+json');
  });

  it.each(['/v1/legal-entities/models', '/v1/persons/models', '/v1/features/models'])(
    'tells what %s answers',
    async (path) => {
      await visitor.ask('GET', path);
      expect((await visitor.ask('POST', path)).status).toBe(202);
      expect((await visitor.ask('GET', `${path}/2/preview`)).status).toBe(409);
      await visitor.modelIs(`${path}/2`, 'ready');
      await visitor.ask('GET', `${path}/2/preview`);
      expect((await visitor.ask('POST', `${path}/2/activate`)).status).toBe(202);
      await visitor.modelIs(`${path}/2`, 'active');
      await visitor.ask('GET', path);
      expect((await visitor.ask('GET', `${path}/3`)).status).toBe(404);
    },
  );

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

  describeQueryParameters(() => visitor);
});

/** `/v1/keys/:id` → `/v1/keys/{id}`; `::` is the router's way to write a colon. */
const openApiPath = (path: string): string =>
  path.replaceAll(/::|:(\w+)/g, (_, name?: string) => (name === undefined ? ':' : `{${name}}`));
