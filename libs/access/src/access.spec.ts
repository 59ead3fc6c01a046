import { Controller, Get, Module, Param } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  createHttpApplication,
  createLogger,
  createTestDatabase,
  PlatformModule,
  testDatabaseKinds,
  type TestDatabase,
} from '@siku/platform';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import {
  AccessModule,
  Allow,
  AuditLog,
  AuditRepository,
  CurrentPrincipal,
  listRoutes,
  Open,
  requireDepartment,
} from './index.js';
import type { Principal } from './index.js';

const ADMIN_KEY = 'an-administrator-of-the-tests';

@Controller('probe')
class ProbeController {
  @Get('undeclared')
  undeclared(): string {
    return 'never';
  }

  @Get('open')
  @Open()
  open(@CurrentPrincipal() principal: Principal | null): { id: string | null } {
    return { id: principal?.id ?? null };
  }

  @Get('departments/:code')
  @Allow('uploader', 'steward')
  department(@Param('code') code: string, @CurrentPrincipal() principal: Principal): string {
    requireDepartment(principal, code);
    return 'done';
  }
}

@Module({ imports: [AccessModule], controllers: [ProbeController] })
class ProbeModule {}

const logger = createLogger({ logLevel: 'silent' }, 'test');

interface Answer<T> {
  status: number;
  headers: Record<string, unknown>;
  body: T;
}

