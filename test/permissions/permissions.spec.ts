import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ADMIN, KeyService, listRoutes, ROLES, type Role } from '@siku/access';
import { csv, onboard, registry } from '../support/departments.js';
import { System, type BatchAnswer } from '../support/system.js';
import { ROUTES, type Allowed } from './routes.js';

const HEADER = '注册号,企业名称,统一社会信用代码,住所,法定代表人,成立日期,状态';
const USCC = '91110000600037341L';
const NOTHING = '00000000-0000-4000-8000-000000000000';

interface Caller {
  name: string;
  key: string | null;
  role: Role | null;
}

interface Refusal {
  action: string;
  principal: string;
  detail: { code: string };
}

describe('who may call what', () => {
  let system: System;

  beforeAll(async () => {
    system = await System.start('embedded');
    await onboard(system);
  });

  afterAll(() => system.stop());

  async function call(
    method: string,
    path: string,
    key: string | null,
    { body, headers }: { body?: object | string; headers?: Record<string, string> } = {},
  ): Promise<{ status: number; text: string; headers: Headers }> {
    const answer = await fetch(system.url + path, {
      method,
      headers: {
        ...(key && { authorization: `Bearer ${key}` }),
        ...(body !== undefined && {
          'content-type': typeof body === 'string' ? 'application/octet-stream' : 'application/json',
        }),
        ...headers,
      },
      body: typeof body === 'object' ? JSON.stringify(body) : body,
    });
    return { status: answer.status, text: await answer.text(), headers: answer.headers };
  }

  const codeOf = ({ text }: { text: string }): string => (JSON.parse(text) as { code: string }).code;

  const keyOf = async (creation: { roles: Role[]; department?: string; scopes?: string[] }): Promise<string> =>
    (await system.app.get(KeyService).create({ name: 'test', ...creation }, ADMIN)).key;

  async function refusals(): Promise<Refusal[]> {
    const found: Refusal[] = [];
    for (let after: string | null = ''; after !== null;) {
      const query: Record<string, string> = { outcome: 'refused', limit: '1000', ...(after && { after }) };
      const { body } = await system.get('/v1/audit', { query });
      const page = body as { items: Refusal[]; next: string | null };
      found.push(...page.items);
      after = page.next;
    }
    return found;
  }

  it('has every route in the table, with the roles that may call it', () => {
    const found = Object.fromEntries(
      listRoutes(system.app).map(({ method, path, access }) => [
        `${method} ${path}`,
        Array.isArray(access) ? [...(access as Role[])].sort() : access,
      ]),
    );
    const wanted = Object.fromEntries(
      Object.entries(ROUTES).map(([route, allowed]) => [route, allowed === 'open' ? allowed : [...allowed].sort()]),
    );
    expect(found).toEqual(wanted);
  });

  it('serves without credentials nothing but health, metrics and the documentation', () => {
    const own = new Set(Object.keys(ROUTES).map((route) => route.split(' ')[1]!.replace('::', ':')));
    const all = registeredPaths(system.app.getHttpAdapter().getInstance().printRoutes({ commonPrefix: false }));
    expect(all.filter((path) => !own.has(path)).sort()).toEqual([
      '/docs',
      '/docs/start.js',
      '/docs/swagger-ui-bundle.js',
      '/docs/swagger-ui.css',
      '/health',
      '/metrics',
      '/openapi.json',
      '/ready',
    ]);
  });

  describe('every route and every caller', () => {
    const callers: Caller[] = [];
    const expected: { action: string; code: string }[] = [];

    beforeAll(async () => {
      for (const role of ROLES) {
        callers.push({ name: role, role, key: await keyOf({ roles: [role], department: 'industry-commerce' }) });
      }
      const keys = system.app.get(KeyService);
      const revoked = await keys.create({ name: 'revoked', roles: ['operator'] }, ADMIN);
      await keys.revoke(revoked.id, ADMIN);
      const expired = await keys.create({ name: 'expired', roles: ['operator'] }, ADMIN);
      await system.testDatabase.database.query(
        `UPDATE access.api_key SET expires_at = now() - interval '1 second' WHERE id = $1`,
        [expired.id],
      );
      callers.push(
        { name: 'anonymous', role: null, key: null },
        { name: 'revoked key', role: null, key: revoked.key },
        { name: 'expired key', role: null, key: expired.key },
        { name: 'unknown key', role: null, key: `${revoked.key}0` },
        { name: 'no key at all', role: null, key: 'nonsense' },
      );
    });

    it.each(Object.entries(ROUTES))('%s: %j', async (route, allowed) => {
      const [method, pattern] = route.split(' ') as [string, string];
      const methods = method === 'GET' ? ['GET', 'HEAD'] : [method];
      for (const caller of callers) {
        for (const verb of methods) {
          const { status, text } = await call(verb, concrete(pattern), caller.key);
          const wanted = refusalOf(caller, allowed);
          expect([caller.name, verb, [401, 403].includes(status) ? status : null]).toEqual([
            caller.name,
            verb,
            wanted?.status ?? null,
          ]);
          if (!wanted) continue;
          if (verb !== 'HEAD') expect(codeOf({ text })).toBe(wanted.code);
          expected.push({ action: `${verb} ${pattern}`, code: wanted.code });
        }
      }
    });

    it('left every refusal in the audit log', async () => {
      const count = (entries: readonly string[]): Record<string, number> => {
        const counts: Record<string, number> = {};
        for (const entry of [...entries].sort()) counts[entry] = (counts[entry] ?? 0) + 1;
        return counts;
      };
      const logged = await refusals();
      expect(expected.length).toBeGreaterThan(Object.keys(ROUTES).length);
      expect(count(logged.map(({ action, detail }) => `${action} ${detail.code}`))).toEqual(
        count(expected.map(({ action, code }) => `${action} ${code}`)),
      );
    });
  });

  describe('an uploader', () => {
    let own: string;
    let foreign: string;
    let held: string;

    beforeAll(async () => {
      own = await keyOf({ roles: ['uploader'], department: 'industry-commerce' });
      foreign = await keyOf({ roles: ['uploader'], department: 'state-tax' });
      const query = { mode: 'snapshot', effectiveDate: '2020-01-01' };
      await system.deliver('registry', csv(HEADER, `1,宁波甬江机械有限公司,${USCC},,,,在业`, '2,,,,,,'), query);
      held = (await system.deliver('registry', csv(HEADER, '9,宁波新立贸易有限公司,,,,,在业'), query)).id;
      expect(((await system.get(`/v1/batches/${held}`)).body as BatchAnswer).status).toBe('held');
    });

    const routes = (): [string, string, object | string | undefined][] => [
      ['PUT', '/v1/datasets/registry', registry],
      ['PUT', '/v1/datasets/another', registry],
      ['POST', '/v1/datasets/registry/batches?mode=delta', csv(HEADER)],
      ['GET', `/v1/batches/${held}`, undefined],
      ['GET', `/v1/batches/${held}/issues`, undefined],
      ['GET', `/v1/batches/${held}/issues?format=csv`, undefined],
      ['GET', `/v1/batches/${held}/events`, undefined],
      ['POST', `/v1/batches/${held}/confirm`, undefined],
      ['POST', `/v1/batches/${held}/cancel`, undefined],
      ['POST', `/v1/batches/${held}/rollback`, undefined],
      ['GET', '/v1/legal-entities/crosswalk?dataset=registry', undefined],
    ];

    it('is refused what is another department’s, and the audit log has it', async () => {
      const before = (await refusals()).length;
      for (const [method, path, body] of routes()) {
        const answer = await call(method, path, foreign, { body });
        expect([method, path, answer.status, codeOf(answer)]).toEqual([method, path, 403, 'department-foreign']);
      }
      const tus = { 'tus-resumable': '1.0.0', 'upload-length': '3', 'upload-metadata': metadata('registry') };
      expect((await call('POST', '/v1/uploads', foreign, { headers: tus })).status).toBe(403);
      expect((await refusals()).length - before).toBe(routes().length + 1);
      expect(((await system.get(`/v1/batches/${held}`)).body as BatchAnswer).status).toBe('held');
    });

    it('does not see what is another department’s in lists', async () => {
      expect(JSON.parse((await call('GET', '/v1/batches', foreign)).text)).toMatchObject({ items: [] });
      expect((await call('GET', '/v1/legal-entities/crosswalk', foreign)).text).toBe('');
      expect((JSON.parse((await call('GET', '/v1/batches', own)).text) as { items: object[] }).items).toHaveLength(2);
      expect((await call('GET', '/v1/legal-entities/crosswalk', own)).text).toContain('"sourceKey":"1"');
    });

    it('may do all of it for her own department', async () => {
      for (const [method, path, body] of routes().filter(([, route]) => !/cancel|rollback|another/.test(route))) {
        const { status } = await call(method, path, own, { body });
        expect([method, path, status < 300]).toEqual([method, path, true]);
      }
      const published = await system.finished(held, ['published', 'failed']);
      expect(published.status).toBe('published');
      expect((await call('POST', `/v1/batches/${held}/cancel`, own)).status).toBe(409);
      expect((await call('POST', `/v1/batches/${held}/rollback`, own)).status).toBe(202);
      await system.finished(held, ['rolled-back']);
    });

    it('cannot take a dataset over by naming her own department in it', async () => {
      const body = { ...registry, department: 'state-tax' };
      expect(codeOf(await call('PUT', '/v1/datasets/registry', foreign, { body }))).toBe('department-foreign');
    });
  });

  describe('credentials restricted to scopes', () => {
    const reads = Object.entries(ROUTES).filter(
      ([route]) => route.includes('/v1/legal-entities') && !/^POST .*\/(models|activate)$/.test(route),
    );

    it.each(reads)('reach no record of another base: %s %j', async (route, allowed) => {
      const roles = [...(allowed as readonly Role[])];
      const [method, pattern] = route.split(' ') as [string, string];
      for (const [scopes, code] of [
        [['population'], 'scope-missing'],
        [['population:write'], 'scope-missing'],
        [['legal-entity:write'], null],
        [['legal-entity:read'], null],
        [['population', 'legal-entity'], null],
      ] as [string[], string | null][]) {
        const key = await keyOf({ roles, scopes, department: 'industry-commerce' });
        const answer = await call(method, concrete(pattern), key);
        expect([scopes, answer.status === 403 ? codeOf(answer) : null]).toEqual([scopes, code]);
      }
    });

    it.each(Object.keys(ROUTES).filter((route) => /^POST \/v1\/legal-entities.*\/(models|activate)$/.test(route)))(
      'change nothing without the right to write: %s',
      async (route) => {
        for (const scopes of [['population'], ['legal-entity:read']]) {
          const answer = await call(
            'POST',
            concrete(route.split(' ')[1]!),
            await keyOf({ roles: ['operator'], scopes }),
          );
          expect([scopes, codeOf(answer)]).toEqual([scopes, 'scope-missing']);
        }
      },
    );

    it('reach no batch of another base, and change none without the right to write', async () => {
      const { items } = (await system.get('/v1/batches')).body as { items: { id: string }[] };
      const { id } = items[0]!;
      const elsewhere = await keyOf({ roles: ['operator'], scopes: ['population'] });
      const reader = await keyOf({ roles: ['operator'], scopes: ['legal-entity:read'] });
      for (const path of [`/v1/batches/${id}`, `/v1/batches/${id}/issues`, `/v1/batches/${id}/events`]) {
        expect([path, codeOf(await call('GET', path, elsewhere))]).toEqual([path, 'scope-missing']);
        expect([path, (await call('GET', path, reader)).status]).toEqual([path, 200]);
      }
      expect(JSON.parse((await call('GET', '/v1/batches', elsewhere)).text)).toMatchObject({ items: [] });
      expect((JSON.parse((await call('GET', '/v1/batches', reader)).text) as { items: object[] }).items).toHaveLength(
        items.length,
      );
      for (const key of [elsewhere, reader]) {
        for (const act of ['cancel', 'confirm', 'rollback']) {
          expect([act, codeOf(await call('POST', `/v1/batches/${id}/${act}`, key))]).toEqual([act, 'scope-missing']);
        }
        const delivered = await call('POST', '/v1/datasets/registry/batches?mode=delta', key, { body: csv(HEADER) });
        expect(codeOf(delivered)).toBe('scope-missing');
      }
    });
  });

  it('writes down who was shown where a record comes from, and only that', async () => {
    const { body } = await system.get(`/v1/legal-entities/by-identifier/uscc/${USCC}`);
    const { id } = body as { id: string };
    const delivered = async (): Promise<object[]> =>
      (
        (await system.get('/v1/audit', { query: { action: 'record.sources', subject: id } })).body as {
          items: object[];
        }
      ).items;
    const steward = await keyOf({ roles: ['steward'] });
    const application = await keyOf({ roles: ['application'] });
    expect((await call('GET', `/v1/legal-entities/${id}/sources`, application)).status).toBe(403);
    expect((await call('GET', `/v1/legal-entities/${id}/sources?validAt=x`, steward)).status).toBe(400);
    expect(await delivered()).toEqual([]);
    expect((await call('GET', `/v1/legal-entities/${id}/sources`, steward)).status).toBe(200);
    expect(await delivered()).toEqual([
      expect.objectContaining({
        base: 'legal-entity',
        subject: id,
        outcome: 'delivered',
        principal: expect.stringMatching(/^key:/) as unknown,
      }),
    ]);
  });
});

