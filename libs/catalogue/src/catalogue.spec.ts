import { Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AccessModule } from '@siku/access';
import {
  conflict,
  createHttpApplication,
  createLogger,
  createTestDatabase,
  PlatformModule,
  testDatabaseKinds,
  type TestDatabase,
} from '@siku/platform';
import { BaseCatalogue, CatalogueModule, DatasetChangeChecks } from './index.js';

const ADMIN_KEY = 'an-administrator-of-the-tests';
const title = { zh: '题', en: 'Title' };

@Module({ imports: [AccessModule, CatalogueModule] })
class TestModule {}

interface Answer {
  status: number;
  etag: string | null;
  body: Record<string, unknown> & { errors?: { pointer: string; code: string }[]; items?: Record<string, unknown>[] };
}

describe.each(testDatabaseKinds())('catalogue on the %s database', (kind) => {
  let app: NestFastifyApplication;
  let test: TestDatabase;
  let address: string;

  beforeAll(async () => {
    test = await createTestDatabase(kind, { adminKey: ADMIN_KEY });
    const { configuration, server } = test;
    const logger = createLogger({ logLevel: 'silent' }, 'test');
    const platform = PlatformModule.forRoot({ configuration, server, logger });
    app = await createHttpApplication({ module: TestModule, imports: [platform] }, configuration, logger);
    app.get(BaseCatalogue).register({
      code: 'legal-entity',
      schema: 'legal_entity',
      path: 'legal-entities',
      attributes: { name: { type: 'name', title, required: true }, phone: { type: 'phone', title } },
    });
    await app.listen(0, '127.0.0.1');
    address = await app.getUrl();
  });

  afterAll(async () => {
    await app?.close();
    await test?.close();
  });

  async function call(
    method: string,
    url: string,
    body?: unknown,
    headers: Record<string, string> = {},
    key = ADMIN_KEY,
  ): Promise<Answer> {
    const response = await fetch(`${address}${url}`, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      etag: response.headers.get('etag'),
      body: (text ? JSON.parse(text) : {}) as Answer['body'],
    };
  }

  const keyOf = async (roles: string[], department?: string): Promise<string> =>
    String((await call('POST', '/v1/keys', { name: 'test', roles, department })).body['key']);

  const definition = {
    base: 'legal-entity',
    department: 'civil-affairs',
    title,
    key: ['号'],
    mapping: { name: '名称' },
  };

  it('keeps departments, one version for one content', async () => {
    const first = await call('PUT', '/v1/departments/civil-affairs', {
      title: { zh: '民政局' },
      providerCode: '11330200002966717y',
    });
    expect(first).toMatchObject({
      status: 400,
      body: { code: 'uscc-check-digit', errors: [{ pointer: '#/providerCode' }] },
    });
    const created = await call('PUT', '/v1/departments/civil-affairs', { title: { zh: '民政局' }, division: '330200' });
    expect(created).toMatchObject({
      status: 201,
      etag: '"1"',
      body: { version: 1, title: { zh: '民政局', en: '民政局' } },
    });
    const read = await call('GET', '/v1/departments/civil-affairs');
    expect(await call('PUT', '/v1/departments/civil-affairs', read.body)).toMatchObject({ status: 200, etag: '"1"' });
    const changed = { title: { zh: '市民政局', en: 'Civil affairs' } };
    expect(await call('PUT', '/v1/departments/civil-affairs', changed, { 'if-match': '"7"' })).toMatchObject({
      status: 412,
    });
    expect(await call('PUT', '/v1/departments/civil-affairs', changed, { 'if-match': '"1"' })).toMatchObject({
      status: 200,
      etag: '"2"',
    });
    expect(await call('GET', '/v1/departments/civil-affairs', undefined, { 'if-none-match': '"2"' })).toMatchObject({
      status: 304,
    });
    expect(await call('PUT', '/v1/departments/tax', { titel: title })).toMatchObject({
      status: 400,
      body: { code: 'unknown-member' },
    });
    expect(await call('GET', '/v1/departments/none')).toMatchObject({ status: 404 });
    await call('PUT', '/v1/departments/state-tax', { title });
    expect((await call('GET', '/v1/departments?limit=1')).body).toMatchObject({
      items: [{ code: 'civil-affairs' }],
      next: 'civil-affairs',
    });
    expect((await call('GET', '/v1/departments?after=civil-affairs')).body).toMatchObject({
      items: [{ code: 'state-tax' }],
      next: null,
    });
  });

  it('keeps every version of a dataset, in the order of its columns', async () => {
    const created = await call('PUT', '/v1/datasets/social', definition);
    expect(created).toMatchObject({
      status: 201,
      etag: '"1"',
      body: { code: 'social', version: 1, changedBy: 'admin' },
    });
    const read = await call('GET', '/v1/datasets/social');
    expect(read.body).toMatchObject(definition);
    const reordered = Object.fromEntries(Object.entries(read.body).reverse());
    expect(await call('PUT', '/v1/datasets/social', reordered)).toMatchObject({ status: 200, etag: '"1"' });
    const mapping = { phone: '电话', name: '名称' };
    expect(await call('PUT', '/v1/datasets/social', { ...definition, mapping })).toMatchObject({
      status: 200,
      etag: '"2"',
    });
    expect(JSON.stringify((await call('GET', '/v1/datasets/social')).body['mapping'])).toBe(JSON.stringify(mapping));
    expect((await call('GET', '/v1/datasets/social/versions')).body.items).toMatchObject([
      { version: 2 },
      { version: 1 },
    ]);
    expect((await call('GET', '/v1/datasets/social/versions?limit=1')).body).toMatchObject({
      items: [{ version: 2 }],
      next: '2',
    });
    expect((await call('GET', '/v1/datasets/social/versions/1')).body['mapping']).toEqual(definition.mapping);
    expect(await call('GET', '/v1/datasets/social/versions/3')).toMatchObject({ status: 404 });
    expect(await call('GET', '/v1/datasets/none/versions')).toMatchObject({ status: 404 });
    expect((await call('GET', '/v1/datasets?base=legal-entity&department=civil-affairs')).body.items).toHaveLength(1);
    expect((await call('GET', '/v1/datasets?department=state-tax')).body.items).toHaveLength(0);
    expect(await call('GET', '/v1/datasets?depratment=x')).toMatchObject({ status: 400 });
  });

  it('refuses a definition with pointers into it', async () => {
    const answer = await call('PUT', '/v1/datasets/wrong', { ...definition, code: 'other', mapping: { nmae: '名称' } });
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-definition' } });
    expect(answer.body.errors!.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([
      '#/code code-mismatch',
      '#/mapping/nmae unknown-attribute',
      '#/mapping/name required-not-mapped',
    ]);
    expect(await call('GET', '/v1/datasets/wrong')).toMatchObject({ status: 404 });
    for (const body of [[], 'text', 7]) expect((await call('PUT', '/v1/datasets/wrong', body)).status).toBe(400);
  });

  it('lets an uploader change what is her department’s, and everyone read', async () => {
    const uploader = await keyOf(['uploader'], 'state-tax');
    const application = await keyOf(['application']);
    const own = { ...definition, department: 'state-tax' };
    expect(await call('PUT', '/v1/datasets/tax', own, {}, uploader)).toMatchObject({ status: 201 });
    expect(await call('PUT', '/v1/datasets/tax', definition, {}, uploader)).toMatchObject({ status: 403 });
    expect(await call('PUT', '/v1/datasets/social', own, {}, uploader)).toMatchObject({ status: 403 });
    expect(await call('PUT', '/v1/departments/state-tax', { title }, {}, uploader)).toMatchObject({ status: 403 });
    expect(await call('PUT', '/v1/datasets/tax', own, {}, application)).toMatchObject({ status: 403 });
    for (const url of ['/v1/datasets', '/v1/datasets/tax', '/v1/departments', '/v1/bases', '/v1/bases/legal-entity']) {
      expect(await call('GET', url, undefined, {}, application)).toMatchObject({ status: 200 });
      expect((await fetch(address + url)).status).toBe(401);
    }
  });

  it('makes one version of many requests at once', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => call('PUT', '/v1/datasets/busy', definition)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 200, 200, 200, 201]);
    expect(answers.every(({ etag }) => etag === '"1"')).toBe(true);
    const newcomer = await call('PUT', '/v1/datasets/busy', definition, { 'if-none-match': '*' });
    expect(newcomer).toMatchObject({ status: 412 });
  });

  it('asks the floors above before it changes a definition', async () => {
    await call('PUT', '/v1/datasets/used', definition);
    app.get(DatasetChangeChecks).add(async ({ code, from, to }, tx) => {
      expect(await tx.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
      if (code === 'used' && from.key.join() !== to.key.join()) throw conflict('key-fixed', title);
    });
    expect(await call('PUT', '/v1/datasets/used', { ...definition, key: ['名称'] })).toMatchObject({ status: 409 });
    expect(await call('PUT', '/v1/datasets/used', { ...definition, open: false })).toMatchObject({
      status: 200,
      etag: '"2"',
    });
    expect((await call('GET', '/v1/datasets/used')).body['key']).toEqual(['号']);
  });
});
