import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ADMIN, AuditVerifier, KeyService, type Role } from '@siku/access';
import { testDatabaseKinds } from '@siku/platform';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey } from 'jose';
import request from 'supertest';
import { csv } from '../support/departments.js';
import { CHEN, INSURED, LI, onboardPopulation, Reader, REGISTER, SON, TERMS, WANG } from '../support/population.js';
import { System } from '../support/system.js';

interface Person {
  id: string;
  version: number;
  validFrom: string;
  markers: Record<string, boolean>;
  attributes: Record<string, unknown> & { name?: string; identifiers?: Record<string, string> };
}

interface LogItem {
  action: string;
  outcome: string;
  code: string | null;
  fields: string[] | null;
  purpose: string | null;
  legalBasis: string | null;
  case: string | null;
  reader: { id: string; name: string | null };
}

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
    assistance = await readerFor('social-assistance', '民政救助系统');
  });

  afterAll(async () => {
    await system.stop();
    issuer.close();
  });

  async function readerFor(purpose: string, name = 'test', role: Role = 'application'): Promise<Reader> {
    const { key } = await system.app.get(KeyService).create({ name, roles: [role] }, ADMIN);
    return new Reader(system, key, purpose);
  }

  const found = ({ body }: { body: unknown }): Person[] => (body as { items: Person[] }).items;

  const logOf = async (id: string): Promise<LogItem[]> =>
    ((await system.get(`/v1/persons/${id}/access-log`, { as: 'steward' })).body as { items: LogItem[] }).items;

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
    const terms = {
      ...TERMS,
      purpose: 'social-assistance',
      fields: {
        name: 'value',
        birthDate: 'value',
        'identifiers.residentId': 'masked',
        residenceAddress: 'value',
        registeredAddress: 'value',
        household: 'value',
        kin: 'value',
        phone: 'verify',
      },
      searchBy: ['name', 'identifiers.residentId', 'birthDate'],
    };
    const asked = await assistance.post('/v1/grants', terms);
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
    const steward = await readerFor('statistics', 'steward', 'steward');
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
    const terms = { ...TERMS, purpose: 'x', fields: { nmae: 'value', age: 'value' }, searchBy: ['occupation'] };
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
    const [latest] = await logOf(wang);
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

    expect((await logOf(wang)).filter(({ outcome }) => outcome === 'refused')).toEqual([
      expect.objectContaining({ code: 'no-right-to-field', fields: ['employer'], purpose: 'social-assistance' }),
      expect.objectContaining({ code: 'no-right-to-search-by', fields: ['phone'] }),
      expect.objectContaining({ code: 'no-right-to-field', fields: ['phone', 'education'] }),
    ]);
    for (const { text } of [field, by, read]) expect(text).not.toMatch(/王建国|13812341234/);
  });

  it('writes into her log whoever names her in capitals', async () => {
    const entries = async (): Promise<number> => (await logOf(wang)).length;
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
  });

  it('answers yes, no and unknown without a value', async () => {
    const verify = async (body: object): Promise<unknown> => (await assistance.post('/v1/persons/verify', body)).body;
    const attributes = { name: '王建国', birthDate: '1980-05-02', phone: '+86 138-1234-1234' };
    expect(await verify({ identifiers: { residentId: WANG }, attributes })).toEqual({
      answers: { name: 'yes', birthDate: 'no', phone: 'yes' },
      markers: { deceased: false, underInvestigation: false, confidential: false },
    });
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
    expect(await verify({ id: wang, attributes: { email: 'x@example.com' } })).toMatchObject({
      code: 'no-right-to-field',
    });
    expect((await logOf(wang)).find(({ action }) => action === 'record.verify')).toMatchObject({
      outcome: 'delivered',
      fields: ['birthDate', 'age'],
    });
  });

  it('shows the household and the kin, and writes it into every log', async () => {
    const household = await assistance.get(`/v1/persons/${wang}/household`, { fields: 'name,household.role' });
    expect(household.body).toMatchObject({ number: 'H100', head: wang });
    const members = found(household);
    expect(members.map(({ attributes }) => attributes.name).sort()).toEqual(['李秀英', '王小明', '王建国']);
    const li = members.find(({ attributes }) => attributes.name === '李秀英')!.id;
    const son = members.find(({ attributes }) => attributes.name === '王小明')!.id;
    expect((await logOf(son))[0]).toMatchObject({ action: 'record.household', outcome: 'delivered' });
    expect((await assistance.get(`/v1/persons/${li}/kin`)).body).toEqual({
      items: expect.arrayContaining([
        { type: 'spouse', direction: 'incoming', id: wang, name: '王建国' },
        // The certificate of birth has no number, and is not joined to the boy of the register by likeness alone.
        { type: 'child', direction: 'incoming', id: expect.any(String) as unknown, name: '王小明' },
      ]) as unknown,
      next: null,
    });
    expect((await assistance.get(`/v1/persons/${wang}/kin`)).body).toMatchObject({
      items: [{ type: 'spouse', direction: 'outgoing', id: li, name: '李秀英' }],
    });
  });

  it('tells a change of name and a move from each other by when they were true', async () => {
    const header = REGISTER;
    await system.deliver(
      'household-register',
      csv(
        header,
        `P4,陈致远,陈志强,${CHEN},男,1975-11-30,,汉,浙江省宁波市鄞州区天童北路100号,330212,H200,户主,,,是`,
        `P1,王建国,,${WANG},男,1980-05-01,,汉,浙江省宁波市江北区人民路2号,330205,H300,户主,李秀英,${LI},`,
      ),
      { mode: 'delta', effectiveDate: '2015-07-01' },
    );
    await system.deliver(
      'insured',
      csv(INSURED, `S1,王建国,${WANG},13812341234,宁波甬江机械有限公司,浙江省宁波市江北区人民路2号,330205`),
      { mode: 'delta', effectiveDate: '2015-08-01' },
    );
    const nameAt = async (validAt: string): Promise<unknown> =>
      found(
        await assistance.post('/v1/persons/search', { identifiers: { residentId: CHEN }, fields: ['name'], validAt }),
      )[0]!.attributes.name;
    expect([await nameAt('2015-06-30'), await nameAt('2015-07-01')]).toEqual(['陈志强', '陈致远']);
    // Who once bore it is found by it.
    expect(found(await assistance.post('/v1/persons/search', { name: '陈志强', fields: ['name'] }))).toHaveLength(1);

    const history = await assistance.get(`/v1/persons/${wang}/history`, { fields: 'residenceAddress.division' });
    const divisions = (history.body as { items: { validFrom: string; validTo: string | null; attributes: object }[] })
      .items;
    expect(divisions.slice(-2)).toEqual([
      expect.objectContaining({ validTo: '2015-08-01', attributes: { residenceAddress: { division: '330203' } } }),
      { validFrom: '2015-08-01', validTo: null, attributes: { residenceAddress: { division: '330205' } } },
    ]);
    const before = await assistance.get(`/v1/persons/${wang}/household`, { fields: 'name', validAt: '2015-06-30' });
    const after = await assistance.get(`/v1/persons/${wang}/household`, { fields: 'name', validAt: '2015-07-01' });
    expect([found(before).length, found(after).length]).toEqual([3, 1]);
    expect((await assistance.get(`/v1/persons/${wang}/moves`)).body).toEqual({
      items: [
        expect.objectContaining({ on: '2015-07-01', address: 'registered', within: 'prefecture' }),
        expect.objectContaining({ on: '2015-08-01', address: 'residence', within: 'prefecture' }),
      ],
      next: null,
    });
  });

  it('knows a household by itself: who belonged to it, who was its head and where, over its life', async () => {
    const household = (await assistance.get(`/v1/persons/${wang}/household`, { fields: 'name', validAt: '2015-06-30' }))
      .body as { id: string; items: Person[] };
    // The number of a household stands in no address.
    expect(household.id).not.toContain('H100');
    const path = `/v1/households/${household.id}`;
    const query = { fields: 'name,household.role', validAt: '2015-06-30' };
    expect((await assistance.get(path, query)).body).toMatchObject({
      id: household.id,
      number: 'H100',
      head: wang,
      address: { division: '330203' },
      next: null,
    });
    const son = household.items.find(({ attributes }) => attributes.name === '王小明')!.id;
    const search = { member: son, fields: ['name'], validAt: '2015-07-01' };
    const today = (await assistance.post('/v1/households/search', search)).body as { items: { head: string | null }[] };
    // He has gone, and is head of a household of his own; who is left has no head.
    expect(today.items).toEqual([expect.objectContaining({ id: household.id, head: null })]);
    const history = (await assistance.get(`${path}/history`)).body as {
      items: {
        validFrom: string;
        validTo: string | null;
        head: string | null;
        members: { id: string; role: string }[];
      }[];
    };
    expect(history.items.map(({ validFrom, head, members }) => [validFrom, head, members.length])).toEqual([
      ['2010-01-01', wang, 3],
      ['2015-07-01', null, 2],
    ]);
    expect(history.items[0]!.members).toContainEqual({ id: son, role: 'child' });
    expect((await logOf(son))[0]).toMatchObject({ action: 'record.household-history', outcome: 'delivered' });
    for (const id of ['H100', `${household.id.slice(0, -4)}AAAA`, 'x'.repeat(64)]) {
      expect(await assistance.get(`/v1/households/${id}`, query)).toMatchObject({
        status: 404,
        body: { code: 'household-not-found' },
      });
    }
    const empty = await assistance.post('/v1/households/search', { division: '3302', fields: ['name'] });
    expect(empty).toMatchObject({ status: 400, body: { code: 'search-too-wide' } });
    const byNumber = await assistance.post('/v1/households/search', { number: 'H100', fields: ['name'] });
    expect(byNumber).toMatchObject({ status: 403, body: { code: 'no-right-to-search-by' } });
  });

  it('tells of a household no more than its sources are granted', async () => {
    const registry = await readerFor('household-count');
    await registry.granted({ fields: { 'household.number': 'masked' }, searchBy: ['household.number'] });
    const search = { number: 'H100', fields: ['household.number'], validAt: '2015-06-30' };
    const { items } = (await registry.post('/v1/households/search', search)).body as { items: object[] };
    expect(items).toEqual([expect.objectContaining({ number: 'H**0', head: null, address: null })]);
    expect(JSON.stringify(items)).not.toMatch(/王|李|中山西路|H100/);
    const names = { memberName: '王小明', fields: ['household.number'] };
    expect((await registry.post('/v1/households/search', names)).status).toBe(403);
    expect((await registry.get(`/v1/persons/${wang}/moves`)).body).toMatchObject({ code: 'no-right-to-field' });
  });

  it('shows every version as far as the grant goes', async () => {
    const versions = (await assistance.get(`/v1/persons/${wang}/versions`)).body as {
      items: { version: number; stretches: Person[] }[];
    };
    expect(versions.items.length).toBeGreaterThan(2);
    const shown = versions.items.flatMap(({ stretches }) => stretches.map(({ attributes }) => attributes));
    expect(JSON.stringify(shown)).not.toMatch(new RegExp(`${WANG}|13812341234|甬江`));
    const last = String(versions.items.length);
    const diff = (await assistance.get(`/v1/persons/${wang}/diff`, { from: '2015-06-30', to: '2016-01-01' })).body as {
      changes: { path: string }[];
    };
    expect(diff.changes.map(({ path }) => path).sort()).toEqual(['household', 'registeredAddress', 'residenceAddress']);
    const one = (await assistance.get(`/v1/persons/${wang}/versions/${last}`)).body as { provenance: object };
    expect(Object.keys(one.provenance)).not.toContain('employer');
    expect((await logOf(wang)).map(({ action }) => action)).toEqual(
      expect.arrayContaining(['record.versions', 'record.version', 'record.diff', 'record.history']),
    );
  });

  it('filters match, lookup, feed, export and sources by the grant', async () => {
    const match = await assistance.post('/v1/persons/match', {
      attributes: { name: '王建国', identifiers: { residentId: WANG }, birthDate: '1980-05-01' },
    });
    const [candidate] = (
      match.body as { items: { id: string; decision: string; record: Person; evidence: object[] }[] }
    ).items;
    expect(candidate).toMatchObject({ id: wang, decision: 'link', record: { attributes: { name: '王建国' } } });
    expect(JSON.stringify(match.body)).not.toMatch(new RegExp(`${WANG}|13812341234`));
    const likeness = { attributes: { name: '王建国', birthDate: '1980-05-01' }, candidate: wang };
    const picture = await assistance.post('/v1/persons/match', likeness, { headers: { accept: 'image/svg+xml' } });
    expect(String(picture.body)).toContain('<svg');
    expect(String(picture.body)).not.toMatch(/王|1980/);
    const refused = await assistance.post('/v1/persons/match', { attributes: { phone: '13812341234' } });
    expect(refused).toMatchObject({ status: 403, body: { code: 'no-right-to-search-by' } });
    expect((await assistance.post('/v1/persons/match', { attributes: { nmae: 'x' } })).status).toBe(400);

    const lookup = await assistance.post('/v1/persons/lookup', { ids: [wang] }, { query: { fields: 'name' } });
    expect(found(lookup)).toMatchObject([{ id: wang, attributes: { name: '王建国' } }]);

    const feed = (await assistance.get('/v1/persons/changes', { limit: '1000' })).body as {
      items: { kind: string; fields: string[] }[];
    };
    expect(feed.items.length).toBeGreaterThan(4);
    for (const { fields } of feed.items) {
      for (const hidden of ['phone', 'employer', 'maritalStatus', 'sex']) expect(fields).not.toContain(hidden);
    }

    const people = (await assistance.get('/v1/persons/export')).text.trim().split('\n');
    // A newborn without a number stays apart from the boy of the register until a steward or the matcher says otherwise.
    expect(new Set(people.map((line) => (JSON.parse(line) as Person).attributes.name))).toEqual(
      new Set(['李秀英', '王小明', '王建国', '陈致远']),
    );
    expect(people.join('')).not.toMatch(new RegExp(`${WANG}|${LI}|${SON}|13812341234|甬江`));
    const [header, ...rows] = (await assistance.get('/v1/persons/export', { format: 'csv' })).text.trim().split('\r\n');
    expect(header).toMatch(/knownTo,deceased,underInvestigation,confidential,name,/);
    expect(header).not.toContain('employer');
    expect(rows.find((row) => row.includes('陈致远'))).toContain(',false,false,true,陈致远,');
    expect((await assistance.get('/v1/persons/crosswalk')).status).toBe(403);

    const steward = await readerFor('data-quality', 'steward', 'steward');
    await steward.granted({ fields: { name: 'value', 'identifiers.residentId': 'masked' } }).catch(() => undefined);
    const inspector = await readerFor('data-quality', 'inspector', 'operator');
    await inspector.granted({ fields: { name: 'value', 'identifiers.residentId': 'masked' } });
    const sources = await inspector.get(`/v1/persons/${wang}/sources`);
    expect(sources.status).toBe(200);
    expect(sources.text).toContain('王建国');
    // The marriage register's key is an identity number.
    expect(sources.text).not.toMatch(new RegExp(`${WANG}|13812341234|${LI}`));
  });

  it('delivers nobody outside the divisions granted', async () => {
    const haishu = await readerFor('district-office');
    await haishu.granted({ fields: { name: 'value' }, searchBy: ['name'], divisions: ['330212'] });
    const search = async (name: string): Promise<number> =>
      found(await haishu.post('/v1/persons/search', { name, fields: ['name'] })).length;
    expect([await search('王建国'), await search('陈致远')]).toEqual([0, 1]);
    const read = await haishu.get(`/v1/persons/${wang}`, { fields: 'name' });
    expect(read).toMatchObject({ status: 403, body: { code: 'outside-granted-divisions' } });
    expect((await haishu.post('/v1/persons/lookup', { ids: [wang] }, { query: { fields: 'name' } })).body).toEqual({
      items: [],
      missing: [wang],
    });
    expect((await haishu.get('/v1/persons/export')).text.trim().split('\n')).toHaveLength(1);
    const feed = (await haishu.get('/v1/persons/changes')).body as { items: { id: string }[] };
    expect(feed.items.length).toBeGreaterThan(0);
    expect(feed.items.map(({ id }) => id)).not.toContain(wang);
    expect((await logOf(wang)).slice(0, 2)).toEqual([
      expect.objectContaining({
        action: 'record.lookup',
        outcome: 'refused',
        code: 'outside-granted-divisions',
        fields: ['name'],
      }),
      expect.objectContaining({ outcome: 'refused', code: 'outside-granted-divisions', fields: ['name'] }),
    ]);
  });

  it('hides the count of a search that finds too many', async () => {
    const rows = Array.from({ length: 11 }, (_, i) => `T${i},张伟,,,男,19${60 + i}-01-02,,汉,,330203,,,,,`);
    const batch = await system.deliver('household-register', csv(REGISTER, ...rows), {
      mode: 'delta',
      effectiveDate: '2016-01-01',
    });
    expect(batch).toMatchObject({ status: 'published' });
    const many = await assistance.post('/v1/persons/search', { name: '张伟', fields: ['name'] });
    expect(many).toMatchObject({ status: 400, body: { code: 'too-many-hits' } });
    expect(JSON.stringify({ ...many.body, requestId: null })).not.toContain('11');
    const one = await assistance.post('/v1/persons/search', {
      name: '张伟',
      birthDate: '1963-01-02',
      fields: ['name'],
    });
    expect(found(one)).toHaveLength(1);
    await system.post(`/v1/batches/${batch.id}/rollback`);
    await system.finished(batch.id, ['rolled-back']);
    expect(found(await assistance.post('/v1/persons/search', { name: '张伟', fields: ['name'] }))).toEqual([]);
  });

  it('marks the dead, and gives them no age', async () => {
    await system.deliver(
      'household-register',
      csv(REGISTER, `P2,李秀英,,${LI},女,1982-08-12,2018-02-03,汉,浙江省宁波市海曙区中山西路1号,330203,H100,妻,,,`),
      { mode: 'delta', effectiveDate: '2018-02-03' },
    );
    const read = async (validAt: string): Promise<Person> =>
      found(
        await assistance.post('/v1/persons/search', { identifiers: { residentId: LI }, fields: ['age'], validAt }),
      )[0]!;
    expect(await read('2018-01-01')).toMatchObject({ attributes: { age: 35 }, markers: { deceased: false } });
    const after = await read('2018-03-01');
    expect(after).toMatchObject({ attributes: {}, markers: { deceased: true } });
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
    const [chen] = found(await assistance.post('/v1/persons/search', { name: '陈致远', fields: ['name'] }));
    expect(await read(chen!.id, own)).toMatchObject({ status: 403, body: { code: 'not-your-log' } });
    expect(
      (await request(system.url).get(`/v1/persons/${wang}`).query({ fields: 'name' }).auth(own, { type: 'bearer' }))
        .status,
    ).toBe(403);
    expect((await assistance.get(`/v1/persons/${wang}/access-log`)).status).toBe(403);
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
