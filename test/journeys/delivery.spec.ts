import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { AuditLog } from '@siku/access';
import { testDatabaseKinds } from '@siku/platform';
import iconv from 'iconv-lite';
import { readdirSync } from 'node:fs';
import { csv, onboard } from '../support/departments.js';
import { System } from '../support/system.js';

const HEADER = '注册号,企业名称,统一社会信用代码,住所,法定代表人,成立日期,状态';

/** Ten organisations with genuine check digits. */
const companies = [
  '330200000000013,宁波甬江机械有限公司,91330200MA2800017H,宁波市海曙区中山西路1号,王建国,2001-03-05,在业',
];

describe.each(testDatabaseKinds())('a data officer delivers a file (%s)', (kind) => {
  let system: System;

  beforeAll(async () => {
    system = await System.start(kind);
    await onboard(system);
  });

  afterAll(() => system.stop());

  it('publishes what is right and explains what is wrong, in her own row numbers', async () => {
    const file = csv(
      HEADER,
      'A1,宁波甬江机械有限公司,,宁波市海曙区中山西路1号,王建国,2001-03-05,在业',
      'A2,,,宁波市江北区人民路2号,李明,2002年5月1日,在业',
      'A3,宁波北仑港务有限公司,911522010783762861,宁波市北仑区明州路3号,张伟,2003-13-40,在业',
      ',宁波镇海炼化配件厂,,宁波市镇海区,赵敏,2004,在业',
      'A1,宁波重复有限公司,,宁波市,钱进,2005,在业',
      'A5,宁波鄞州纺织有限公司,,宁波市鄞州区,孙丽,2006-01,歇业整顿',
    );
    const batch = await system.deliver('registry', iconv.encode(file, 'gb18030'), {
      mode: 'snapshot',
      effectiveDate: '2020-01-01',
    });
    expect(batch).toMatchObject({
      status: 'published',
      counts: { read: 6, rejected: 3, accepted: 3, created: 3, masters: { created: 3 } },
    });
    const issues = (await system.get(`/v1/batches/${batch.id}/issues`)).body as {
      items: { row: number; column: string; severity: string; code: string }[];
    };
    const brief = issues.items.map(({ row, column, severity }) => `${row} ${column} ${severity}`);
    expect(brief).toEqual(
      expect.arrayContaining(['3 企业名称 error', '5 注册号 error', '6 注册号 error', '7 状态 warning']),
    );
    expect(brief).toContain('4 统一社会信用代码 warning');
    for (const format of ['csv', 'xlsx']) {
      const report = await system.get(`/v1/batches/${batch.id}/issues`, { query: { format } });
      expect(report.status).toBe(200);
    }
  });

  it('keeps no file of a batch that could not be written down, and every other', async () => {
    const files = (): string[] =>
      readdirSync(system.testDatabase.configuration.fileDirectory, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && !/parts|resumable/.test(entry.parentPath))
        .map(({ name }) => name);
    const before = files();
    const query = { mode: 'delta', effectiveDate: '2020-01-02' };
    const broken = jest.spyOn(system.app.get(AuditLog), 'record').mockRejectedValueOnce(new Error('not written'));
    expect((await system.upload('registry', csv(HEADER, ...companies), query)).status).toBe(500);
    broken.mockRestore();
    expect(files()).toEqual(before);
    expect((await system.deliver('registry', csv(HEADER, ...companies), query)).status).toBe('published');
    expect(files()).toHaveLength(before.length + 1);
  });

  it('changes nothing when the same file comes again', async () => {
    const file = csv(HEADER, ...companies);
    await system.deliver('registry', file, { mode: 'delta', effectiveDate: '2020-02-01' });
    const before = (await system.get('/v1/legal-entities/export')).text;
    const again = await system.deliver('registry', file, { mode: 'delta', effectiveDate: '2020-02-01' });
    expect(again).toMatchObject({
      status: 'published',
      counts: { unchanged: 1, created: 0, updated: 0, masters: { created: 0, updated: 0 } },
    });
    expect((await system.get('/v1/legal-entities/export')).text).toBe(before);
  });

  it('answers the same Idempotency-Key with the same batch, and refuses it for another file', async () => {
    const query = { mode: 'delta', effectiveDate: '2020-02-01' };
    const key = { 'idempotency-key': 'delivery-2020-02' };
    const first = await system.upload('registry', csv(HEADER, ...companies), query, key);
    const second = await system.upload('registry', csv(HEADER, ...companies), query, key);
    expect((second.body as { id: string }).id).toBe((first.body as { id: string }).id);
    const other = await system.upload('registry', csv(HEADER), query, key);
    expect(other.status).toBe(409);
    await system.finished((first.body as { id: string }).id);
  });

  it('tells a reader who asks for what is not there: a data set, a scheme, a place in the feed', async () => {
    const code = async (path: string): Promise<unknown> => {
      const { status, body } = await system.get(`/v1/legal-entities/${path}`);
      return [status, (body as { code: string }).code];
    };
    expect(await code('crosswalk?dataset=regsitry')).toEqual([404, 'dataset-not-found']);
    expect(await code('by-identifier/usc/91330200713356116K')).toEqual([400, 'unknown-scheme']);
    // Of a feed that was longer before its database was restored.
    expect(await code('changes?after=99999')).toEqual([400, 'position-ahead']);
    expect(await code('changes/events?after=99999.3')).toEqual([400, 'position-ahead']);
    const position = (await system.get('/v1/legal-entities/export')).headers['siku-feed-position'] as string;
    expect((await system.get(`/v1/legal-entities/changes?after=${position}`)).body).toEqual({ items: [], next: null });
  });

  it('validates without publishing in a dry run', async () => {
    const before = (await system.get('/v1/legal-entities/export')).text;
    const batch = await system.deliver('registry', csv(HEADER, 'D1,宁波试运行有限公司,,,,,在业'), {
      mode: 'delta',
      dryRun: 'true',
    });
    expect(batch).toMatchObject({ status: 'validated', counts: { created: 1 } });
    expect((await system.get('/v1/legal-entities/export')).text).toBe(before);
  });

  it('tries again what broke off through no fault of the file', async () => {
    const { dataSource } = system.testDatabase;
    const asOwner = (statement: string): Promise<unknown> =>
      dataSource.query(`SET ROLE NONE; ${statement}; RESET ROLE`);
    // A sequence is not rolled back: the first attempt to write breaks off, the second does not.
    await asOwner(`CREATE SEQUENCE attempts; GRANT USAGE ON SEQUENCE attempts TO PUBLIC;
      ALTER TABLE legal_entity.change_event ADD CONSTRAINT breaks_off_once CHECK (nextval('attempts') > 1) NOT VALID`);
    try {
      const file = csv(HEADER, 'D2,宁波再试一次有限公司,,,,,在业');
      const batch = await system.deliver('registry', file, { mode: 'delta' });
      expect(batch).toMatchObject({ status: 'published', counts: { masters: { created: 1 } } });
      await system.post(`/v1/batches/${batch.id}/rollback`);
      await system.finished(batch.id, ['rolled-back']);
    } finally {
      await asOwner(`ALTER TABLE legal_entity.change_event DROP CONSTRAINT breaks_off_once; DROP SEQUENCE attempts`);
    }
  });

  it('holds a snapshot that would end too much until somebody confirms it', async () => {
    const file = csv(HEADER, ...companies);
    const batch = await system.deliver('registry', file, { mode: 'snapshot', effectiveDate: '2020-06-01' });
    expect(batch).toMatchObject({
      status: 'held',
      counts: { deleted: 3 },
      problem: { code: 'ends-too-many', message: { en: expect.stringContaining(`/v1/batches/${batch.id}/confirm`) } },
    });
    expect((await system.post(`/v1/batches/${batch.id}/cancel`)).body).toMatchObject({ status: 'cancelled' });
    const again = await system.deliver('registry', file, { mode: 'snapshot', effectiveDate: '2020-06-01' });
    await system.post(`/v1/batches/${again.id}/confirm`);
    const published = await system.finished(again.id, ['published', 'failed']);
    expect(published).toMatchObject({ status: 'published', counts: { deleted: 3 } });
    // A1 and the company registered anew are one organisation: name, address and representative agree.
    const then = (await system.get('/v1/legal-entities', { query: { validAt: '2020-05-31' } })).body as {
      items: object[];
    };
    const after = (await system.get('/v1/legal-entities', { query: { validAt: '2020-06-01' } })).body as {
      items: object[];
    };
    expect([then.items.length, after.items.length]).toEqual([3, 1]);
  });

  it('lists records as rows where these are asked for, page by page', async () => {
    const list = (accept: string, query: Record<string, string>) =>
      system.get('/v1/legal-entities', { accept, query: { validAt: '2020-05-31', ...query } });
    const page = (await list('application/json', { limit: '2' })).body as { items: object[]; next: string };
    const lines = await list('application/x-ndjson', { limit: '2' });
    expect(lines.text).toBe(page.items.map((record) => `${JSON.stringify(record)}\n`).join(''));
    expect(lines.headers['link']).toContain(`after=${page.next}`);
    const table = await list('text/csv', { fields: 'name, kind' });
    const [header, ...rows] = table.text.trim().split('\r\n');
    expect([header, rows.length]).toEqual(['id,version,validFrom,validTo,knownFrom,knownTo,name,kind', 3]);
    expect(table.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(table.headers['link']).toBeUndefined();
  });

  it('takes a batch back as if it had never come, and still tells what was known', async () => {
    const before = (await system.get('/v1/legal-entities/export', { query: { validAt: '2020-07-01' } })).text;
    const batch = await system.deliver('registry', csv(HEADER, companies[0]!.replace('甬江', '奉化江')), {
      mode: 'delta',
      effectiveDate: '2020-07-01',
    });
    const knownAt = new Date().toISOString();
    expect((await system.post(`/v1/batches/${batch.id}/rollback`)).status).toBe(202);
    expect(await system.finished(batch.id, ['rolled-back'])).toMatchObject({ status: 'rolled-back' });
    const list = async (query: Record<string, string>): Promise<string[]> =>
      (
        (await system.get('/v1/legal-entities', { query })).body as { items: { attributes: { name: string } }[] }
      ).items.map(({ attributes }) => attributes.name);
    expect(await list({ validAt: '2020-07-01', knownAt })).toContain('宁波奉化江机械有限公司');
    expect(await list({ validAt: '2020-07-01' })).not.toContain('宁波奉化江机械有限公司');
    const attributesOf = (text: string): unknown[] =>
      text
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as { attributes: unknown }).attributes);
    expect(
      attributesOf((await system.get('/v1/legal-entities/export', { query: { validAt: '2020-07-01' } })).text),
    ).toEqual(attributesOf(before));
  });

  it('refuses a file that is no table, and says why', async () => {
    const batch = await system.deliver('registry', Buffer.from('%PDF-1.7 …'), { mode: 'delta' });
    expect(batch.status).toBe('rejected');
    expect(batch.problem).toHaveProperty('code');
  });

  it('finds names as they are typed, and refuses filters that nothing can meet', async () => {
    const list = async (query: Record<string, string>) => system.get('/v1/legal-entities', { query });
    const names = ({ body }: { body: unknown }) => (body as { items: { attributes: { name: string } }[] }).items.length;
    for (const filter of ['name', 'name.prefix', 'name.fuzzy']) {
      expect([filter, names(await list({ [filter]: ' 宁波甬江\u3000' }))]).toEqual([filter, 1]);
    }
    const misspelt = {
      kind: 'enterprize',
      status: '存续',
      'establishedOn.from': '2001-13',
      'establishedOn.to': '2001-02-30',
    };
    const refused = await list(misspelt);
    expect(refused.status).toBe(400);
    expect(
      (refused.body as { errors: { parameter: string }[] }).errors.map(({ parameter }) => parameter).sort(),
    ).toEqual(Object.keys(misspelt).sort());
  });

  it('refuses what it does not know', async () => {
    const answer = await system.upload('registry', csv(HEADER), { mode: 'delta', efectiveDate: '2020-01-01' });
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('efectiveDate');
  });
});
