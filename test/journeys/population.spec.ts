import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AuditVerifier } from '@siku/access';
import { testDatabaseKinds } from '@siku/platform';
import ExcelJS from 'exceljs';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey } from 'jose';
import request from 'supertest';
import { csv } from '../support/departments.js';
import { CHEN, onboardPopulation, REGISTER, WANG } from '../support/population.js';
import { ASSISTANCE, found, type LogItem, logOf, type Reader, readerFor, TERMS } from '../support/readers.js';
import { System } from '../support/system.js';

const ISSUER = 'https://id.example';

describe.each(testDatabaseKinds())('people are read for a purpose (%s)', (kind) => {
  let system: System;
  let issuer: Server;
  let signingKey: CryptoKey;
  let assistance: Reader;
  let wang: string;

  beforeAll(async () => {
    const pair = await generateKeyPair('ES256');
    signingKey = pair.privateKey;
    const keys = JSON.stringify({ keys: [{ ...(await exportJWK(pair.publicKey)), kid: '1', alg: 'ES256' }] });
    issuer = createServer((_request, response) => response.setHeader('content-type', 'application/json').end(keys));
    await new Promise<void>((resolve) => issuer.listen(0, '127.0.0.1', resolve));
    const jwksUrl = `http://127.0.0.1:${(issuer.address() as AddressInfo).port}/`;
    system = await System.start(kind, { jwtIssuer: ISSUER, jwtAudience: 'siku', jwksUrl });
    await onboardPopulation(system);
    assistance = await readerFor(system, 'social-assistance', '民政救助系统');
  });

  afterAll(async () => {
    await system.stop();
    issuer.close();
  });

  it('refuses whoever names no purpose, or has no grant for it', async () => {
    const search = { name: '王建国', fields: ['name'] };
    const without = await system.post('/v1/persons/search', search, { as: 'application' });
    expect(without).toMatchObject({ status: 400, body: { code: 'purpose-missing' } });
    expect(await assistance.post('/v1/persons/search', search)).toMatchObject({
      status: 403,
      body: { code: 'no-grant' },
    });
  });

  it('has no list, and no search in an address', async () => {
    for (const path of ['/v1/persons?name=王建国', `/v1/persons/by-identifier/residentId/${WANG}`]) {
      const answer = await assistance.get(encodeURI(path));
      expect([path, answer.status, (answer.body as { code: string }).code]).toEqual([path, 404, 'no-such-route']);
    }
    const list = await assistance.get('/v1/persons');
    expect((list.body as { below: string[] }).below).toContain('POST /v1/persons/search');
  });

  it('grants what somebody else approves', async () => {
    const asked = await assistance.post('/v1/grants', { ...TERMS, ...ASSISTANCE, purpose: 'social-assistance' });
    expect(asked).toMatchObject({ status: 201, body: { status: 'requested', approvedBy: null } });
    const { id } = asked.body as { id: string };
    expect((await assistance.post(`/v1/grants/${id}/approve`)).status).toBe(403);
    expect((await assistance.post('/v1/persons/search', { name: '王建国', fields: ['name'] })).status).toBe(403);

    const seen = (await assistance.get(`/v1/grants/${id}`)).headers['etag'] as string;
    const approve = async (etag: string): Promise<request.Response> =>
      request(system.url)
        .post(`/v1/grants/${id}/approve`)
        .auth(await system.key('steward'), { type: 'bearer' })
        .set('If-Match', etag)
        .send({ reason: '符合条件' });
    expect(await approve('"7"')).toMatchObject({ status: 412, body: { code: 'precondition-failed' } });
    const approved = await approve(seen);
    expect(approved.headers['etag']).not.toBe(seen);
    expect((await approve(seen)).status).toBe(412);
    expect(approved).toMatchObject({ status: 200, body: { status: 'approved', decisionReason: '符合条件' } });
    expect((await system.post(`/v1/grants/${id}/refuse`, { reason: 'x' }, { as: 'steward' })).status).toBe(409);
    const { body } = await system.get('/v1/audit', { query: { subject: id } });
    expect((body as { items: { action: string }[] }).items.map(({ action }) => action)).toEqual([
      'grant.approve',
      'POST /v1/grants/:id/approve',
      'grant.request',
    ]);
  });

  it('lets nobody approve her own', async () => {
    const steward = await readerFor(system, 'statistics', 'steward', 'steward');
    const asked = await steward.post('/v1/grants', { ...TERMS, purpose: 'statistics', fields: { sex: 'value' } });
    const { id } = asked.body as { id: string };
    expect(await steward.post(`/v1/grants/${id}/approve`)).toMatchObject({ status: 403, body: { code: 'four-eyes' } });
    expect((await system.post(`/v1/grants/${id}/refuse`, {}, { as: 'operator' })).status).toBe(400);
    const refused = await system.post(`/v1/grants/${id}/refuse`, { reason: '依据不足' }, { as: 'operator' });
    expect(refused.body).toMatchObject({ status: 'refused', approvedBy: null, decisionReason: '依据不足' });
    const answer = await steward.post('/v1/persons/search', { name: '王建国', fields: ['sex'] });
    expect(answer.status).toBe(403);
  });

  it('says what is wrong with a grant that is asked for', async () => {
    const terms = { ...TERMS, purpose: 'x', fields: { nmae: 'value', age: 'value' }, searchBy: ['education'] };
    const { status, body } = await assistance.post('/v1/grants', { ...terms, divisions: ['999999'] });
    expect(status).toBe(400);
    expect((body as { errors: { pointer: string; code: string }[] }).errors.map((error) => error.pointer)).toEqual([
      '#/fields/nmae',
      '#/fields/age',
      '#/searchBy/0',
      '#/divisions/0',
    ]);
  });

  it('finds a person seven departments know, and delivers what was granted of what was asked for', async () => {
    const answer = await assistance.post(
      '/v1/persons/search',
      { identifiers: { residentId: WANG }, fields: ['name', 'identifiers.residentId', 'age'], validAt: '2020-06-01' },
      { headers: { 'siku-case': '2026-0815' } },
    );
    expect(answer.status).toBe(200);
    expect(found(answer)).toEqual([
      expect.objectContaining({
        markers: { deceased: false, underInvestigation: false, confidential: false },
        attributes: {
          name: '王建国',
          identifiers: { residentId: `${WANG.slice(0, 4)}**********${WANG.slice(-4)}` },
          age: 40,
        },
      }),
    ]);
    wang = found(answer)[0]!.id;
    const [latest] = await logOf(system, wang);
    expect(latest).toMatchObject({
      action: 'record.search',
      outcome: 'delivered',
      fields: ['name', 'identifiers.residentId', 'age'],
      purpose: 'social-assistance',
      legalBasis: TERMS.legalBasis,
      case: '2026-0815',
      reader: { name: '民政救助系统' },
    });
  });

  it('always tells that a record is confidential', async () => {
    const [chen] = found(await assistance.post('/v1/persons/search', { name: '陳志強', fields: ['name'] }));
    expect(chen).toMatchObject({ attributes: { name: '陈志强' }, markers: { confidential: true } });
  });

  it('finds a name however it is typed', async () => {
    for (const name of [' 陈志强', '陈志强\u3000', '陳\u200b志強']) {
      expect(found(await assistance.post('/v1/persons/search', { name, fields: ['name'] }))).toHaveLength(1);
    }
  });

  it('calls a state another one on another day where an age depends on it', async () => {
    const tag = async (query: Record<string, string>): Promise<string> =>
      (await assistance.get(`/v1/persons/${wang}`, query)).headers['etag'] as string;
    const [first, second] = [{ validAt: '2024-04-30' }, { validAt: '2024-05-01' }];
    expect(await tag({ fields: 'name', ...first })).toBe(await tag({ fields: 'name', ...second }));
    expect(await tag({ fields: 'name,age', ...first })).not.toBe(await tag({ fields: 'name,age', ...second }));
  });

  it('refuses fields and searches by name, and the person finds that in her log', async () => {
    const field = await assistance.post('/v1/persons/search', {
      name: '王建国',
      fields: ['name', 'phone', 'education'],
    });
    expect(field).toMatchObject({ status: 403, body: { code: 'no-right-to-field' } });
    expect((field.body as { errors: object[] }).errors).toEqual([
      expect.objectContaining({ pointer: '#/fields/1', code: 'no-right-to-field' }),
      expect.objectContaining({ pointer: '#/fields/2', code: 'no-right-to-field' }),
    ]);
    const by = await assistance.post('/v1/persons/search', { phone: '13812341234', fields: ['name'] });
    expect(by).toMatchObject({ status: 403, body: { code: 'no-right-to-search-by' } });
    expect((by.body as { errors: object[] }).errors).toEqual([expect.objectContaining({ pointer: '#/phone' })]);
    const read = await assistance.get(`/v1/persons/${wang}`, { fields: 'employer' });
    expect(read).toMatchObject({ status: 403, body: { code: 'no-right-to-field', errors: [{ parameter: 'fields' }] } });

    expect((await logOf(system, wang)).filter(({ outcome }) => outcome === 'refused')).toEqual([
      expect.objectContaining({ code: 'no-right-to-field', fields: ['employer'], purpose: 'social-assistance' }),
      expect.objectContaining({ code: 'no-right-to-search-by', fields: ['phone'] }),
      expect.objectContaining({ code: 'no-right-to-field', fields: ['phone', 'education'] }),
    ]);
    for (const { text } of [field, by, read]) expect(text).not.toMatch(/王建国|13812341234/);
  });

  it('writes into her log whoever names her in capitals', async () => {
    const entries = async (): Promise<number> => (await logOf(system, wang)).length;
    const before = await entries();
    const WANG_ID = wang.toUpperCase();
    expect((await assistance.get(`/v1/persons/${WANG_ID}`, { fields: 'employer' })).status).toBe(403);
    expect((await assistance.get(`/v1/persons/${WANG_ID}/access-log`)).status).toBe(403);
    expect((await system.get(`/v1/persons/${WANG_ID}/access-log`, { as: 'steward' })).status).toBe(200);
    const lookup = await assistance.post('/v1/persons/lookup', { ids: [WANG_ID] }, { query: { fields: 'name' } });
    expect(lookup.body).toMatchObject({ items: [{ id: wang }], missing: [] });
    // With the reading that counted before.
    expect(await entries()).toBe(before + 5);
  });

  it('refuses what it does not know, and searches that are none', async () => {
    const search = { name: '王建国', fields: ['name'] };
    for (const [body, code] of [
      [{ ...search, nmae: 'x' }, 'unknown-member'],
      [{ name: '王建国' }, 'invalid-body'],
      [{ ...search, birthDate: '1970-02-30' }, 'invalid-body'],
      [{ ...search, fields: ['nmae'] }, 'unknown-field'],
      [{ ...search, identifiers: { residentID: WANG } }, 'unknown-member'],
      [{ sex: '1', fields: ['name'] }, 'search-too-wide'],
      [{ sex: '1', 'name.pinyin': null, fields: ['name'] }, 'search-too-wide'],
    ] as const) {
      expect([code, await assistance.post('/v1/persons/search', body)]).toEqual([
        code,
        expect.objectContaining({ status: 400, body: expect.objectContaining({ code }) as unknown }),
      ]);
    }
    const wanted = {
      base: 'population',
      purpose: 'null',
      legalBasis: '无',
      fields: { name: 'value' },
      validTo: '2099-01-01',
    };
    expect(await assistance.post('/v1/grants', { ...wanted, divisions: null })).toMatchObject({
      status: 400,
      body: {
        code: 'invalid-body',
        errors: expect.arrayContaining([expect.objectContaining({ pointer: '#/divisions' })]) as unknown,
      },
    });
    const nulls = { ...search, phone: null, identifiers: null, birthDate: null };
    expect((await assistance.post('/v1/persons/search', nulls)).status).toBe(200);
    expect((await assistance.get(`/v1/persons/${wang}`)).status).toBe(400);
    const personal = await assistance.get(`/v1/persons/${wang}`, { fields: 'name' }, { 'siku-case': WANG });
    expect(personal).toMatchObject({ status: 400, body: { code: 'case-form' } });
    expect(personal.text).not.toContain(WANG);
    for (const hidden of [`2026-${WANG}`, `${WANG}/1`, 'A-13812341234'])
      expect(await assistance.get(`/v1/persons/${wang}`, { fields: 'name' }, { 'siku-case': hidden })).toMatchObject({
        status: 400,
        body: { code: 'case-form' },
      });
  });

  it('answers yes, no and unknown without a value', async () => {
    const verify = async (body: object): Promise<unknown> => (await assistance.post('/v1/persons/verify', body)).body;
    const attributes = { name: '王建国', birthDate: '1980-05-02', phone: '+86 138-1234-1234' };
    expect(await verify({ identifiers: { residentId: WANG }, attributes })).toEqual({
      answers: { name: 'yes', birthDate: 'no', phone: 'yes' },
      markers: { deceased: false, underInvestigation: false, confidential: false },
    });
    expect(await verify({ id: wang, attributes: { name: '王　建國' } })).toMatchObject({ answers: { name: 'yes' } });
    expect(await verify({ id: wang, attributes: { birthDate: '1980', age: 12 }, validAt: '2020-06-01' })).toMatchObject(
      {
        answers: { birthDate: 'yes', age: 'no' },
      },
    );
    const nobody = { residentId: '360426199101010071' };
    expect(await verify({ identifiers: nobody, attributes })).toEqual({
      answers: { name: 'unknown', birthDate: 'unknown', phone: 'unknown' },
      markers: null,
    });
    const mistyped = `${WANG.slice(0, -2)}0${WANG.slice(-1)}`;
    for (const [path, body] of Object.entries({
      '/v1/persons/verify': { identifiers: { residentId: mistyped }, attributes },
      '/v1/persons/search': { identifiers: { residentId: mistyped }, fields: ['name'] },
    })) {
      const refused = await assistance.post(path, body);
      const errors = [{ pointer: '#/identifiers/residentId', code: 'resident-id-check-digit' }];
      expect(refused).toMatchObject({ status: 400, body: { code: 'identifier-invalid', errors } });
      expect(refused.text).not.toContain(mistyped);
    }
    expect(await verify({ id: wang, attributes: { email: 'x@example.com' } })).toMatchObject({
      code: 'no-right-to-field',
    });
    expect((await logOf(system, wang)).find(({ action }) => action === 'record.verify')).toMatchObject({
      outcome: 'delivered',
      fields: ['birthDate', 'age'],
    });
  });

  it('takes no remark below a register for a person, though nothing of a person must be known', async () => {
    const rows = [
      '普查编号,姓名,性别,出生年月,受教育程度,住址',
      'C9,李明,男,1980-05-01,,',
      '注：本表由统计局填报,,,,,',
    ];
    const { counts } = await system.deliver('census', rows.join('\n'), { mode: 'delta', dryRun: 'true' });
    expect(counts).toMatchObject({ read: 1, accepted: 1, rejected: 0, remarks: 1 });
  });

  it('takes no total of a register for a person, and tells of worksheets it did not read', async () => {
    const header = ['普查编号', '姓名', '性别', '出生年月', '受教育程度', '住址'];
    const book = new ExcelJS.Workbook();
    book.addWorksheet('海曙').addRows([header, ['C9', '李明', '男', '1980-05-01'], ['合计', '1人'], ['总计', '', 1]]);
    book.addWorksheet('江北').addRows([header, ['C10', '王明', '男', '1981-05-01']]);
    const file = Buffer.from(await book.xlsx.writeBuffer());
    const { id, counts } = await system.deliver('census', file, { mode: 'delta', dryRun: 'true' });
    expect(counts).toMatchObject({ read: 1, accepted: 1, rejected: 0, remarks: 2 });
    const { body } = await system.get(`/v1/batches/${id}/issues`);
    const issues = (body as { items: { row: number; code: string; value: string }[] }).items;
    expect(issues.map(({ row, code, value }) => [row, code, value])).toEqual([
      [1, 'worksheets-not-read', '江北'],
      [3, 'total-row', '合计 1人'],
      [4, 'total-row', '总计 1'],
    ]);
  });

  it('shows the person her own log, and nobody else’s', async () => {
    const token = (person: string): Promise<string> =>
      new SignJWT({ siku_person: person })
        .setProtectedHeader({ alg: 'ES256', kid: '1' })
        .setIssuer(ISSUER)
        .setAudience('siku')
        .setSubject('wang.jianguo')
        .setIssuedAt()
        .setExpirationTime('5m')
        .sign(signingKey);
    const own = await token(wang);
    const read = (id: string, bearer: string) =>
      request(system.url).get(`/v1/persons/${id}/access-log`).query({ limit: '1000' }).auth(bearer, { type: 'bearer' });
    const first = await read(wang, own);
    expect(first.status).toBe(200);
    const outcomes = (first.body as { items: LogItem[] }).items.map(({ outcome }) => outcome);
    expect(new Set(outcomes)).toEqual(new Set(['delivered', 'refused']));
    const second = (await read(wang, own)).body as { items: LogItem[] };
    expect(second.items[0]).toMatchObject({
      action: 'record.access-log',
      outcome: 'delivered',
      reader: { id: 'jwt:wang.jianguo' },
    });
    const [chen] = found(await assistance.post('/v1/persons/search', { name: '陈志强', fields: ['name'] }));
    expect(await read(chen!.id, own)).toMatchObject({ status: 403, body: { code: 'not-your-log' } });
    expect(
      (await request(system.url).get(`/v1/persons/${wang}`).query({ fields: 'name' }).auth(own, { type: 'bearer' }))
        .status,
    ).toBe(403);
    expect((await assistance.get(`/v1/persons/${wang}/access-log`)).status).toBe(403);
  });

  it('calls dead whoever had died, also of days before the death was told', async () => {
    const row = `P4,陈志强,,${CHEN},男,1975-11-30,2019-01-10,汉,浙江省宁波市鄞州区天童北路100号,330212,H200,户主,,,是`;
    await system.deliver('household-register', csv(REGISTER, row), { mode: 'delta', effectiveDate: '2019-03-01' });
    for (const [validAt, deceased] of [
      ['2019-01-09', false],
      ['2019-01-10', true],
      ['2019-02-20', true],
      ['2019-03-01', true],
    ] as const) {
      const search = { identifiers: { residentId: CHEN }, fields: ['name'], validAt };
      const [chen] = found(await assistance.post('/v1/persons/search', search));
      expect([validAt, chen!.markers['deceased']]).toEqual([validAt, deceased]);
    }
  });

  it('ends with the grant, and leaves a chain that nobody has altered', async () => {
    const { body } = await assistance.get('/v1/grants', { status: 'approved' });
    const [grant] = (body as { items: { id: string }[] }).items;
    await system.post(`/v1/grants/${grant!.id}/revoke`, { reason: '目的已达成' }, { as: 'operator' });
    const search = await assistance.post('/v1/persons/search', { name: '王建国', fields: ['name'] });
    expect(search).toMatchObject({ status: 403, body: { code: 'no-grant' } });
    expect((await system.app.get(AuditVerifier).verify()).broken).toBeNull();
  });
});