/** What refuses a caller, if anything does. */
function refusalOf({ name, role }: Caller, allowed: Allowed): { status: number; code: string } | null {
  if (name === 'anonymous') return allowed === 'open' ? null : { status: 401, code: 'credentials-missing' };
  if (name === 'revoked key') return { status: 401, code: 'credentials-revoked' };
  if (name === 'expired key') return { status: 401, code: 'credentials-expired' };
  // Credentials that are sent must be good, also where none are asked for.
  if (role === null) return { status: 401, code: 'credentials-invalid' };
  return allowed === 'open' || allowed.includes(role) ? null : { status: 403, code: 'role-missing' };
}

/** A path of the pattern that finds nothing: what is asked is only who is let through. */
const concrete = (pattern: string): string => {
  const path = pattern
    .replace('::', '%3A')
    .replace(':code', 'nothing')
    .replace(':version', '1')
    .replace(':scheme', 'uscc')
    .replace(':value', 'X')
    .replace(':id', NOTHING)
    .replace('%3A', ':');
  // An event stream would not end; this one does not begin.
  return path.endsWith('/events') ? `${path}?after=x` : path;
};

const metadata = (dataset: string): string =>
  Object.entries({ dataset, mode: 'delta' })
    .map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`)
    .join(',');

/** Paths in the router's own listing, which is a tree: a line each, indented four characters a level. */
function registeredPaths(listing: string): string[] {
  const above: string[] = [];
  return listing.split('\n').flatMap((line) => {
    const [, indent = '', part = ''] = /^([│ ]*)[├└]── (\S+) \(/.exec(line) ?? [];
    if (!part) return [];
    const level = indent.length / 4;
    above.length = level;
    above[level] = (above[level - 1] ?? '') + (part === '*' ? '/*' : part);
    return above[level];
  });
}
