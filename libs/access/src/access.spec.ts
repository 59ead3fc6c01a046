import { Controller, Get, Module, Param } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  createHttpApplication,
  createLogger,
  createTestDatabase,
  Database,
  PlatformModule,
  testDatabaseKinds,
  type TestDatabase,
} from '@siku/platform';
import pg from 'pg';
import { DataSource } from 'typeorm';
import {
  AccessModule,
  Allow,
  AuditLog,
  AuditRepository,
  AuditVerifier,
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
  let owner: pg.Client;
  let test: TestDatabase;

  beforeAll(async () => {
    test = await createTestDatabase(kind, { adminKey: ADMIN_KEY });
    app = await startApp();
    address = await app.getUrl();
    // Without the application's role, which could not do what is undone here.
    owner = new pg.Client(test.server.url);
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

    it('chains what several processes write at the same time, and nothing that was rolled back', async () => {
      const database = app.get(Database);
      const logs = [
        app.get(AuditLog),
        new AuditLog(new AuditRepository(database), logger),
        new AuditLog(new AuditRepository(database), logger),
      ];
      const before = (await app.get(AuditRepository).head())?.number ?? 0;
      const works = Array.from({ length: 60 }, (_, i) => {
        const log = logs[i % 3]!;
        if (i % 5 === 0) return log.recordMany([act('test.many'), act('test.many'), act('test.many')]);
        if (i % 5 === 1) return database.transaction((tx) => log.record(act('test.within'), tx));
        if (i % 5 === 2) {
          const rolledBack = database.transaction(async (tx) => {
            await log.record(act('test.lost'), tx);
            throw new Error('rolled back');
          });
          return expect(rolledBack).rejects.toThrow('rolled back');
        }
        return log.record(act('test.one'));
      });
      await Promise.all(works);
      const head = await app.get(AuditRepository).head();
      expect(head?.number).toBe(before + 12 * 3 + 12 + 24);
      expect(await app.get(AuditVerifier).verify()).toEqual({ head, broken: null });
      expect(await lastEntries(1, { action: 'test.lost' })).toEqual([]);
    });

    it('keeps hashes true for every kind of value', async () => {
      const detail = {
        b: 1e21,
        a: [0.1, -0, 5e-324, true, null],
        中文: '𠮷 "\\\n',
        nul: 'a\0b',
        half: '\ud800',
        when: new Date(0),
      };
      await app.get(AuditLog).record({
        ...act('test.values', '\ud800\0'),
        fields: ['name', 'a"b', 'NULL', ''],
        base: 'legal-entity',
        detail,
      });
      expect((await app.get(AuditVerifier).verify()).broken).toBeNull();
    });

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

    it.each(['subjekt=x', 'limit=0', 'after=x', 'from=yesterday', 'outcome=maybe'])('refuses ?%s', async (query) => {
      expect((await call('GET', `/v1/audit?${query}`, ADMIN_KEY)).status).toBe(400);
    });

    it.each([
      'UPDATE access.audit_entry SET action = action',
      'DELETE FROM access.audit_entry',
      'TRUNCATE access.audit_entry',
      'DELETE FROM access.audit_head',
    ])('refuses %s, even to its owner', async (statement) => {
      await expect(owner.query(statement)).rejects.toMatchObject({
        code: '42501',
        message: expect.stringContaining('append-only'),
      });
    });

    it('grants the application SELECT and INSERT only', async () => {
      const { rows } = await owner.query<{ privilege: string }>(
        `SELECT privilege_type AS privilege FROM information_schema.role_table_grants
        WHERE grantee = 'siku_app' AND table_schema = 'access' AND table_name = 'audit_entry' ORDER BY 1`,
      );
      expect(rows.map((row) => row.privilege)).toEqual(['INSERT', 'SELECT']);
    });

    it('names the first broken entry', async () => {
      const verifier = app.get(AuditVerifier);
      const log = app.get(AuditLog);
      const start = (await verifier.verify()).head.number;
      await log.recordMany(Array.from({ length: 5 }, (_, i) => act('test.tamper', String(i))));
      const { head } = await verifier.verify();

      /** What somebody who owns the table could do, undone afterwards. */
      async function tampered(statement: string, anchor?: { number: number; hash: string }) {
        await owner.query('ALTER TABLE access.audit_entry DISABLE TRIGGER append_only');
        await owner.query('CREATE TABLE access.kept AS SELECT * FROM access.audit_entry');
        await owner.query(statement);
        const { broken } = await verifier.verify(anchor);
        await owner.query('DELETE FROM access.audit_entry');
        await owner.query('INSERT INTO access.audit_entry SELECT * FROM access.kept ORDER BY number');
        await owner.query('DROP TABLE access.kept');
        await owner.query('ALTER TABLE access.audit_entry ENABLE TRIGGER append_only');
        return broken;
      }

      const update = `UPDATE access.audit_entry SET`;
      const at = (offset: number) => `WHERE number = ${start + offset}`;
      expect(await tampered(`${update} principal = 'somebody' ${at(2)}`)).toEqual({
        number: start + 2,
        fault: 'altered',
      });
      expect(await tampered(`${update} at = at + interval '1 ms' ${at(3)}`)).toEqual({
        number: start + 3,
        fault: 'altered',
      });
      expect(await tampered(`${update} outcome = 'refused' ${at(5)}`)).toEqual({ number: start + 5, fault: 'altered' });
      expect(await tampered(`DELETE FROM access.audit_entry ${at(4)}`)).toEqual({
        number: start + 4,
        fault: 'missing',
      });
      expect(await tampered(`DELETE FROM access.audit_entry ${at(5)}`)).toEqual({
        number: start + 5,
        fault: 'missing',
      });
      expect(await tampered('SELECT', { number: start + 1, hash: '0'.repeat(64) })).toEqual({
        number: start + 1,
        fault: 'rewritten',
      });
      expect(await tampered('SELECT', { ...head, number: head.number + 1 })).toEqual({
        number: head.number + 1,
        fault: 'missing',
      });
      expect(await verifier.verify(head)).toEqual({ head, broken: null });
    });
  });

  it('describes its tables to TypeORM as the migration made them', async () => {
    const { upQueries } = await app.get(DataSource).driver.createSchemaBuilder().log();
    const changes = upQueries.map(({ query }) => query).filter((query) => !query.startsWith('COMMENT ON'));
    expect(changes).toEqual([]);
  });
});