describe.each(testDatabaseKinds())('access on the %s database', (kind) => {
  let app: NestFastifyApplication;
  let address: string;
  let owner: Client;
  let test: TestDatabase;

  beforeAll(async () => {
    test = await createTestDatabase(kind, { adminKey: ADMIN_KEY });
    app = await startApp();
    address = await app.getUrl();
    // Without the application's role, which could not do what is undone here.
    owner = new Client(test.server.url);
    await owner.connect();
  });

  afterAll(async () => {
    await owner.end();
    await app.close();
    await test.close();
  });

  async function startApp(): Promise<NestFastifyApplication> {
    const { configuration, server } = test;
    const platform = PlatformModule.forRoot({ configuration, server, logger });
    const started = await createHttpApplication({ module: ProbeModule, imports: [platform] }, configuration, logger);
    await started.listen(0, '127.0.0.1');
    return started;
  }

  async function call<T = Record<string, unknown>>(
    method: 'GET' | 'POST' | 'DELETE',
    url: string,
    key: string | null,
    payload?: object,
  ): Promise<Answer<T>> {
    const headers = {
      ...(key !== null && { authorization: `Bearer ${key}` }),
      ...(payload && { 'content-type': 'application/json' }),
    };
    const answer = await fetch(`${address}${url}`, {
      method,
      headers,
      ...(payload && { body: JSON.stringify(payload) }),
    });
    const text = await answer.text();
    return {
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      body: (text ? JSON.parse(text) : null) as T,
    };
  }

  async function createKey(payload: object): Promise<{ id: string; key: string; prefix: string }> {
    const answer = await call<{ id: string; key: string; prefix: string }>('POST', '/v1/keys', ADMIN_KEY, payload);
    expect(answer).toMatchObject({ status: 201, headers: { location: `/v1/keys/${answer.body.id}` } });
    return answer.body;
  }

  async function lastEntries(count: number, filter: object = {}): Promise<object[]> {
    return app.get(AuditRepository).list(filter, null, count);
  }

  describe('keys', () => {
    it('are created by the administrator, shown once, and say who their holder is', async () => {
      const { key, id, prefix } = await createKey({
        name: 'tax',
        roles: ['uploader'],
        department: 'state-tax',
        scopes: ['legal-entity'],
      });
      expect(await call('GET', '/v1/me', key)).toMatchObject({
        status: 200,
        body: { id: `key:${id}`, kind: 'key', roles: ['uploader'], department: 'state-tax', scopes: ['legal-entity'] },
      });
      const shown = await call('GET', `/v1/keys/${id}`, ADMIN_KEY);
      expect(shown.body).toMatchObject({ id, prefix, name: 'tax', createdBy: 'admin', revokedAt: null });
      expect(JSON.stringify(shown.body)).not.toContain(key.split('_')[2]);
      expect(Date.parse(String(shown.body['lastUsedAt'])) % 3_600_000).toBe(0);
      const { rows } = await owner.query(`SELECT * FROM access.api_key WHERE id = $1`, [id]);
      expect(JSON.stringify(rows)).not.toContain(key.split('_')[2]);
    });

    it('stop at once when revoked, and at their expiry', async () => {
      const { key, id } = await createKey({ name: 'short', roles: ['application'] });
      expect((await call('GET', '/v1/me', key)).status).toBe(200);
      expect((await call('DELETE', `/v1/keys/${id}`, ADMIN_KEY)).status).toBe(204);
      expect((await call('DELETE', `/v1/keys/${id}`, ADMIN_KEY)).status).toBe(204);
      expect(await call('GET', '/v1/me', key)).toMatchObject({ status: 401, body: { code: 'credentials-revoked' } });
      expect((await call('POST', `/v1/keys/${id}/rotate`, ADMIN_KEY, {})).status).toBe(409);

      const expired = await createKey({ name: 'expired', roles: ['application'], expiresAt: '2999-01-01T00:00:00Z' });
      await owner.query('UPDATE access.api_key SET expires_at = now() WHERE id = $1', [expired.id]);
      expect(await call('GET', '/v1/me', expired.key)).toMatchObject({
        status: 401,
        body: { code: 'credentials-expired' },
      });
    });

    it('get a new secret, and keep the old one for as long as was asked', async () => {
      const { key, id } = await createKey({ name: 'rolled', roles: ['application'] });
      const second = await call<{ key: string }>('POST', `/v1/keys/${id}/rotate`, ADMIN_KEY, { overlapMinutes: 5 });
      expect(second.status).toBe(200);
      expect((await call('GET', '/v1/me', key)).status).toBe(200);
      expect((await call('GET', '/v1/me', second.body.key)).status).toBe(200);
      const third = await call<{ key: string }>('POST', `/v1/keys/${id}/rotate`, ADMIN_KEY);
      expect((await call('GET', '/v1/me', second.body.key)).status).toBe(401);
      expect((await call('GET', '/v1/me', third.body.key)).status).toBe(200);
    });

    it('are listed in order of creation, page by page', async () => {
      const seen: string[] = [];
      let next: string | null = null;
      do {
        const url: string = `/v1/keys?limit=2${next ? `&after=${next}` : ''}`;
        const page = (await call<{ items: { id: string }[]; next: string | null }>('GET', url, ADMIN_KEY)).body;
        expect(page.items.length).toBeLessThanOrEqual(2);
        seen.push(...page.items.map((item) => item.id));
        next = page.next;
      } while (next);
      const { rows } = await owner.query<{ id: string }>('SELECT id FROM access.api_key ORDER BY created_at, id');
      expect(seen).toEqual(rows.map((row) => row.id));
      expect((await call('GET', `/v1/keys?after=${crypto.randomUUID()}`, ADMIN_KEY)).status).toBe(400);
    });

    it.each<[string, object]>([
      ['no role', { name: 'x', roles: [] }],
      ['a role nobody knows', { name: 'x', roles: ['root'] }],
      ['an uploader without department', { name: 'x', roles: ['uploader'] }],
      ['an expiry in the past', { name: 'x', roles: ['steward'], expiresAt: '2020-01-01T00:00:00Z' }],
      ['a name PostgreSQL cannot store', { name: '\0', roles: ['steward'] }],
      ['a malformed scope', { name: 'x', roles: ['steward'], scopes: ['legal-entity:delete'] }],
      ['a member that does not exist', { name: 'x', roles: ['steward'], expires: '2099-01-01' }],
    ])('are not created with %s', async (_what, payload) => {
      expect((await call('POST', '/v1/keys', ADMIN_KEY, payload)).status).toBe(400);
    });

    it('that are restricted to scopes cannot create unrestricted ones', async () => {
      const { key } = await createKey({ name: 'scoped', roles: ['operator'], scopes: ['population'] });
      expect(await call('POST', '/v1/keys', key, { name: 'x', roles: ['operator'] })).toMatchObject({
        status: 403,
        body: { code: 'scope-restricted' },
      });
    });
  });

  describe('routes', () => {
    it('are listed with the roles they ask for', () => {
      const routes = listRoutes(app).map(({ method, path, access }) => [method, path, access]);
      expect(routes).toEqual([
        ['GET', '/probe/departments/:code', ['uploader', 'steward']],
        ['GET', '/probe/open', 'open'],
        ['GET', '/probe/undeclared', 'undeclared'],
        ['GET', '/v1/audit', ['operator']],
        ['GET', '/v1/grants', ['application', 'steward', 'operator']],
        ['POST', '/v1/grants', ['application', 'steward', 'operator']],
        ['GET', '/v1/grants/:id', ['application', 'steward', 'operator']],
        ['POST', '/v1/grants/:id/approve', ['steward', 'operator']],
        ['POST', '/v1/grants/:id/refuse', ['steward', 'operator']],
        ['POST', '/v1/grants/:id/revoke', ['application', 'steward', 'operator']],
        ['GET', '/v1/keys', ['operator']],
        ['POST', '/v1/keys', ['operator']],
        ['DELETE', '/v1/keys/:id', ['operator']],
        ['GET', '/v1/keys/:id', ['operator']],
        ['POST', '/v1/keys/:id/rotate', ['operator']],
        ['GET', '/v1/me', ['uploader', 'application', 'steward', 'operator']],
      ]);
    });

    it('challenge whoever brings no credentials, or bad ones', async () => {
      expect(await call('GET', '/v1/me', null)).toMatchObject({
        status: 401,
        headers: { 'www-authenticate': 'Bearer realm="siku"' },
        body: { code: 'credentials-missing' },
      });
      const { key, prefix } = await createKey({ name: 'x', roles: ['steward'] });
      for (const bad of [
        'nonsense',
        `${key.slice(0, -1)}_`,
        `siku_${prefix}_${'0'.repeat(64)}`,
        `siku_0000000000_${'0'.repeat(64)}`,
      ]) {
        expect(await call('GET', '/v1/me', bad)).toMatchObject({
          status: 401,
          headers: { 'www-authenticate': 'Bearer realm="siku", error="invalid_token"' },
          body: { code: 'credentials-invalid' },
        });
      }
    });

    it('take the key as a password where a program knows nothing else, for reading only', async () => {
      const { key } = await createKey({ name: 'map client', roles: ['operator'] });
      const url = address;
      const basic = { authorization: `Basic ${Buffer.from(`anybody:${key}`).toString('base64')}` };
      const read = await fetch(`${url}/v1/me`, { headers: basic });
      expect([read.status, await read.json()]).toEqual([200, expect.objectContaining({ roles: ['operator'] })]);
      expect((await fetch(`${url}/v1/keys`, { method: 'POST', headers: basic })).status).toBe(401);
      const page = await fetch(`${url}/v1/me`, { headers: { accept: 'text/html' } });
      expect(page.headers.get('www-authenticate')).toBe('Basic realm="siku", charset="UTF-8"');
    });

    it('that declare nothing are closed to everybody; open ones still check what they are sent', async () => {
      expect(await call('GET', '/probe/undeclared', ADMIN_KEY)).toMatchObject({
        status: 403,
        body: { code: 'route-undeclared' },
      });
      expect(await call('GET', '/probe/open', null)).toMatchObject({ status: 200, body: { id: null } });
      expect(await call('GET', '/probe/open', ADMIN_KEY)).toMatchObject({ status: 200, body: { id: 'admin' } });
      expect((await call('GET', '/probe/open', 'wrong')).status).toBe(401);
    });

    it('leave every refusal in the audit log, whether guard or handler refused', async () => {
      const { id, key, prefix } = await createKey({ name: 'x', roles: ['uploader'], department: 'civil-affairs' });
      expect((await call('GET', `/v1/keys/${id}`, key)).status).toBe(403);
      expect((await call('GET', '/probe/departments/state-tax', key)).status).toBe(403);
      expect((await call('GET', '/v1/audit', `siku_${prefix}_${'0'.repeat(64)}`)).status).toBe(401);
      const principal = `key:${id}`;
      const department = 'civil-affairs';
      expect(await lastEntries(3)).toMatchObject([
        {
          principal: 'anonymous',
          action: 'GET /v1/audit',
          outcome: 'refused',
          detail: { code: 'credentials-invalid', key: prefix },
        },
        { principal, department, subject: 'state-tax', outcome: 'refused', detail: { code: 'department-foreign' } },
        {
          principal,
          department,
          action: 'GET /v1/keys/:id',
          subject: id,
          outcome: 'refused',
          detail: { code: 'role-missing' },
        },
      ]);
    });
  });

  describe('audit log', () => {
    const act = (action: string, subject?: string) =>
      ({ principal: { id: 'system' }, action, ...(subject && { subject }), outcome: 'done' }) as const;

    it('writes at shutdown what could wait until then', async () => {
      const other = await startApp();
      other.get(AuditLog).recordSoon(act('test.last-words'));
      await other.close();
      expect(await lastEntries(1)).toMatchObject([{ action: 'test.last-words' }]);
    });

    it('is read newest first, page by page, by filters', async () => {
      const subject = crypto.randomUUID();
      await app.get(AuditLog).recordMany(['a', 'b', 'c'].map((name) => act(`test.${name}`, subject)));
      const url = `/v1/audit?subject=${subject}&outcome=done&from=2020-01-01T00:00:00Z&limit=2`;
      const first = await call<{ items: { action: string }[]; next: string }>('GET', url, ADMIN_KEY);
      expect(first.body.items.map((item) => item.action)).toEqual(['test.c', 'test.b']);
      const second = await call<{ items: { action: string }[] }>('GET', `${url}&after=${first.body.next}`, ADMIN_KEY);
      expect(second.body).toMatchObject({ items: [{ action: 'test.a' }], next: null });
    });

    it.each([
      'subjekt=x',
      'limit=0',
      'after=x',
      'from=yesterday',
      'to=2026-02-31T00:00:00Z',
      'from=2026-01-01',
      'subject=%00',
      'outcome=maybe',
    ])('refuses ?%s', async (query) => {
      expect((await call('GET', `/v1/audit?${query}`, ADMIN_KEY)).status).toBe(400);
    });
  });

  it('describes its tables to TypeORM as the migration made them', async () => {
    const { upQueries } = await app.get(DataSource).driver.createSchemaBuilder().log();
    const changes = upQueries.map(({ query }) => query).filter((query) => !query.startsWith('COMMENT ON'));
    expect(changes).toEqual([]);
  });
});
