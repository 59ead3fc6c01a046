import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Role } from '@siku/access';
import { appendFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request as open } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { csv, onboard } from '../support/departments.js';
import { Vault } from '@siku/platform';
import { System } from '../support/system.js';

const HEADER = '注册号,企业名称,统一社会信用代码,住所,法定代表人,成立日期,状态';

const file = (name: string, rows = 2000): Buffer =>
  Buffer.from(
    csv(HEADER, ...Array.from({ length: rows }, (_, i) => `${name}${i},宁波${name}${i}号贸易有限公司,,,,,在业`)),
  );

interface Answer {
  status: number;
  headers: Headers;
  text: string;
}

describe('an upload survives a broken connection (tus)', () => {
  let system: System;
  let operator: string;

  beforeAll(async () => {
    system = await System.start('embedded');
    await onboard(system);
    operator = await system.key('operator');
  });

  afterAll(() => system.stop());

  async function send(
    method: string,
    path: string,
    headers: Record<string, string>,
    { body, key = operator }: { body?: Buffer; key?: string } = {},
  ): Promise<Answer> {
    const answer = await fetch(system.url + path, {
      method,
      headers: { authorization: `Bearer ${key}`, 'tus-resumable': '1.0.0', ...headers },
      body: body && new Uint8Array(body),
    });
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  }

  const metadata = (values: Record<string, string>): string =>
    Object.entries(values)
      .map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`)
      .join(',');

  const begin = (length: number, values: Record<string, string>, key = operator): Promise<Answer> =>
    send('POST', '/v1/uploads', { 'upload-length': String(length), 'upload-metadata': metadata(values) }, { key });

  const part = (location: string, offset: number, body: Buffer, key = operator): Promise<Answer> =>
    send(
      'PATCH',
      location,
      { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' },
      { body, key },
    );

  /** Announces all of `body`, sends `bytes` of it, and is gone. */
  async function breakOff(location: string, body: Buffer, bytes: number): Promise<void> {
    const request = open(system.url + location, {
      method: 'PATCH',
      headers: {
        authorization: `Bearer ${operator}`,
        'tus-resumable': '1.0.0',
        'upload-offset': '0',
        'content-type': 'application/offset+octet-stream',
        'content-length': String(body.length),
      },
    });
    const gone = new Promise((resolve) => request.once('error', resolve));
    await new Promise<void>((resolve) => request.write(body.subarray(0, bytes), () => resolve()));
    await sleep(200);
    request.destroy(new Error('the line went dead'));
    await gone;
  }

  const uploader = (department: string): Promise<string> => system.key('uploader' satisfies Role, department);

  it('goes on where the line went dead, and publishes the whole file', async () => {
    const body = file('A');
    const created = await begin(body.length, {
      dataset: 'registry',
      mode: 'delta',
      effectiveDate: '2020-01-01',
      filename: '企业登记.csv',
    });
    expect(created.status).toBe(201);
    const location = created.headers.get('location')!;
    expect(location).toMatch(/^\/v1\/uploads\/[0-9a-f]{32}$/);

    const half = Math.floor(body.length / 2);
    await breakOff(location, body, half);
    const asked = await send('HEAD', location, {});
    expect(asked.status).toBe(200);
    expect(asked.headers.get('upload-length')).toBe(String(body.length));
    const offset = Number(asked.headers.get('upload-offset'));
    expect(offset).toBe(half);
    const ahead = await part(location, offset + 1, body.subarray(offset + 1));
    expect(ahead.status).toBe(409);
    expect(JSON.parse(ahead.text)).toMatchObject({ code: 'upload-offset-conflict', status: 409 });

    const last = await part(location, offset, body.subarray(offset));
    expect(last.status).toBe(204);
    const id = last.headers.get('siku-batch')!;
    const batch = await system.finished(id);
    expect(batch).toMatchObject({ status: 'published', counts: { read: 2000, accepted: 2000 } });
    expect((await system.get(`/v1/batches/${id}`)).body).toMatchObject({
      mode: 'delta',
      effectiveDate: '2020-01-01',
      file: { size: body.length },
    });
    // The last answer may have been lost: whoever asks again is told the same batch, and nothing is delivered twice.
    const again = await send('HEAD', location, {});
    expect(again.headers.get('siku-batch')).toBe(id);
    expect(again.headers.get('upload-offset')).toBe(String(body.length));
  });

  it('takes a file that comes with the creation', async () => {
    const body = file('B', 3);
    const created = await send(
      'POST',
      '/v1/uploads',
      {
        'upload-length': String(body.length),
        'upload-metadata': metadata({ dataset: 'registry', mode: 'delta', dryRun: 'true' }),
        'content-type': 'application/offset+octet-stream',
      },
      { body },
    );
    expect(created.status).toBe(201);
    expect(await system.finished(created.headers.get('siku-batch')!)).toMatchObject({
      status: 'validated',
      counts: { read: 3, created: 3 },
    });
  });

  it('makes the batch when the process ended between the last byte and the batch', async () => {
    const body = file('C', 3);
    const created = await begin(body.length, { dataset: 'registry', mode: 'delta' });
    const location = created.headers.get('location')!;
    // What such a process leaves: all bytes on disk, sealed.
    const id = location.split('/').at(-1)!;
    appendFileSync(join(uploads(), id), system.app.get(Vault).fileCipher(id).update(body));
    const answers = await Promise.all([send('HEAD', location, {}), send('HEAD', location, {})]);
    const ids = answers.map(({ headers }) => headers.get('siku-batch'));
    expect(ids[0]).toBe(ids[1]);
    expect(await system.finished(ids[0]!)).toMatchObject({ status: 'published', counts: { created: 3 } });
  });

  it('keeps an upload while the disk is full, and goes on once there is room', async () => {
    const body = file('F', 3);
    const location = (await begin(body.length, { dataset: 'registry', mode: 'delta' })).headers.get('location')!;
    const bytes = join(uploads(), location.split('/').at(-1)!);
    // Whatever is written to this device finds no room.
    rmSync(bytes);
    symlinkSync('/dev/full', bytes);
    const full = await part(location, 0, body);
    expect([full.status, JSON.parse(full.text)]).toMatchObject([507, { code: 'storage-full', status: 507 }]);
    expect(full.text).toContain('HEAD');
    rmSync(bytes);
    writeFileSync(bytes, '');
    symlinkSync('/dev/full', `${bytes}.json.next`);
    expect((await part(location, 0, body)).status).toBe(507);
    // All bytes are there, and what had been noted of the upload still is.
    const id = (await send('HEAD', location, {})).headers.get('siku-batch');
    expect(await system.finished(id!)).toMatchObject({ status: 'published', counts: { created: 3 } });
  });

  const uploads = (): string => join(system.testDatabase.configuration.fileDirectory, 'resumable');

  it('shows an upload to whoever began it and to nobody else', async () => {
    const own = await uploader('industry-commerce');
    const other = await uploader('state-tax');
    const created = await begin(10, { dataset: 'registry', mode: 'delta' }, own);
    expect(created.status).toBe(201);
    const location = created.headers.get('location')!;
    for (const key of [other, operator]) {
      expect((await send('HEAD', location, {}, { key })).status).toBe(404);
      expect((await part(location, 0, Buffer.from('0123456789'), key)).status).toBe(404);
      expect((await send('DELETE', location, {}, { key })).status).toBe(404);
    }
    expect((await send('HEAD', location, {}, { key: own })).headers.get('upload-offset')).toBe('0');
    expect((await send('DELETE', location, {}, { key: own })).status).toBe(204);
    expect((await send('HEAD', location, {}, { key: own })).status).toBe(404);
    for (const path of ['/v1/uploads/..%2f..%2fdatabase', `${location}.json`, '/v1/uploads/none']) {
      expect((await send('HEAD', path, {})).status).toBe(404);
    }
  });

  it('refuses before any byte is sent what could not be delivered', async () => {
    const before = readdirSync(uploads());
    const refused = async (values: Record<string, string>, key = operator): Promise<[number, string]> => {
      const { status, text } = await begin(1_000_000, values, key);
      return [status, (JSON.parse(text) as { code: string }).code];
    };
    expect(await refused({ dataset: 'nothing', mode: 'delta' })).toEqual([404, 'dataset-not-found']);
    expect(await refused({ dataset: 'registry', mode: 'sometimes' })).toEqual([400, 'bad-upload-metadata']);
    expect(await refused({ mode: 'delta' })).toEqual([400, 'bad-upload-metadata']);
    expect(await refused({ dataset: 'registry', mode: 'delta', efectiveDate: '2020-01-01' })).toEqual([
      400,
      'bad-upload-metadata',
    ]);
    const smuggled = { dataset: 'registry', mode: 'delta', batch: 'none' };
    expect(await refused(smuggled)).toEqual([400, 'bad-upload-metadata']);
    const foreign = await uploader('state-tax');
    expect(await refused({ dataset: 'registry', mode: 'delta' }, foreign)).toEqual([403, 'department-foreign']);
    expect((await send('POST', '/v1/uploads', { 'upload-length': '10' })).status).toBe(400);
    expect((await send('POST', '/v1/uploads', { 'upload-length': '10', 'upload-metadata': '!' })).status).toBe(400);
    const tooLong = await begin(system.testDatabase.configuration.uploadLimit + 1, {
      dataset: 'registry',
      mode: 'delta',
    });
    expect(tooLong.status).toBe(413);
    expect(JSON.parse(tooLong.text)).toMatchObject({ code: 'too-large' });
    expect(readdirSync(uploads())).toEqual(before);
  });

  it('names every member of the metadata that is wrong', async () => {
    const { text } = await begin(10, { dataset: 'registry', mode: 'x', effectiveDate: 'yesterday' });
    expect(text).toContain('mode');
    expect(text).toContain('effectiveDate');
  });

  it('refuses as problem details, in the language asked for, what the protocol does not allow', async () => {
    const { headers } = await begin(10, { dataset: 'registry', mode: 'delta' });
    const location = headers.get('location')!;
    const refusal = async (over: Record<string, string>, language = 'zh-CN') => {
      const type = 'application/offset+octet-stream';
      const sent = { 'upload-offset': '0', 'content-type': type, 'accept-language': language, ...over };
      const answer = await send('PATCH', location, sent, { body: Buffer.from('0123456789') });
      expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
      const { requestId, ...problem } = JSON.parse(answer.text) as Record<string, unknown>;
      expect(requestId).toBe(answer.headers.get('x-request-id'));
      return problem;
    };
    expect(await refusal({ 'tus-resumable': '0.2' })).toMatchObject({ status: 400, code: 'bad-upload-request' });
    expect(await refusal({ 'upload-offset': 'x' }, 'en')).toMatchObject({
      status: 400,
      detail: 'the request is not as tus 1.0 has it',
      errors: [{ parameter: 'upload-offset' }],
    });
    expect(await refusal({ 'upload-offset': '5' })).toMatchObject({
      status: 409,
      detail: expect.stringContaining('HEAD 查询') as unknown,
    });
  });

  it('keeps to the house rules: no CORS, security headers, refusals in the audit log', async () => {
    const created = await begin(10, { dataset: 'registry', mode: 'delta' });
    expect(created.headers.get('access-control-allow-origin')).toBeNull();
    expect(created.headers.get('x-content-type-options')).toBe('nosniff');
    expect(created.headers.get('x-request-id')).not.toBeNull();
    const { items } = (await system.get('/v1/audit', { query: { outcome: 'refused' } })).body as {
      items: { action: string; detail: { code: string } }[];
    };
    expect(items).toContainEqual(
      expect.objectContaining({
        action: 'POST /v1/uploads',
        detail: expect.objectContaining({ code: 'department-foreign' }) as unknown,
      }),
    );
  });
});
